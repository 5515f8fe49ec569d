import { wrongField } from '@collabry/runtime/validation'
import { type Static, type TSchema, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../../core/body/body'
import { callerOf, noteMessage, requestContext, withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, flag, isBlank, optional, SessionId, SessionParams, text } from '../../core/schemas'
import type { Streams } from '../streams/streams'
import { MESSAGE_CHARS_MAX, RESUMABLE, turnOptions } from '../turn-fields'
import { uiOperations } from './schemas'
import { branchOf, questionOf } from './ui-body'
import { type UiStream, uiMessageLog } from './ui-message'

interface UiRoutes {
  uiStream: UiStream
  streams: Streams
  answers: Answers
  json: JsonBody
}

const MESSAGES_MAX = 10_000

const orNull = <Schema extends TSchema>(schema: Schema) => optional(t.Union([schema, t.Null()]))

/** Clients put more into a message than is read here: files, tools, metadata. */
const UiMessage = t.Object(
  {
    id: orNull(t.String()),
    role: t.String({ description: '`user`, `assistant` or `system`' }),
    parts: t.Array(t.Object({ type: t.String(), text: orNull(t.String()) }, { additionalProperties: true })),
  },
  { additionalProperties: true, error: 'must be a UI message, with its role and its parts' },
)

const UiChatBody = body(
  {
    id: SessionId,
    messages: optional(
      t.Array(UiMessage, {
        maxItems: MESSAGES_MAX,
        description: 'The conversation as the client has it. The last message of the user is the question',
        error: `must be a list of at most ${MESSAGES_MAX} UI messages`,
      }),
    ),
    message: optional(UiMessage),
    trigger: optional(
      t.Union([t.Literal('submit-message'), t.Literal('regenerate-message')], {
        description: '`regenerate-message`: another answer, on a branch, to a question that was asked',
        error: 'must be submit-message or regenerate-message',
      }),
    ),
    messageId: optional(
      text(0, 1_000, { description: 'The message that is replaced: an answer, or a question that was edited' }),
    ),
    ...turnOptions,
    resumable: flag(true, `${RESUMABLE}; GET /ai/ui/chat/{session_id}/stream goes on`),
  },
  'UiChatRequest',
)

/** The routes that the AI SDK's own transport calls: `new DefaultChatTransport({ api: '…/ai/ui/chat' })`. */
export const uiRoutes = ({ uiStream, streams, answers, json }: UiRoutes) =>
  new Elysia()
    .post(
      '/ai/ui/chat',
      async ({ request, body: fields }) => {
        const { id: session_id, ...options } = fields
        const { keyed } = requestContext(request)
        if (keyed) keyed.sessionId = session_id
        const turn = { ...options, session_id, message: messageIn(fields) }
        // A conversation has one answer at a time, so an answer that its client stopped reading ends before the next one
        // begins.
        if (!keyed) await stopRunning(streams, session_id, request)
        return uiStream(request, turn, { branch: branchOf(fields) })
      },
      {
        parse: resumableUnlessAsked(json),
        body: UiChatBody,
        detail: uiOperations.uiChat,
      },
    )
    .get(
      '/ai/ui/chat/:session_id/stream',
      async ({ request, params: { session_id } }) => {
        const streamId = await streams.running(session_id, callerOf(request))
        if (streamId === undefined) return new Response(null, { status: 204 })
        const { messageId } = await streams.state(streamId, callerOf(request))
        noteMessage(request, messageId)
        return answers.relay(
          request,
          (caller) =>
            uiMessageLog.read(streams.follow(streamId, 0, caller), {
              streamId,
              messageId: () => messageId || undefined,
              request,
            }),
          uiMessageLog.format,
          { streamId, place: 'reader' },
        )
      },
      {
        params: SessionParams,
        detail: uiOperations.uiResume,
      },
    )
    .delete(
      '/ai/ui/chat/:session_id/stream',
      async ({ request, params: { session_id } }) => {
        const stopped = await stopRunning(streams, session_id, request)
        return withUser(request, {
          session_id,
          stopped,
          message: stopped ? 'The answer is being stopped' : 'No answer is being written',
        })
      },
      {
        params: SessionParams,
        parse: noBody,
        detail: uiOperations.uiStop,
      },
    )

async function stopRunning(streams: Streams, sessionId: string, request: Request): Promise<boolean> {
  const running = await streams.running(sessionId, callerOf(request))
  if (running !== undefined) await streams.stop(running, callerOf(request))
  return running !== undefined
}

function messageIn({ messages, message }: Static<typeof UiChatBody>): string {
  const question = questionOf(messages ?? (message && [message]))
  if (question === undefined) throw wrongField('messages', 'must hold a message of the user')
  if (isBlank(question) || question.length > MESSAGE_CHARS_MAX)
    throw wrongField(
      'messages',
      `must end with a text of the user of 1 to ${MESSAGE_CHARS_MAX} characters, not all of them white space`,
    )
  return question
}

/** A repeated request follows the running answer, so that what it asks for is known before the schema's defaults are. */
function resumableUnlessAsked(json: JsonBody) {
  const parse = json(UiChatBody)
  const parseUi = async (context: { request: Request }) => {
    const fields = { resumable: true, ...((await parse(context)) as object) }
    requestContext(context.request).fields = fields
    return fields
  }
  return Object.assign(parseUi, { kind: parse.kind, bytesMax: parse.bytesMax })
}
