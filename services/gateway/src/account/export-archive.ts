import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import type { DocumentEntry } from '../documents/ports'
import type { Message, Session, Sessions } from '../sessions/ports'
import type { ApiKey, ApiKeys } from './api-keys'
import type { UsageDay } from './usage'
import type { ZipEntry } from './zip'

/** All data that memory holds of a user, read only as fast as the consumer takes it. */
export type ExportMemory = (caller: Caller) => AsyncGenerator<Exported>

/** Messages belong to the last session before them, and to all of its branches. */
export type Exported =
  | { kind: 'session'; session: Session }
  | { kind: 'messages'; messages: Message[] }
  | { kind: 'usage'; days: UsageDay[] }

/** Every document of a user, each followed by its text in pieces. */
export type ExportDocuments = (caller: Caller) => AsyncGenerator<ExportedDocument>

type ExportedDocument = { kind: 'document'; document: DocumentEntry } | { kind: 'text'; text: string }

/** The sources of an export, and the formats of its files. */
export interface ExportPorts {
  exportMemory: ExportMemory
  exportDocuments: ExportDocuments
  sessions: Pick<Sessions, 'messages'>
  keys: Pick<ApiKeys, 'list'>
  format: ExportFormat
}

/** Sessions, messages and documents as the routes of their capabilities show them. */
export interface ExportFormat {
  session(session: Session, userId: string): object
  message(message: Omit<Message, 'rating' | 'comment' | 'model'>): object
  document(document: DocumentEntry): object
  usage(day: UsageDay): object
  /** Without the key itself, which is kept as a hash alone. */
  key(key: ApiKey): object
  /** The current branch of a session as Markdown. */
  conversation(sessions: Pick<Sessions, 'messages'>, session: Session, caller: Caller): AsyncGenerator<string>
}

/**
 * All data of a user as the files of an archive: sessions as JSON with all branches and as readable Markdown, documents as text
 * and metadata, usage by day, names and scopes of API keys. Resolves when both services have sent their first part, so that an
 * unavailable service is an error and not a broken archive.
 */
export async function archiveOf(ports: ExportPorts, caller: Caller): Promise<AsyncGenerator<ZipEntry>> {
  const memory = peekable(ports.exportMemory(caller))
  const documents = peekable(ports.exportDocuments(caller))
  await Promise.all([memory.peek(), documents.peek()])
  return entries(ports, memory, documents, caller)
}

async function* entries(
  { sessions, keys, format }: ExportPorts,
  memory: Peekable<Exported>,
  documents: Peekable<ExportedDocument>,
  caller: Caller,
): AsyncGenerator<ZipEntry> {
  const about = { user_id: caller.userId, exported_at: new Date().toISOString() }
  yield { name: 'about.json', pieces: once(json(about)) }
  const days: UsageDay[] = []
  for (let piece = await memory.take(); piece; piece = await memory.take()) {
    if (piece.kind === 'usage') days.push(...piece.days)
    if (piece.kind !== 'session') continue
    const { session } = piece
    yield { name: `sessions/${session.sessionId}.json`, pieces: sessionJson(format, session, messagesOf(memory), caller) }
    yield { name: `sessions/${session.sessionId}.md`, pieces: sessionMarkdown(format.conversation(sessions, session, caller)) }
  }
  yield { name: 'usage.json', pieces: once(json({ days: days.map(format.usage) })) }
  yield { name: 'keys.json', pieces: once(json({ keys: (await keys.list(caller)).map(format.key) })) }
  for (let piece = await documents.take(); piece; piece = await documents.take()) {
    if (piece.kind !== 'document') continue
    const { document } = piece
    yield { name: `documents/${document.documentId}.json`, pieces: once(json(format.document(document))) }
    const hasText = (await documents.peek())?.kind === 'text'
    if (hasText) yield { name: `documents/${document.documentId}.md`, pieces: textOf(documents) }
  }
}

async function* sessionJson(
  format: ExportFormat,
  session: Session,
  messages: AsyncIterable<Message>,
  { userId }: Caller,
): AsyncGenerator<string> {
  yield `${JSON.stringify(format.session(session, userId)).slice(0, -1)},"messages":[`
  let comma = '\n'
  for await (const { rating = 0, comment = '', model = '', ...message } of messages) {
    yield `${comma}${JSON.stringify({ ...format.message(message), rating, comment, model })}`
    comma = ',\n'
  }
  yield '\n]}\n'
}

async function* messagesOf(memory: Peekable<Exported>): AsyncGenerator<Message> {
  for (let next = await memory.peek(); next?.kind === 'messages'; next = await memory.peek()) {
    await memory.take()
    yield* next.messages
  }
}

/** Empty if the session was deleted in the meantime. */
async function* sessionMarkdown(markdown: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* markdown
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error
  }
}

async function* textOf(documents: Peekable<ExportedDocument>): AsyncGenerator<string> {
  for (let next = await documents.peek(); next?.kind === 'text'; next = await documents.peek()) {
    await documents.take()
    yield next.text
  }
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** A stream whose next piece can be read without taking it. */
interface Peekable<Piece> {
  peek(): Promise<Piece | undefined>
  take(): Promise<Piece | undefined>
}

function peekable<Piece>(pieces: AsyncGenerator<Piece>): Peekable<Piece> {
  let next: Promise<Piece | undefined> | undefined
  const draw = async () => {
    const { value, done } = await pieces.next()
    return done ? undefined : value
  }
  return {
    peek: () => (next ??= draw()),
    async take() {
      const taken = next ?? draw()
      next = undefined
      return taken
    },
  }
}
