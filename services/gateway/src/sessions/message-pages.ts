import type { Caller } from '../core/caller'
import type { Message, Sessions } from './ports'

/** Messages a page, the most that memory gives. */
const PAGE = 200

/** The messages of a session's branch, page by page as they are taken. */
export async function* messagesFrom(
  sessions: Pick<Sessions, 'messages'>,
  sessionId: string,
  caller: Caller,
): AsyncGenerator<Message> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await sessions.messages(sessionId, { limit: PAGE, cursor }, caller)
    yield* page.messages
    cursor = page.nextCursor
  }
}
