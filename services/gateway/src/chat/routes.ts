import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { derivedId } from '../core/idempotency/requests'
import { examples } from '../core/openapi/examples'
import { operation, streamed } from '../core/openapi/operation'
import { requestContext, withUser } from '../core/request-context'
import type { Answers } from '../core/responses'
import {
  body,
  flag,
  MessageParams,
  NotebookId,
  optional,
  query,
  SessionId,
  SessionParams,
  SourceIds,
  text,
} from '../core/schemas'
import type { AnswerEvent, ChatRequest, ChatResult } from '../generation/types'
import type { Sessions, TurnRef } from '../sessions/ports'
import { conversationExamples } from '../sessions/routes'
import { aiSdkBody, aiSdkFormat, answerToReplace, uiMessageParts, wantsAiSdk } from './ai-sdk'
import { noteMessage, type Resumable } from './streams/resumable'

export type Chat = (
  request: ChatRequest,
  caller: Caller,
  onBegun?: (turn: TurnRef) => Promise<void>,
) => AsyncGenerator<AnswerEvent<ChatResult>>

interface ChatRoutes {
  chat: Chat
  sessions: Pick<Sessions, 'messages'>
  answers: Answers
  resumable: Resumable
  json: JsonBody
}

const turn = {
  message: text(1, 32_000),
  use_rag: t.Union([t.Literal('auto'), t.Boolean()], {
    default: 'auto',
    description: '"auto": the documents are used when passages clear a threshold',
    error: 'must be "auto", true or false',
  }),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
  model: optional(text(1, 256)),
  stream: flag(false, 'Answer as /ai/chat/stream does'),
  include_sources: flag(false, 'Streams only: an event `sources` before the first chunk'),
  resumable: flag(false, 'Streams only: a lost connection does not stop the answer; GET /ai/chat/stream/{stream_id} goes on'),
}
const SessionChatBody = body(turn)
const RegenerateBody = body({
  ...turn,
  message: text(0, 32_000, { default: '', description: 'The question as it should have been; empty: the same one again' }),
})
const ChatBody = body({ ...turn, session_id: optional(SessionId) })

type Fields = Static<typeof ChatBody>

const StreamQuery = query({
  format: optional(
    t.Literal('ai-sdk', {
      description: 'The UI message stream of the AI SDK, as with `Accept: text/event-stream; profile=ai-sdk`',
      error: 'must be ai-sdk',
    }),
  ),
})

export const chatRoutes = ({ chat, sessions, answers, resumable, json: plainJson }: ChatRoutes) => {
  const json = aiSdkBody(plainJson)
  const whole = async (request: Request, fields: Fields, insteadOf?: string) =>
    withUser(request, await answers.whole(request, (caller) => chat(toRequest(request, fields, insteadOf), caller)))
  const stream = (request: Request, fields: Fields, insteadOf?: string) => {
    const { keyed } = requestContext(request)
    if (keyed) keyed.sessionId = toRequest(request, fields, insteadOf).sessionId
    const noted = async ({ messageId }: TurnRef) => noteMessage(request, messageId)
    const run = (caller: Caller) => chat(toRequest(request, fields, insteadOf), caller, noted)
    const messageId = () => requestContext(request).messageId
    if (wantsAiSdk(request)) {
      const branching = async function* (caller: Caller) {
        const replaced = insteadOf ?? (await answerToReplace(sessions, fields, caller))
        yield* chat(toRequest(request, fields, replaced), caller, noted)
      }
      return answers.relay(request, (caller) => uiMessageParts(branching(caller), messageId), aiSdkFormat)
    }
    if (fields.resumable)
      return resumable(request, fields.include_sources, (caller, begun) =>
        chat(toRequest(request, fields, insteadOf), caller, begun),
      )
    return answers.stream(request, run, { includeSources: fields.include_sources, done: (result) => result.session_id })
  }
  const either = (request: Request, fields: Fields, insteadOf?: string) =>
    fields.stream ? stream(request, fields, insteadOf) : whole(request, fields, insteadOf)

  return new Elysia()
    .post('/ai/chat', ({ request, body }) => either(request, body), {
      parse: json(ChatBody),
      body: ChatBody,
      detail: operation('chat', 'Chat', 'answers a message in a conversation', examples.chat),
    })
    .post('/ai/chat/stream', ({ request, body }) => stream(request, body), {
      parse: json(ChatBody),
      body: ChatBody,
      query: StreamQuery,
      detail: streamed('chatStream', 'Chat', 'as /ai/chat, streamed', examples.chat),
    })
    .post('/ai/sessions/:session_id/chat', ({ request, body, params }) => either(request, { ...body, ...params }), {
      parse: json(SessionChatBody),
      body: SessionChatBody,
      params: SessionParams,
      detail: operation('sessionChat', 'Chat', 'as /ai/chat, with the session in the path', examples.sessionChat),
    })
    .post(
      '/ai/sessions/:session_id/messages/:message_id/regenerate',
      ({ request, body, params: { session_id, message_id } }) => either(request, { ...body, session_id }, message_id),
      {
        parse: plainJson(RegenerateBody),
        params: MessageParams,
        body: RegenerateBody,
        detail: operation(
          'regenerate',
          'Chat',
          'answers anew on a branch; the older one is kept',
          conversationExamples.regenerate,
        ),
      },
    )
    .post('/ai/sessions/:session_id/chat/stream', ({ request, body, params }) => stream(request, { ...body, ...params }), {
      parse: json(SessionChatBody),
      body: SessionChatBody,
      params: SessionParams,
      query: StreamQuery,
      detail: streamed('sessionChatStream', 'Chat', 'as /ai/chat/stream, with the session in the path', examples.sessionChat),
    })
}

const toRequest = (request: Request, fields: Fields, insteadOf?: string): ChatRequest => ({
  message: fields.message,
  sessionId: fields.session_id ?? derivedSession(request),
  useRag: fields.use_rag,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
  model: fields.model ?? '',
  ...(insteadOf ? { insteadOf } : {}),
})

/** A new session of a request with a key is the same one in every try. */
function derivedSession(request: Request): string {
  const { keyed } = requestContext(request)
  return keyed ? derivedId(keyed.seed, 'session') : ''
}
