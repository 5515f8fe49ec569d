import type { Message, Session } from '../sessions/store'
import type { Stores } from '../stores'
import type { UsageDay } from '../usage/store'

/** A part of an export. Messages belong to the last session before them. */
export type Exported =
  | { kind: 'session'; session: Session }
  | { kind: 'messages'; messages: Message[] }
  | { kind: 'usage'; days: UsageDay[] }

const SESSIONS_PER_PAGE = 100
const MESSAGES_PER_PAGE = 100

/** All data of a user, page by page. The next page is read when the consumer asks for it. */
export async function* exportUser(
  { conversations, usage }: Stores,
  userId: string,
  signal: AbortSignal,
): AsyncGenerator<Exported> {
  for (let before: number | undefined, more = true; more; ) {
    const wanted = { limit: SESSIONS_PER_PAGE, before, query: '', notebookId: '' }
    const page = await conversations.list(userId, wanted, signal)
    for (const session of page.sessions) {
      yield { kind: 'session', session }
      yield* exportMessages(conversations, userId, session.sessionId, signal)
    }
    before = page.next
    more = before !== undefined
  }
  yield { kind: 'usage', days: await usage.readUsage(userId, '0000-01-01', '9999-12-31') }
}

async function* exportMessages(
  conversations: Stores['conversations'],
  userId: string,
  sessionId: string,
  signal: AbortSignal,
): AsyncGenerator<Exported> {
  for (let after: number | undefined, more = true; more; ) {
    signal.throwIfAborted()
    const page = await conversations.messages(userId, sessionId, { limit: MESSAGES_PER_PAGE, after, everything: true })
    if (page.messages.length > 0) yield { kind: 'messages', messages: page.messages }
    after = page.next
    more = after !== undefined
  }
}
