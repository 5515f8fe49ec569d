import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { badTicket, type Redeem } from '../../core/auth/auth'
import { userKey } from '../../core/auth/jwt-verifier'
import { noBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { json, operation } from '../../core/openapi/operation'
import { callerOf, noteMessage, requestContext, withUser } from '../../core/request-context'
import { type Answers, contractFormat } from '../../core/responses'
import { knownId, optional, query, StreamId, text } from '../../core/schemas'
import { wantsAiSdk } from '../ai-sdk/ui-body'
import { uiMessageLog } from '../ai-sdk/ui-message'
import { chatEvents, chatHeaders, StoppedStream, StreamTicket, stoppedExample, ticketExample } from '../schemas'
import { contractLog } from './log-format'
import type { Streams } from './streams'

interface ResumeRoutes {
  streams: Streams
  answers: Answers
}

const ResumeQuery = query({
  ticket: optional(text(1, 100, { description: 'Instead of a token, for EventSource, which sends no header' })),
  last_event_id: optional(text(0, 200, { description: 'As the header Last-Event-ID, for a new EventSource' })),
})

const ResumeHeaders = t.Object(
  {
    'last-event-id': optional(
      text(0, 200, { description: 'The id of the last event that the client has; none: from the beginning' }),
    ),
  },
  { additionalProperties: true, error: 'must be the headers of a request' },
)

/** Streams of requests with `resumable`: follow, stop, and issue tickets for an EventSource. Only for their owner. */
export function resumeRoutes({ streams, answers }: ResumeRoutes) {
  return new Elysia()
    .get(
      '/ai/chat/stream/:stream_id',
      async ({ request, params, query: { last_event_id } }) => {
        const streamId = knownId(params.stream_id, 'stream')
        const after = positionIn(streamId, request.headers.get('last-event-id') || last_event_id || '')
        const { end, count, messageId } = await streams.state(streamId, callerOf(request))
        if (end && after > count) return new Response(null, { status: 204 })
        if (after > count) throw notOf(streamId)
        noteMessage(request, messageId)
        // The stream of the AI SDK has no event numbers, so it starts again.
        const { format, read } = wantsAiSdk(request) ? uiMessageLog : contractLog(true)
        const from = format === contractFormat ? after : 0
        const start = (caller: Caller) =>
          read(streams.follow(streamId, from, caller), { streamId, messageId: () => messageId || undefined, request })
        return answers.relay(request, start, format, { streamId, place: 'reader' })
      },
      {
        query: ResumeQuery,
        headers: ResumeHeaders,
        detail: resumeOperation(),
      },
    )
    .delete(
      '/ai/chat/stream/:stream_id',
      async ({ request, params }) => {
        const streamId = knownId(params.stream_id, 'stream')
        const { end } = await streams.state(streamId, callerOf(request))
        if (!end) await streams.stop(streamId, callerOf(request))
        const message = end ? 'The answer has ended already' : 'The answer is being stopped'
        return withUser(request, { stream_id: streamId, stopped: !end, message })
      },
      {
        parse: noBody,
        detail: stopOperation(),
      },
    )
    .post(
      '/ai/chat/stream/:stream_id/ticket',
      async ({ request, params }) => {
        const streamId = knownId(params.stream_id, 'stream')
        const { ticket, expiresAtMs } = await streams.issueTicket(streamId, callerOf(request))
        return withUser(request, { stream_id: streamId, ticket, expires_at: new Date(expiresAtMs).toISOString() })
      },
      {
        parse: noBody,
        detail: ticketOperation(),
      },
    )
}

const STREAM = { stream_id: StreamId }

const resumeOperation = () =>
  operation({
    id: 'resumeStream',
    tag: 'Chat',
    summary: 'continues after Last-Event-ID; 204 after the end',
    description:
      'Continues the stream of a request with `resumable` after the event that Last-Event-ID names, or from its beginning. An EventSource, which can send no token, uses a ticket.',
    params: STREAM,
    answers: {
      200: { headers: chatHeaders, content: chatEvents },
      204: { description: 'The client has all of it: the stream has ended' },
    },
    security: [{ bearer: [] }, { ticket: [] }],
  })

const stopOperation = () =>
  operation({
    id: 'stopStream',
    tag: 'Chat',
    summary: 'stops an answer that is being written',
    description:
      'Stops the model, whichever replica runs it. The text that was written is kept, marked `interrupted`. A stream that has ended stays as it is.',
    params: STREAM,
    answers: { 200: { content: json(StoppedStream, stoppedExample) } },
  })

const ticketOperation = () =>
  operation({
    id: 'streamTicket',
    tag: 'Chat',
    summary: 'lets an EventSource in to a stream, once',
    description: 'A ticket for `GET /ai/chat/stream/{stream_id}?ticket=`: good once, for 30 seconds.',
    params: STREAM,
    answers: { 200: { content: json(StreamTicket, ticketExample) } },
  })

/** Number of events that the client has received; 0 if the header is empty. */
function positionIn(streamId: string, lastEventId: string): number {
  if (lastEventId === '') return 0
  const number = lastEventId.startsWith(`${streamId}-`) ? lastEventId.slice(streamId.length + 1) : ''
  if (!/^\d{1,9}$/.test(number)) throw notOf(streamId)
  return Number(number)
}

const notOf = (streamId: string): AppError => wrongField('Last-Event-ID', `must be the id of an event of the stream ${streamId}`)

/** A used, expired or unknown ticket is refused like an invalid token. */
export const createRedeem =
  (streams: Pick<Streams, 'redeemTicket'>): Redeem =>
  async ({ ticket, to }, request) => {
    const limits = { requestId: requestContext(request).requestId, signal: request.signal }
    const pass = await streams.redeemTicket(ticket, limits).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'not_found' ? badTicket(error) : error
    })
    const isMeant = 'taskId' in to ? pass.taskId === to.taskId : pass.streamId === to.streamId
    if (!isMeant) throw badTicket()
    const { userId } = pass
    const ofTicket = { scopes: new Set<string>(), expiresAtMs: Date.now(), tag: 'by ticket', revocableAs: [], jti: '' }
    return { ...ofTicket, userId, key: userKey(userId) }
  }
