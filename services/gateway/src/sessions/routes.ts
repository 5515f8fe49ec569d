import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../core/body/body'
import { derivedId } from '../core/idempotency/requests'
import { type HoldAnswer, largeJson } from '../core/json-answer'
import { examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, requestContext, withUser } from '../core/request-context'
import { Branch, body, Cursor, choice, Limit, NotebookId, optional, query, SessionId, SessionParams, text } from '../core/schemas'
import type { Sessions } from './ports'
import { toMessageEntry, toSessionEntry } from './session-entry'

interface SessionRoutes {
  sessions: Sessions
  json: JsonBody
  /** As json, and no body at all is an empty object. */
  jsonOrNothing: JsonBody
  holdAnswer: HoldAnswer
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
const NewSession = body({
  title: text(0, 200, { default: '' }),
  session_id: optional(SessionId),
  notebook_id: optional(NotebookId),
})
const Rename = body({ title: text(1, 200) })

export const sessionRoutes = ({ sessions, json, jsonOrNothing, holdAnswer }: SessionRoutes) =>
  new Elysia()
    .get(
      '/ai/sessions',
      async ({ request, query: { limit, cursor, q, notebook_id } }) => {
        const caller = callerOf(request)
        const page = await sessions.list({ limit, cursor, query: q, notebookId: notebook_id ?? '' }, caller)
        const list = page.sessions.map((session) => toSessionEntry(session, caller.userId))
        return withUser(request, { sessions: list, total: page.total, next_cursor: page.nextCursor })
      },
      {
        query: ListQuery,
        detail: operation('listSessions', 'Sessions', 'the sessions, newest activity first', examples.sessions),
      },
    )
    .post(
      '/ai/sessions',
      async ({ request, body: { title, session_id, notebook_id } }) => {
        const { keyed } = requestContext(request)
        const made = keyed ? derivedId(keyed.seed, 'session') : ''
        const wanted = { title, sessionId: session_id ?? made, notebookId: notebook_id ?? '' }
        const { session, created } = await sessions.create(wanted, callerOf(request))
        const message = created ? 'Session created' : 'This session is there already'
        return withUser(request, { session_id: session.sessionId, message })
      },
      {
        parse: jsonOrNothing(NewSession),
        body: NewSession,
        detail: operation('createSession', 'Sessions', 'a new session; the body may be left out', examples.newSession),
      },
    )
    .get(
      '/ai/sessions/:session_id',
      async ({ request, params }) => {
        const caller = callerOf(request)
        return withUser(request, toSessionEntry(await sessions.get(params.session_id, caller), caller.userId))
      },
      { params: SessionParams, detail: operation('getSession', 'Sessions', 'one session', examples.session) },
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
        detail: operation('renameSession', 'Sessions', 'gives a session another title', examples.renameSession),
      },
    )
    .delete(
      '/ai/sessions/:session_id',
      async ({ request, params: { session_id } }) => {
        const { messagesDeleted } = await sessions.delete(session_id, callerOf(request))
        return withUser(request, { session_id, messages_deleted: messagesDeleted, message: 'Session deleted' })
      },
      {
        parse: noBody,
        params: SessionParams,
        detail: operation('deleteSession', 'Sessions', 'removes a session and its messages, for good', examples.deletedSession),
      },
    )
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
        detail: operation('listMessages', 'Sessions', 'the messages of a session, oldest or newest first', examples.messages),
      },
    )
