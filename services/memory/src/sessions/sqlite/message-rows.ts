import type { Database } from 'bun:sqlite'
import { foldCase } from '../fold'
import type { Feedback, Message, Role, Status, TurnEnd } from '../store'
import { type MessageHead, type MessageRow, messageStatements } from './message-statements'

interface NewMessage {
  messageId: string
  role: Role
  status: Status
  leaseUntilMs: number
  createdAtMs: number
  parentId: string
  content: string
}

type Outcome = Omit<TurnEnd, 'offset' | 'text'>

/** Operations on messages. None of them opens a transaction. */
export function messageRows(db: Database) {
  const sql = messageStatements(db)
  const streamed = (key: number) =>
    sql.parts
      .all(key)
      .map(({ text }) => text)
      .join('')
  const close = (message: MessageHead, ended: 0 | 1, content: string, { status, sourcesJson, model }: Outcome) => {
    sql.setEnd.run(status, ended, content.length, content, foldCase(content), sourcesJson.length, sourcesJson, model, message.key)
    sql.dropParts.run(message.key)
  }
  return {
    find: (session: number, messageId: string) => sql.byId.get(session, messageId) ?? undefined,
    lastId: (session: number) => sql.last.get(session)?.message_id ?? '',
    links: (session: number) => sql.links.all(session),
    rate: (message: MessageHead, { rating, comment }: Feedback) => sql.rate.run(rating, comment, message.key),
    heads: (session: number, after: number, limit: number) => sql.heads.all(session, after, limit),
    headsBackwards: (session: number, before: number, limit: number) => sql.headsBackwards.all(session, before, limit),
    newestHeads: (session: number, limit: number) => sql.newestHeads.all(session, limit),
    newestTurns: (session: number, limit: number) => sql.newestTurns.all(session, limit),
    /** Text in the form in which it is searched; empty when the message is gone. */
    folded: (key: number) => sql.folded.get(key)?.folded ?? '',
    openCount: () => sql.open.get()?.open ?? 0,
    expired: (before: number, limit: number) => sql.expired.all(before, limit),
    expiredOf: (session: number, before: number) => sql.expiredOf.all(session, before),
    /** Text so far, streaming or not. */
    text: (message: MessageHead) =>
      message.status === 'streaming' ? streamed(message.key) : (sql.read.get(message.key)?.content ?? ''),
    /** The message; an empty array if it was deleted. */
    read: ({ key }: MessageHead, now: number): Message[] =>
      sql.read.all(key).map((row) => toMessage(row, row.status === 'streaming' ? streamed(key) : row.content, now)),
    insert: (session: number, ordinal: number, message: NewMessage) => insert(sql, session, ordinal, message),
    renew: (message: MessageHead, leaseUntilMs: number) => sql.setSaved.run(message.chars, leaseUntilMs, message.key),
    extend(message: MessageHead, text: string, leaseUntilMs: number) {
      sql.addPart.run(message.key, message.chars, text)
      sql.setSaved.run(message.chars + text.length, leaseUntilMs, message.key)
    },
    rewrite(message: MessageHead, text: string, leaseUntilMs: number) {
      sql.dropParts.run(message.key)
      sql.addPart.run(message.key, 0, text)
      sql.setSaved.run(text.length, leaseUntilMs, message.key)
    },
    end: (message: MessageHead, content: string, end: TurnEnd) => close(message, 1, content, end),
    /** Interrupts the message of a producer that is silent. A later end still counts. */
    markAbandoned: (message: MessageHead) =>
      close(message, 0, streamed(message.key), { status: 'interrupted', sourcesJson: '', model: '' }),
    /** The same, with the content of its log. */
    recover: (message: MessageHead, content: string, sourcesJson: string) =>
      close(message, 0, content, { status: 'interrupted', sourcesJson, model: '' }),
  }
}

export type MessageRows = ReturnType<typeof messageRows>

function insert(
  sql: ReturnType<typeof messageStatements>,
  session: number,
  ordinal: number,
  { messageId, role, status, leaseUntilMs, createdAtMs, parentId, content }: NewMessage,
): void {
  const ended = status === 'streaming' ? 0 : 1
  const words = foldCase(content)
  sql.insert.run(
    session,
    ordinal,
    messageId,
    role,
    status,
    ended,
    leaseUntilMs,
    createdAtMs,
    parentId,
    content.length,
    content,
    words,
  )
}

const toMessage = (row: MessageRow, content: string, now: number): Message => ({
  messageId: row.message_id,
  role: row.role,
  content,
  createdAtMs: row.created_at_ms,
  status: row.status === 'streaming' && row.lease_until_ms <= now ? 'interrupted' : row.status,
  sourcesJson: row.sources_json,
  parentId: row.parent_id,
  model: row.model,
  rating: row.rating,
  comment: row.comment,
})
