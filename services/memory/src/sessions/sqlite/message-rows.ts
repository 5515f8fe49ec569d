import type { Database } from 'bun:sqlite'
import type { Link } from '../history'
import { foldCase } from '../recall'
import type { Feedback, Message, Role, Status, TurnEnd } from '../store'

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
  /** Saved text of a streaming message. One without characters has no parts. */
  const streamed = ({ key, chars }: MessageHead) =>
    chars === 0
      ? ''
      : sql.parts
          .all(key)
          .map(({ text }) => text)
          .join('')
  const close = (message: MessageHead, ended: 0 | 1, content: string, { status, sourcesJson, model }: Outcome) => {
    sql.setEnd.run(status, ended, content.length, content, foldCase(content), sourcesJson.length, sourcesJson, model, message.key)
    if (message.chars > 0) sql.dropParts.run(message.key)
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
      message.status === 'streaming' ? streamed(message) : (sql.read.get(message.key)?.content ?? ''),
    /** The message; an empty array if it was deleted. */
    read: ({ key }: MessageHead, now: number): Message[] =>
      sql.read.all(key).map((row) => toMessage(row, row.status === 'streaming' ? streamed(row) : row.content, now)),
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
      close(message, 0, streamed(message), { status: 'interrupted', sourcesJson: '', model: '' }),
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

/** A message without its texts, from which is decided whether to read them. */
export interface MessageHead {
  key: number
  message_id: string
  ordinal: number
  status: Status
  ended: number
  lease_until_ms: number
  chars: number
  sources_chars: number
}

interface MessageRow extends MessageHead {
  role: Role
  created_at_ms: number
  parent_id: string
  model: string
  content: string
  sources_json: string
  rating: number
  comment: string
}

/** An answer that has ended and its question, without their texts. */
export interface EndedTurn {
  key: number
  ordinal: number
  answerId: string
  question: number
  questionId: string
  chars: number
}

const HEAD = 'key, message_id, ordinal, status, ended, lease_until_ms, chars, sources_chars'
const COLUMNS = `${HEAD}, role, created_at_ms, parent_id, model, content, sources_json, rating, comment`

/** The SQL on messages and on the parts of those that stream. */
function messageStatements(db: Database) {
  const byId = db.query<MessageHead, [number, string]>(`select ${HEAD} from message where session = ? and message_id = ?`)
  const last = db.query<{ message_id: string }, [number]>(
    'select message_id from message where session = ? order by ordinal desc limit 1',
  )
  const links = db.query<Link, [number]>(
    'select message_id as id, parent_id as parentId, ordinal from message where session = ? order by ordinal',
  )
  const rate = db.query<null, [number, string, number]>('update message set rating = ?, comment = ? where key = ?')
  const heads = db.query<MessageHead, [number, number, number]>(
    `select ${HEAD} from message where session = ? and ordinal > ? order by ordinal limit ?`,
  )
  const headsBackwards = db.query<MessageHead, [number, number, number]>(
    `select ${HEAD} from message where session = ? and ordinal < ? order by ordinal desc limit ?`,
  )
  const newestHeads = db.query<MessageHead, [number, number]>(
    `select ${HEAD} from message where session = ? and chars > 0 and status in ('complete', 'interrupted') order by ordinal desc limit ?`,
  )
  const newestTurns = db.query<EndedTurn, [number, number]>(
    `select answer.key, answer.ordinal, answer.message_id as answerId, question.key as question, question.message_id as questionId,
       answer.chars + question.chars as chars
     from message as answer join message as question
       on question.session = answer.session and question.ordinal = answer.ordinal - 1
     where answer.session = ? and answer.ordinal % 2 = 0 and answer.chars > 0 and answer.status in ('complete', 'interrupted')
     order by answer.ordinal desc limit ?`,
  )
  const folded = db.query<{ folded: string }, [number]>('select folded from message where key = ?')
  const read = db.query<MessageRow, [number]>(`select ${COLUMNS} from message where key = ?`)
  const insert = db.query<null, [number, number, string, Role, Status, number, number, number, string, number, string, string]>(
    `insert into message (session, ordinal, message_id, role, status, ended, lease_until_ms, created_at_ms, parent_id, model, chars, sources_chars, content, sources_json, folded)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, ?, '', ?)`,
  )
  const setSaved = db.query<null, [number, number, number]>('update message set chars = ?, lease_until_ms = ? where key = ?')
  const setEnd = db.query<null, [Status, number, number, string, string, number, string, string, number]>(
    'update message set status = ?, ended = ?, chars = ?, content = ?, folded = ?, sources_chars = ?, sources_json = ?, model = ? where key = ?',
  )
  const expired = db.query<MessageHead, [number, number]>(
    `select ${HEAD} from message where status = 'streaming' and lease_until_ms <= ? limit ?`,
  )
  const expiredOf = db.query<MessageHead, [number, number]>(
    `select ${HEAD} from message indexed by message_streaming where session = ? and status = 'streaming' and lease_until_ms <= ?`,
  )
  const open = db.query<{ open: number }, []>(`select count(*) as open from message where status = 'streaming'`)
  const parts = db.query<{ text: string }, [number]>('select text from part where message = ? order by at')
  const addPart = db.query<null, [number, number, string]>('insert into part (message, at, text) values (?, ?, ?)')
  const dropParts = db.query<null, [number]>('delete from part where message = ?')
  return {
    byId,
    last,
    links,
    rate,
    heads,
    headsBackwards,
    newestHeads,
    newestTurns,
    folded,
    read,
    insert,
    setSaved,
    setEnd,
    expired,
    expiredOf,
    open,
    parts,
    addPart,
    dropParts,
  }
}
