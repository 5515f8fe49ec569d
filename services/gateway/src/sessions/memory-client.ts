import type { BeginTurnResponse } from '@collabry/proto/gen/collabry/memory/v1/BeginTurnResponse'
import type { CreateSessionResponse } from '@collabry/proto/gen/collabry/memory/v1/CreateSessionResponse'
import type { DeleteSessionResponse } from '@collabry/proto/gen/collabry/memory/v1/DeleteSessionResponse'
import type { EndTurnResponse } from '@collabry/proto/gen/collabry/memory/v1/EndTurnResponse'
import type { GetSessionResponse } from '@collabry/proto/gen/collabry/memory/v1/GetSessionResponse'
import type { ListMessagesResponse } from '@collabry/proto/gen/collabry/memory/v1/ListMessagesResponse'
import type { ListSessionsResponse } from '@collabry/proto/gen/collabry/memory/v1/ListSessionsResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { Message as MessageReply } from '@collabry/proto/gen/collabry/memory/v1/Message'
import type { RenameSessionResponse } from '@collabry/proto/gen/collabry/memory/v1/RenameSessionResponse'
import type { Session as SessionReply } from '@collabry/proto/gen/collabry/memory/v1/Session'
import { AppError } from '@collabry/runtime/errors'
import { callUnary } from '@collabry/runtime/grpc/client'
import { parseArray } from '../core/grpc/json'
import { retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import { appendTogether } from './batch-append-client'
import type { Message, Session, Sessions, Turns } from './ports'

const BEGIN_DEADLINE_MS = 5_000
const SAVE_DEADLINE_MS = 2_000
const READ_DEADLINE_MS = 10_000
const WRITE_DEADLINE_MS = 5_000
/** Removes all messages of the session as well. */
const DELETE_DEADLINE_MS = 15_000

export const turnsClient = (stub: MemoryServiceClient): Turns => ({
  /** Never tried twice: a first try whose answer was lost has written the user's message already. */
  async begin(turn, caller) {
    const request = { ...turn, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const limits = within(caller, BEGIN_DEADLINE_MS)
    const reply = await callUnary<BeginTurnResponse>(
      (metadata, options, done) => stub.beginTurn(request, metadata, options, done),
      limits,
    )
    const { sessionId, userMessageId, assistantMessageId, history, content, summary, messagesBefore } = reply
    return {
      sessionId,
      userMessageId,
      assistantMessageId,
      history: history.map(({ messageId, role, content: said }) => ({ messageId, role: toRole(role), content: said })),
      content,
      summary: { text: summary, messageId: reply.summaryMessageId, covers: reply.messagesSummarized },
      messagesBefore,
    }
  },

  append: appendTogether(stub),

  async end({ sources, status, ...end }, caller) {
    const sourcesJson = sources ? JSON.stringify(sources) : ''
    const request = { ...end, status: endings[status], sourcesJson, userId: caller.userId }
    const limits = within(caller, SAVE_DEADLINE_MS)
    await retryUnary(
      () => callUnary<EndTurnResponse>((metadata, options, done) => stub.endTurn(request, metadata, options, done), limits),
      caller.signal,
    )
  },
})

const endings = {
  complete: 'MESSAGE_STATUS_COMPLETE',
  interrupted: 'MESSAGE_STATUS_INTERRUPTED',
  failed: 'MESSAGE_STATUS_FAILED',
} as const

export const sessionsClient = (stub: MemoryServiceClient): Sessions => ({
  async create(session, caller) {
    const request = { ...session, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const limits = within(caller, WRITE_DEADLINE_MS)
    const call = () =>
      callUnary<CreateSessionResponse>((metadata, options, done) => stub.createSession(request, metadata, options, done), limits)
    const reply = await (session.sessionId ? retryUnary(call, caller.signal) : call()) // without an id a second try makes a second session
    return { session: toSession(reply.session), created: reply.created }
  },

  async get(sessionId, caller) {
    const request = { sessionId, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<GetSessionResponse>((metadata, options, done) => stub.getSession(request, metadata, options, done), limits)
    return toSession((await retryUnary(call, caller.signal)).session)
  },

  async list(query, caller) {
    const request = { ...query, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<ListSessionsResponse>((metadata, options, done) => stub.listSessions(request, metadata, options, done), limits)
    const reply = await retryUnary(call, caller.signal)
    return { sessions: reply.sessions.map(toSession), total: reply.total, nextCursor: reply.nextCursor || null }
  },

  async rename(sessionId, title, caller) {
    const request = { sessionId, title, userId: caller.userId }
    const limits = within(caller, WRITE_DEADLINE_MS)
    const call = () =>
      callUnary<RenameSessionResponse>((metadata, options, done) => stub.renameSession(request, metadata, options, done), limits)
    return toSession((await retryUnary(call, caller.signal)).session)
  },

  /** Never tried twice: the second try of a deletion whose answer was lost would say not_found. */
  async delete(sessionId, caller) {
    const request = { sessionId, userId: caller.userId }
    const limits = within(caller, DELETE_DEADLINE_MS)
    return await callUnary<DeleteSessionResponse>(
      (metadata, options, done) => stub.deleteSession(request, metadata, options, done),
      limits,
    )
  },

  async messages(sessionId, page, caller) {
    const request = { ...page, sessionId, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<ListMessagesResponse>((metadata, options, done) => stub.listMessages(request, metadata, options, done), limits)
    const reply = await retryUnary(call, caller.signal)
    return { messages: reply.messages.map(toMessage), nextCursor: reply.nextCursor || null }
  },
})

export function toSession(reply: SessionReply | null): Session {
  if (!reply) throw new AppError('upstream_error', 'The session could not be read; try again.')
  return { ...reply, notebookId: reply.notebookId || null }
}

export const toMessage = (reply: MessageReply): Message => ({
  messageId: reply.messageId,
  role: toRole(reply.role),
  content: reply.content,
  createdAtMs: reply.createdAtMs,
  status: statuses[reply.status],
  sources: parseArray(reply.sourcesJson),
  parentId: reply.parentId || null,
  rating: reply.rating,
  comment: reply.comment,
  model: reply.model,
})

const toRole = (role: MessageReply['role']) => (role === 'MESSAGE_ROLE_USER' ? 'user' : 'assistant')

const statuses = {
  MESSAGE_STATUS_UNSPECIFIED: 'interrupted',
  MESSAGE_STATUS_STREAMING: 'streaming',
  MESSAGE_STATUS_COMPLETE: 'complete',
  MESSAGE_STATUS_INTERRUPTED: 'interrupted',
  MESSAGE_STATUS_FAILED: 'failed',
} as const
