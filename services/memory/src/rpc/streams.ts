import type { AppendStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/AppendStreamRequest'
import type { AppendStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AppendStreamResponse'
import type { FindStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/FindStreamRequest'
import type { FindStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/FindStreamResponse'
import type { FollowStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/FollowStreamRequest'
import type { FollowStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/FollowStreamResponse'
import type { GetStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/GetStreamRequest'
import type { GetStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetStreamResponse'
import type { IssueTicketRequest } from '@collabry/proto/gen/collabry/memory/v1/IssueTicketRequest'
import type { IssueTicketResponseInit } from '@collabry/proto/gen/collabry/memory/v1/IssueTicketResponse'
import type { OpenStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/OpenStreamRequest'
import type { OpenStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/OpenStreamResponse'
import type { RedeemTicketRequest } from '@collabry/proto/gen/collabry/memory/v1/RedeemTicketRequest'
import type { RedeemTicketResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RedeemTicketResponse'
import type { StopStreamRequest } from '@collabry/proto/gen/collabry/memory/v1/StopStreamRequest'
import type { StopStreamResponseInit } from '@collabry/proto/gen/collabry/memory/v1/StopStreamResponse'
import type { StreamEnd as EndMessage, StreamEndInit } from '@collabry/proto/gen/collabry/memory/v1/StreamEnd'
import type { StreamEvent as EventMessage } from '@collabry/proto/gen/collabry/memory/v1/StreamEvent'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { Guard } from '../erasure/erase'
import { followStream, issueTicket, redeemTicket } from '../streams/follow'
import {
  type EventKind,
  PART_BYTES_MAX,
  PART_EVENTS_MAX,
  type StreamEnd,
  type StreamEvent,
  type StreamStore,
} from '../streams/store'
import { atMost, id, optionalId, text, userId } from './fields'

const KEEP_SECONDS_MAX = 90_000

interface Parts {
  streams: StreamStore
  guard: Guard
  /** How long a log is kept unless the request says so. */
  keepSeconds: number
  closeLost: () => Promise<void>
  now: () => number
}

export const streamHandlers = ({ streams, guard, keepSeconds, closeLost, now }: Parts) => ({
  OpenStream: unary(async (request: OpenStreamRequest): Promise<OpenStreamResponseInit> => {
    const owner = userId(request.userId)
    const stream = {
      streamId: id('stream_id', request.streamId),
      sessionId: optionalId('session_id', request.sessionId),
      messageId: optionalId('message_id', request.messageId),
      isAtOneReplica: request.isAtOneReplica,
      keepMs: 1_000 * (atMost('keep_seconds', request.keepSeconds, KEEP_SECONDS_MAX) || keepSeconds),
    }
    return guard(owner, request.acceptedAtMs, () => streams.open(owner, stream))
  }),

  AppendStream: unary(
    (request: AppendStreamRequest): Promise<AppendStreamResponseInit> =>
      streams.append(userId(request.userId), {
        streamId: id('stream_id', request.streamId),
        leaseId: id('lease_id', request.leaseId),
        first: request.first,
        events: fromEvents(request.events),
        end: fromEnd(request.end),
      }),
  ),

  StopStream: unary(async (request: StopStreamRequest): Promise<StopStreamResponseInit> => {
    await streams.stop(userId(request.userId), id('stream_id', request.streamId))
    return {}
  }),

  GetStream: unary(async (request: GetStreamRequest): Promise<GetStreamResponseInit> => {
    const page = await streams.read(userId(request.userId), id('stream_id', request.streamId), Number.MAX_SAFE_INTEGER)
    return { ...page, end: toEnd(page.end) }
  }),

  FindStream: unary(async (request: FindStreamRequest): Promise<FindStreamResponseInit> => {
    return { streamId: (await streams.running(userId(request.userId), id('session_id', request.sessionId))) ?? '' }
  }),

  FollowStream: serverStream(async function* (
    request: FollowStreamRequest,
    { signal },
  ): AsyncGenerator<FollowStreamResponseInit> {
    const streamId = id('stream_id', request.streamId)
    const pages = followStream({ streams, closeLost, now }, userId(request.userId), streamId, request.after, signal)
    for await (const { events, end } of pages) {
      yield { first: events[0]?.n ?? 0, events: events.map(({ kind, data }) => ({ kind: toKind(kind), data })), end: toEnd(end) }
    }
  }),

  IssueTicket: unary(async (request: IssueTicketRequest): Promise<IssueTicketResponseInit> => {
    const user = userId(request.userId)
    if (request.taskId !== '')
      return issueTicket(streams, { userId: user, streamId: '', taskId: id('task_id', request.taskId) }, now())
    const pass = { userId: user, streamId: id('stream_id', request.streamId) }
    await streams.read(pass.userId, pass.streamId, Number.MAX_SAFE_INTEGER) // only to one's own stream
    return issueTicket(streams, pass, now())
  }),

  RedeemTicket: unary(
    (request: RedeemTicketRequest): Promise<RedeemTicketResponseInit> =>
      redeemTicket(streams, text('ticket', request.ticket, { min: 1, max: 100 })),
  ),
})

const kinds = { text: 'STREAM_EVENT_KIND_TEXT', sources: 'STREAM_EVENT_KIND_SOURCES' } as const

const outcomes = {
  done: 'STREAM_OUTCOME_DONE',
  error: 'STREAM_OUTCOME_ERROR',
  producer_lost: 'STREAM_OUTCOME_PRODUCER_LOST',
} as const

const toKind = (kind: EventKind) => kinds[kind]

const toEnd = (end: StreamEnd | undefined): StreamEndInit | null =>
  end ? { outcome: outcomes[end.outcome], data: end.data } : null

function fromEvents(events: EventMessage[]): StreamEvent[] {
  if (events.length > PART_EVENTS_MAX) throw fieldError('events', 'must be at most 1,000')
  let bytes = 0
  return events.map(({ kind, data }) => {
    bytes += Buffer.byteLength(text('events', data, { max: PART_BYTES_MAX }))
    if (bytes > PART_BYTES_MAX) throw fieldError('events', 'must be at most 1 MiB in all')
    return { kind: fromKind(kind), data }
  })
}

function fromKind(kind: EventMessage['kind']): EventKind {
  if (kind === kinds.text) return 'text'
  if (kind === kinds.sources) return 'sources'
  throw fieldError('events', 'must be text or sources')
}

function fromEnd(end: EndMessage | null): StreamEnd | undefined {
  if (!end) return undefined
  const data = text('end', end.data, { max: PART_BYTES_MAX })
  if (end.outcome === outcomes.done) return { outcome: 'done', data }
  if (end.outcome === outcomes.error) return { outcome: 'error', data }
  throw fieldError('end', 'must be done or error')
}
