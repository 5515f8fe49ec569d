import { isRecord } from '@collabry/runtime/validation'
import type { Caller } from '../core/caller'
import type { Message, Session, Sessions } from './ports'

/** A conversation as Markdown for readers; the messages are Markdown already. */
export async function* conversationMarkdown(session: Session, messages: AsyncIterable<Message>): AsyncGenerator<string> {
  yield `# ${oneLine(session.title) || 'Conversation'}\n`
  for await (const message of messages) {
    const who = message.role === 'user' ? 'You' : 'Assistant'
    const state = message.status === 'complete' ? '' : ` (${message.status})`
    yield `\n## ${who}, ${new Date(message.createdAtMs).toISOString()}${state}\n\n${message.content}\n${sourcesOf(message)}`
  }
}

function sourcesOf({ sources }: Message): string {
  const lines = sources.map((source, index) => `${index + 1}. ${oneLine(nameOf(source))}\n`)
  return lines.length === 0 ? '' : `\nSources:\n\n${lines.join('')}`
}

function nameOf(source: unknown): string {
  const name = isRecord(source) ? source.source : undefined
  return typeof name === 'string' && name !== '' ? name : 'unnamed'
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

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
