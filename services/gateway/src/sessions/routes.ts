import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../core/body/body'
import type { Caller } from '../core/caller'
import { derivedId } from '../core/idempotency/requests'
import { type HoldAnswer, largeJson, textStream } from '../core/large-answer'
import { callerOf, requestContext, withUser } from '../core/request-context'
import { fileAnswer } from '../core/responses'
import {
  Branch,
  body,
  Cursor,
  choice,
  isBlank,
  Limit,
  line,
  MessageParams,
  NotebookId,
  optional,
  query,
  SessionId,
  SessionParams,
  text,
} from '../core/schemas'
import type { Message, Notes, Session, Sessions } from './ports'
import { sessionOperations } from './schemas'
import { conversationMarkdown, messagesFrom } from './session-export'

interface SessionRoutes {
  sessions: Sessions
  json: JsonBody
  /** As `json`, but an empty body is an empty object. */
  jsonOrNothing: JsonBody
}

const PageQuery = query({ limit: Limit, cursor: Cursor })
const MessagesQuery = query({
  ...PageQuery.properties,
  branch: optional(Branch),
  order: choice(['asc', 'desc'], 'asc', 'asc: oldest first; desc: newest first. A cursor belongs to the order of its page'),
})
const ListQuery = query({
  ...PageQuery.properties,
  q: text(0, 1_000, { default: '', description: 'Search in titles and messages' }),
  notebook_id: optional(NotebookId),
})
const NewSession = body(
  {
    title: line(0, 200, { default: '' }),
    session_id: optional(SessionId),
    notebook_id: optional(NotebookId),
  },
  'SessionRequest',
)
const Rename = body({ title: line(1, 200) }, 'SessionTitle')

export const sessionRoutes = ({ sessions, json, jsonOrNothing }: SessionRoutes) =>
  new Elysia()
    .get(
      '/ai/sessions',
      async ({ request, query: { limit, cursor, q, notebook_id } }) => {
        const caller = callerOf(request)
        const page = await sessions.list({ limit, cursor, query: q, notebookId: notebook_id ?? '' }, caller)
        const list = page.sessions.map((session) => toSessionEntry(session, caller.userId))
        return withUser(request, { sessions: list, total: page.total, next_cursor: page.nextCursor })
      },
      { query: ListQuery, detail: sessionOperations.listSessions },
    )
    .post(
      '/ai/sessions',
      async ({ request, body: { title, session_id, notebook_id } }) => {
        const { keyed } = requestContext(request)
        const made = keyed ? derivedId(keyed.seed, 'session') : ''
        const wanted = { title: isBlank(title) ? '' : title, sessionId: session_id ?? made, notebookId: notebook_id ?? '' }
        const { session, created } = await sessions.create(wanted, callerOf(request))
        const message = created ? 'Session created' : 'This session is there already'
        return withUser(request, { session_id: session.sessionId, message })
      },
      {
        parse: jsonOrNothing(NewSession),
        body: NewSession,
        detail: sessionOperations.createSession,
      },
    )
    .get(
      '/ai/sessions/:session_id',
      async ({ request, params }) => {
        const caller = callerOf(request)
        return withUser(request, toSessionEntry(await sessions.get(params.session_id, caller), caller.userId))
      },
      { params: SessionParams, detail: sessionOperations.getSession },
    )
    .patch(
      '/ai/sessions/:session_id',
      async ({ request, params, body: { title } }) => {
        const caller = callerOf(request)
        return withUser(request, toSessionEntry(await sessions.rename(params.session_id, title, caller), caller.userId))
      },
      {
        parse: json(Rename),
        params: SessionParams,
        body: Rename,
        detail: sessionOperations.renameSession,
      },
    )
    .delete(
      '/ai/sessions/:session_id',
      async ({ request, params: { session_id } }) => {
        const { messagesDeleted } = await sessions.delete(session_id, callerOf(request))
        return withUser(request, { session_id, messages_deleted: messagesDeleted, message: 'Session deleted' })
      },
      { parse: noBody, params: SessionParams, detail: sessionOperations.deleteSession },
    )

interface ConversationRoutes {
  sessions: Pick<Sessions, 'get' | 'messages'>
  notes: Pick<Notes, 'rate'>
  json: JsonBody
  holdAnswer: HoldAnswer
}

/** A session as the contract shows it. */
export const toSessionEntry = (session: Session, userId: string) => ({
  session_id: session.sessionId,
  thread_id: threadId(userId, session.sessionId),
  title: session.title,
  notebook_id: session.notebookId,
  created_at: new Date(session.createdAtMs).toISOString(),
  last_activity: new Date(session.lastActivityMs).toISOString(),
  message_count: session.messageCount,
  is_current: session.isCurrent,
})

/** A message as the contract shows it. */
export const toMessageEntry = (message: Message) => ({
  message_id: message.messageId,
  role: message.role,
  content: message.content,
  timestamp: new Date(message.createdAtMs).toISOString(),
  status: message.status,
  sources: message.sources,
  parent_id: message.parentId,
})

/**
 * The thread of a session, as the seed named it. Only the user's part may hold a colon, and there it is encoded, so that no
 * user name can reach into another's threads. The session's part never needs it: its alphabet is narrower.
 */
export const threadId = (userId: string, sessionId: string): string =>
  `${userId.replace(/[%:\p{Cc}]/gu, (character) => encodeURIComponent(character))}:${sessionId}`

const ExportQuery = query({ format: choice(['json', 'md'], 'json') })
const Feedback = body(
  {
    rating: t.Union([t.Literal(1), t.Literal(-1)], { error: 'must be 1 or -1' }),
    comment: text(0, 2_000, { default: '' }),
  },
  'Feedback',
)

/** The messages of a conversation, its export, and feedback on its answers. */
export const conversationRoutes = ({ sessions, notes, json, holdAnswer }: ConversationRoutes) =>
  new Elysia()
    .get(
      '/ai/sessions/:session_id/messages',
      async ({ request, params: { session_id }, query: { limit, cursor, branch, order } }) => {
        const wanted = { limit, cursor, newestFirst: order === 'desc', ...(branch ? { branch } : {}) }
        const page = await sessions.messages(session_id, wanted, callerOf(request))
        const answer = withUser(request, {
          session_id,
          messages: page.messages.map(toMessageEntry),
          next_cursor: page.nextCursor,
        })
        return largeJson(request, answer, holdAnswer)
      },
      {
        params: SessionParams,
        query: MessagesQuery,
        detail: sessionOperations.listMessages,
      },
    )
    .get(
      '/ai/sessions/:session_id/export',
      async ({ request, params: { session_id }, query: { format } }) => {
        const caller = callerOf(request)
        // Checked first, so that an unknown session is a 404 and not a file that breaks off.
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
        detail: sessionOperations.exportSession,
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
        detail: sessionOperations.rateMessage,
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
