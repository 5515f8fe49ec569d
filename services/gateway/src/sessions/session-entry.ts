import type { Message, Session } from './ports'
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
