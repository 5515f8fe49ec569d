import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { fileAnswer } from '../core/file-response'
import { textStream } from '../core/json-answer'
import { fileOperation, operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { body, choice, MessageParams, query, SessionParams, text } from '../core/schemas'
import { conversationExamples } from './conversation-examples'
import type { Message, Notes, Session, Sessions } from './ports'
import { toMessageEntry, toSessionEntry } from './session-entry'
import { conversationMarkdown, messagesFrom } from './session-export'

interface ConversationRoutes {
  sessions: Pick<Sessions, 'get' | 'messages'>
  notes: Pick<Notes, 'rate'>
  json: JsonBody
}

const ExportQuery = query({ format: choice(['json', 'md'], 'json') })
const Feedback = body({
  rating: t.Union([t.Literal(1), t.Literal(-1)], { error: 'must be 1 or -1' }),
  comment: text(0, 2_000, { default: '' }),
})

/** Export of a conversation and feedback on its answers. */
export const conversationRoutes = ({ sessions, notes, json }: ConversationRoutes) =>
  new Elysia()
    .get(
      '/ai/sessions/:session_id/export',
      async ({ request, params: { session_id }, query: { format } }) => {
        const caller = callerOf(request)
        // Asked first: an unknown session is a 404, not a file that breaks off.
        const session = await sessions.get(session_id, caller)
        const messages = messagesFrom(sessions, session_id, caller)
        const pieces =
          format === 'md' ? conversationMarkdown(session, messages) : conversationJson(request, session, messages, caller)
        const type = format === 'md' ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8'
        const name = `${session.title || 'conversation'}.${format}`
        return fileAnswer({ name, type, content: textStream(pieces), disposition: 'attachment' })
      },
      {
        params: SessionParams,
        query: ExportQuery,
        detail: {
          ...fileOperation('exportSession', 'the conversation as a file', conversationExamples.export, {
            'text/markdown': { description: 'With `format=md`', example: '# Photosynthesis\n' },
          }),
          tags: ['Sessions'],
        },
      },
    )
    .post(
      '/ai/sessions/:session_id/messages/:message_id/feedback',
      async ({ request, params: { session_id, message_id }, body: { rating, comment } }) => {
        await notes.rate({ sessionId: session_id, messageId: message_id }, { rating, comment }, callerOf(request))
        return withUser(request, { session_id, message_id, rating, message: 'Thank you for the feedback' })
      },
      {
        parse: json(Feedback),
        params: MessageParams,
        body: Feedback,
        detail: operation('rateMessage', 'Sessions', 'feedback on an answer', conversationExamples.feedback),
      },
    )

/** One JSON object, whose messages are made one after the other. */
async function* conversationJson(
  request: Request,
  session: Session,
  messages: AsyncIterable<Message>,
  { userId }: Caller,
): AsyncGenerator<string> {
  const head = JSON.stringify(withUser(request, toSessionEntry(session, userId)))
  yield `${head.slice(0, -1)},"messages":[`
  let comma = ''
  for await (const message of messages) {
    yield `${comma}${JSON.stringify({ ...toMessageEntry(message), rating: message.rating ?? 0 })}`
    comma = ','
  }
  yield ']}'
}
