import type { AppendStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/AppendStreamResponse'
import type { FollowStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/FollowStreamResponse'
import type { GetStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/GetStreamResponse'
import type { IssueTicketResponse } from '@collabry/proto/gen/collabry/memory/v1/IssueTicketResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { OpenStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/OpenStreamResponse'
import type { RedeemTicketResponse } from '@collabry/proto/gen/collabry/memory/v1/RedeemTicketResponse'
import type { StopStreamResponse } from '@collabry/proto/gen/collabry/memory/v1/StopStreamResponse'
import type { StreamEnd as EndReply } from '@collabry/proto/gen/collabry/memory/v1/StreamEnd'
import type { StreamEvent as EventReply } from '@collabry/proto/gen/collabry/memory/v1/StreamEvent'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { retryStream, retryUnary } from '../../core/grpc/retry'
import { within } from '../../core/grpc/within'
import type { LoggedEnd, StreamEvent, StreamLogs, StreamTickets } from './ports'

const WRITE_DEADLINE_MS = 2_000
const READ_DEADLINE_MS = 2_000
/** The longest generation, and some. */
const FOLLOW_DEADLINE_MS = 3_660_000

export const streamLogsClient = (stub: MemoryServiceClient): StreamLogs => ({
  /** Never tried twice: a second try would find the log that the first one made. */
  async open(stream, caller) {
    const request = { ...stream, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const { leaseId } = await callUnary<OpenStreamResponse>(
      (metadata, options, done) => stub.openStream(request, metadata, options, done),
      within(caller, WRITE_DEADLINE_MS),
    )
    return { streamId: stream.streamId, leaseId }
  },

  async append({ events, end, ...part }, caller) {
    const request = {
      ...part,
      userId: caller.userId,
      events: events.map(({ kind, data }) => ({ kind: kinds[kind], data })),
      end: end ? { outcome: outcomes[end.outcome], data: end.data } : null,
    }
    const limits = within(caller, WRITE_DEADLINE_MS)
    return await retryUnary(
      () =>
        callUnary<AppendStreamResponse>((metadata, options, done) => stub.appendStream(request, metadata, options, done), limits),
      caller.signal,
    )
  },

  async stop(streamId, caller) {
    const request = { streamId, userId: caller.userId }
    const limits = within(caller, WRITE_DEADLINE_MS)
    await retryUnary(
      () => callUnary<StopStreamResponse>((metadata, options, done) => stub.stopStream(request, metadata, options, done), limits),
      caller.signal,
    )
  },

  async get(streamId, caller) {
    const request = { streamId, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const { end, ...state } = await retryUnary(
      () => callUnary<GetStreamResponse>((metadata, options, done) => stub.getStream(request, metadata, options, done), limits),
      caller.signal,
    )
    return { ...state, end: toEnd(end) }
  },

  async *follow(streamId, after, caller) {
    const request = { streamId, after, userId: caller.userId }
    const limits = within(caller, FOLLOW_DEADLINE_MS)
    const open = () =>
      readStream<FollowStreamResponse>((metadata, options) => stub.followStream(request, metadata, options), limits)
    let last = after
    for await (const reply of retryStream(open, caller.signal)) {
      const events = reply.events.map((event, index) => ({ ...toEvent(event), n: reply.first + index }))
      last = events.at(-1)?.n ?? last
      const end = toEnd(reply.end)
      yield { events, end: end && { ...end, n: last + 1 } }
    }
  },
})

export const streamTicketsClient = (stub: MemoryServiceClient): StreamTickets => ({
  async issue(streamId, caller) {
    const request = { streamId, userId: caller.userId }
    return await callUnary<IssueTicketResponse>(
      (metadata, options, done) => stub.issueTicket(request, metadata, options, done),
      within(caller, WRITE_DEADLINE_MS),
    )
  },

  /** Never tried twice: the first try may have used it up. */
  async redeem(ticket, request) {
    return await callUnary<RedeemTicketResponse>(
      (metadata, options, done) => stub.redeemTicket({ ticket, userId: 'gateway' }, metadata, options, done),
      within(request, WRITE_DEADLINE_MS),
    )
  },
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
