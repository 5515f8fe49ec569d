import type { CreateSessionRequest } from '@collabry/proto/gen/collabry/memory/v1/CreateSessionRequest'
import type { CreateSessionResponseInit } from '@collabry/proto/gen/collabry/memory/v1/CreateSessionResponse'
import type { DeleteSessionRequest } from '@collabry/proto/gen/collabry/memory/v1/DeleteSessionRequest'
import type { DeleteSessionResponseInit } from '@collabry/proto/gen/collabry/memory/v1/DeleteSessionResponse'
import type { GetSessionRequest } from '@collabry/proto/gen/collabry/memory/v1/GetSessionRequest'
import type { GetSessionResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetSessionResponse'
import type { ListMessagesRequest } from '@collabry/proto/gen/collabry/memory/v1/ListMessagesRequest'
import type { ListMessagesResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ListMessagesResponse'
import type { ListSessionsRequest } from '@collabry/proto/gen/collabry/memory/v1/ListSessionsRequest'
import type { ListSessionsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ListSessionsResponse'
import type { RateMessageRequest } from '@collabry/proto/gen/collabry/memory/v1/RateMessageRequest'
import type { RateMessageResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RateMessageResponse'
import type { RenameSessionRequest } from '@collabry/proto/gen/collabry/memory/v1/RenameSessionRequest'
import type { RenameSessionResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RenameSessionResponse'
import type { SetTitleRequest } from '@collabry/proto/gen/collabry/memory/v1/SetTitleRequest'
import type { SetTitleResponseInit } from '@collabry/proto/gen/collabry/memory/v1/SetTitleResponse'
import { unary } from '@collabry/runtime/grpc/server'
import { serialByKey } from '@collabry/runtime/serial-by-key'
import { fieldError } from '@collabry/runtime/validation'
import type { Guard } from '../erasure/erase'
import type { SessionAnnotations, SessionStore } from '../sessions/store'
import { fromCursor, id, limit, optionalId, text, title, toCursor, toMessage, userId } from './fields'

/** A longer one would make a search of long texts too slow. */
const QUERY_CHARS_MAX = 1_000

interface Parts {
  conversations: SessionStore
  guard: Guard
  /** Takes what other stores hold of a session out of them. */
  forgetSession: (userId: string, sessionId: string) => Promise<void>
}

/** `pageOf`: a page may hold a million characters, so those of one user are made one after the other. */
export const sessionHandlers = ({ conversations: store, guard, forgetSession }: Parts, pageOf = serialByKey()) => ({
  CreateSession: unary(async (request: CreateSessionRequest): Promise<CreateSessionResponseInit> => {
    const owner = userId(request.userId)
    const session = {
      sessionId: optionalId('session_id', request.sessionId) || Bun.randomUUIDv7(),
      title: title(request.title, 0),
      notebookId: optionalId('notebook_id', request.notebookId),
    }
    return guard(owner, request.acceptedAtMs, () => store.create(owner, session))
  }),

  GetSession: unary(async (request: GetSessionRequest): Promise<GetSessionResponseInit> => {
    return { session: await store.get(userId(request.userId), id('session_id', request.sessionId)) }
  }),

  ListSessions: unary(async (request: ListSessionsRequest, { signal }): Promise<ListSessionsResponseInit> => {
    const wanted = {
      limit: limit(request.limit),
      before: fromCursor('sessions', request.cursor),
      query: text('query', request.query, { max: QUERY_CHARS_MAX }),
      notebookId: optionalId('notebook_id', request.notebookId),
    }
    const { sessions, total, next } = await store.list(userId(request.userId), wanted, signal)
    return { sessions, total, nextCursor: toCursor('sessions', next) }
  }),

  RenameSession: unary(async (request: RenameSessionRequest): Promise<RenameSessionResponseInit> => {
    return { session: await store.rename(userId(request.userId), id('session_id', request.sessionId), title(request.title, 1)) }
  }),

  DeleteSession: unary(async (request: DeleteSessionRequest): Promise<DeleteSessionResponseInit> => {
    const [owner, sessionId] = [userId(request.userId), id('session_id', request.sessionId)]
    // The other stores hold the same words. First, so that a deletion that is cut short is asked for again; and once more
    // for what was written in between.
    await forgetSession(owner, sessionId)
    const deleted = await store.delete(owner, sessionId)
    await forgetSession(owner, sessionId)
    return deleted
  }),

  ListMessages: unary(async (request: ListMessagesRequest, { signal }): Promise<ListMessagesResponseInit> => {
    const owner = userId(request.userId)
    const sessionId = id('session_id', request.sessionId)
    const list = request.newestFirst ? 'newest' : 'messages'
    const page = {
      limit: limit(request.limit),
      newestFirst: request.newestFirst,
      after: fromCursor(list, request.cursor),
      branch: optionalId('branch', request.branch) || undefined,
    }
    return pageOf(owner, async () => {
      signal.throwIfAborted()
      const { messages, next } = await store.messages(owner, sessionId, page)
      return { messages: messages.map(toMessage), nextCursor: toCursor(list, next) }
    })
  }),
})

export const annotationHandlers = (store: Pick<SessionAnnotations, 'rate' | 'setTitle'>) => ({
  SetTitle: unary(async (request: SetTitleRequest): Promise<SetTitleResponseInit> => {
    const change = { from: text('expected_title', request.expectedTitle, { max: 200 }), to: title(request.title, 1) }
    return { changed: await store.setTitle(userId(request.userId), id('session_id', request.sessionId), change) }
  }),

  RateMessage: unary(async (request: RateMessageRequest): Promise<RateMessageResponseInit> => {
    const ref = { sessionId: id('session_id', request.sessionId), messageId: id('message_id', request.messageId) }
    const comment = text('comment', request.comment, { max: 2_000 })
    await store.rate(userId(request.userId), ref, { rating: toRating(request.rating), comment })
    return {}
  }),
})

function toRating(rating: number): 1 | -1 {
  if (rating === 1 || rating === -1) return rating
  throw fieldError('rating', 'must be 1 or -1')
}
