import type { StreamEnd as EndReply } from '@collabry/proto/gen/collabry/memory/v1/StreamEnd'
import type { StreamEvent as EventReply } from '@collabry/proto/gen/collabry/memory/v1/StreamEvent'
import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../core/caller'
import type { MemoryStub } from '../../core/grpc/stubs'
import type { LoggedEnd, StreamEvent, StreamLogs, StreamTickets } from './ports'

type LogMethods = 'openStream' | 'appendStream' | 'stopStream' | 'getStream' | 'findStream' | 'followStream'

/** All calls for one stream go to one replica of memory, which then knows the newest events without its store. */
const at = (affinity: string, { signal, requestId }: Caller) => ({ signal, requestId, affinity })

export const streamLogsClient = (memory: Pick<MemoryStub, LogMethods>): StreamLogs => ({
  async open(stream, caller) {
    const { userId, acceptedAtMs = 0 } = caller
    const request = { ...stream, userId, acceptedAtMs, isAtOneReplica: true }
    const { leaseId } = await memory.openStream(request, at(stream.streamId, caller))
    return { streamId: stream.streamId, leaseId }
  },

  append({ events, end, ...part }, caller) {
    const request = {
      ...part,
      userId: caller.userId,
      events: events.map(({ kind, data }) => ({ kind: kinds[kind], data })),
      end: end ? { outcome: outcomes[end.outcome], data: end.data } : null,
    }
    return memory.appendStream(request, at(part.streamId, caller))
  },

  async stop(streamId, caller) {
    await memory.stopStream({ streamId, userId: caller.userId }, at(streamId, caller))
  },

  async get(streamId, caller) {
    const { end, ...state } = await memory.getStream({ streamId, userId: caller.userId }, at(streamId, caller))
    return { ...state, end: toEnd(end) }
  },

  async running(sessionId, caller) {
    return (await memory.findStream({ sessionId, userId: caller.userId }, caller)).streamId || undefined
  },

  async *follow(streamId, after, caller) {
    let last = after
    for await (const reply of memory.followStream({ streamId, after, userId: caller.userId }, at(streamId, caller))) {
      const events = reply.events.map((event, index) => ({ ...toEvent(event), n: reply.first + index }))
      last = events.at(-1)?.n ?? last
      const end = toEnd(reply.end)
      yield { events, end: end && { ...end, n: last + 1 } }
    }
  },
})

export const streamTicketsClient = (memory: Pick<MemoryStub, 'issueTicket' | 'redeemTicket'>): StreamTickets => ({
  issue: (streamId, caller) => memory.issueTicket({ streamId, userId: caller.userId }, caller),

  issueForUpload: (taskId, caller) => memory.issueTicket({ taskId, userId: caller.userId }, caller),

  redeem: (ticket, call) => memory.redeemTicket({ ticket, userId: 'gateway' }, call),
})

const kinds = { text: 'STREAM_EVENT_KIND_TEXT', sources: 'STREAM_EVENT_KIND_SOURCES' } as const

const outcomes = { done: 'STREAM_OUTCOME_DONE', error: 'STREAM_OUTCOME_ERROR' } as const

const toEvent = ({ kind, data }: EventReply): StreamEvent => ({ kind: kind === kinds.sources ? 'sources' : 'text', data })

function toEnd(end: EndReply | null): LoggedEnd | undefined {
  if (!end) return undefined
  const { outcome, data } = end
  if (outcome === outcomes.done) return { outcome: 'done', data }
  if (outcome === outcomes.error) return { outcome: 'error', data }
  if (outcome === 'STREAM_OUTCOME_PRODUCER_LOST') return { outcome: 'producer_lost', data }
  throw new AppError('upstream_error', 'The end of the stream could not be read; try again.')
}
