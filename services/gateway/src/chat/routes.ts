import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { noteMessage, requestContext, withUser } from '../core/request-context'
import type { Answers } from '../core/responses'
import { body, MessageParams, optional, query, SessionId, SessionParams, text } from '../core/schemas'
import type { TurnRef } from '../sessions/ports'
import { type AiSdkBranch, aiSdkBody, BRANCH, wantsAiSdk } from './ai-sdk/ui-body'
import type { UiStream } from './ai-sdk/ui-message'
import type { Chat } from './chat'
import { chatOperations } from './schemas'
import { contractLog } from './streams/log-format'
import type { Resumable } from './streams/resumable'
import { MESSAGE_CHARS_MAX, toChatRequest, turnFields } from './turn-fields'

interface ChatRoutes {
  chat: Chat
  uiStream: UiStream
  answers: Answers
  resumable: Resumable
  json: JsonBody
  jsonOrNothing: JsonBody
}

const SessionChatBody = body(turnFields, 'SessionChatRequest')
const RegenerateBody = body(
  {
    ...turnFields,
    message: text(0, MESSAGE_CHARS_MAX, {
      default: '',
      description: 'The question as it should have been; empty: the same one again',
    }),
  },
  'RegenerateRequest',
)
const ChatBody = body({ ...turnFields, session_id: optional(SessionId) }, 'ChatRequest')

type Fields = Static<typeof ChatBody>

const StreamQuery = query({
  format: optional(
    t.Literal('ai-sdk', {
      description: 'The UI message stream of the AI SDK, as with `Accept: text/event-stream; profile=ai-sdk`',
      error: 'must be ai-sdk',
    }),
  ),
})

export const chatRoutes = ({ chat, uiStream, answers, resumable, json: plainJson, jsonOrNothing }: ChatRoutes) => {
  const json = aiSdkBody(plainJson)
  const whole = async (request: Request, fields: Fields, insteadOf?: string) =>
    withUser(request, await answers.whole(request, (caller) => chat(toChatRequest(request, fields, insteadOf), caller)))
  const stream = (request: Request, fields: Fields, insteadOf?: string) => {
    const { keyed } = requestContext(request)
    const asked = toChatRequest(request, fields, insteadOf)
    if (keyed) keyed.sessionId = asked.sessionId
    if (wantsAiSdk(request)) return uiStream(request, fields, { branch: branchIn(fields), insteadOf })
    if (fields.resumable)
      return resumable(request, contractLog(fields.include_sources), (caller, begun) => chat(asked, caller, begun))
    const noted = async ({ messageId }: TurnRef) => noteMessage(request, messageId)
    const run = (caller: Caller) => chat(asked, caller, noted)
    return answers.stream(request, run, { includeSources: fields.include_sources, done: (result) => result.session_id })
  }
  const either = (request: Request, fields: Fields, insteadOf?: string) =>
    fields.stream ? stream(request, fields, insteadOf) : whole(request, fields, insteadOf)

  return new Elysia()
    .post('/ai/chat', ({ request, body }) => either(request, body), {
      parse: json(ChatBody),
      body: ChatBody,
      detail: chatOperations.chat,
    })
    .post('/ai/chat/stream', ({ request, body }) => stream(request, body), {
      parse: json(ChatBody),
      body: ChatBody,
      query: StreamQuery,
      detail: chatOperations.chatStream,
    })
    .post('/ai/sessions/:session_id/chat', ({ request, body, params }) => either(request, { ...body, ...params }), {
      parse: json(SessionChatBody),
      body: SessionChatBody,
      params: SessionParams,
      detail: chatOperations.sessionChat,
    })
    .post(
      '/ai/sessions/:session_id/messages/:message_id/regenerate',
      ({ request, body, params: { session_id, message_id } }) => either(request, { ...body, session_id }, message_id),
      {
        parse: jsonOrNothing(RegenerateBody),
        params: MessageParams,
        body: RegenerateBody,
        detail: chatOperations.regenerate,
      },
    )
    .post('/ai/sessions/:session_id/chat/stream', ({ request, body, params }) => stream(request, { ...body, ...params }), {
      parse: json(SessionChatBody),
      body: SessionChatBody,
      params: SessionParams,
      query: StreamQuery,
      detail: chatOperations.sessionChatStream,
    })
}

const branchIn = (fields: object): AiSdkBranch | undefined =>
  BRANCH in fields ? (fields[BRANCH] as AiSdkBranch | undefined) : undefined
