import type { Database } from 'bun:sqlite'
import type { Link } from '../branches'
import type { Role, Status } from '../store'

/** A message without its texts: what is looked at before deciding to read them. */
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

export interface MessageRow extends MessageHead {
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

const head = 'key, message_id, ordinal, status, ended, lease_until_ms, chars, sources_chars'
const columns = `${head}, role, created_at_ms, parent_id, model, content, sources_json, rating, comment`

/** The SQL on messages and on the parts of those that stream. */
export function messageStatements(db: Database) {
  const byId = db.query<MessageHead, [number, string]>(`select ${head} from message where session = ? and message_id = ?`)
  const last = db.query<{ message_id: string }, [number]>(
    'select message_id from message where session = ? order by ordinal desc limit 1',
  )
  const links = db.query<Link, [number]>(
    'select message_id as id, parent_id as parentId, ordinal from message where session = ? order by ordinal',
  )
  const rate = db.query<null, [number, string, number]>('update message set rating = ?, comment = ? where key = ?')
  const heads = db.query<MessageHead, [number, number, number]>(
    `select ${head} from message where session = ? and ordinal > ? order by ordinal limit ?`,
  )
  const headsBackwards = db.query<MessageHead, [number, number, number]>(
    `select ${head} from message where session = ? and ordinal < ? order by ordinal desc limit ?`,
  )
  const newestHeads = db.query<MessageHead, [number, number]>(
    `select ${head} from message where session = ? and chars > 0 and status in ('complete', 'interrupted') order by ordinal desc limit ?`,
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
  const read = db.query<MessageRow, [number]>(`select ${columns} from message where key = ?`)
  const insert = db.query<null, [number, number, string, Role, Status, number, number, number, string, number, string, string]>(
    `insert into message (session, ordinal, message_id, role, status, ended, lease_until_ms, created_at_ms, parent_id, model, chars, sources_chars, content, sources_json, folded)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, ?, '', ?)`,
  )
  const setSaved = db.query<null, [number, number, number]>('update message set chars = ?, lease_until_ms = ? where key = ?')
  const setEnd = db.query<null, [Status, number, number, string, string, number, string, string, number]>(
    'update message set status = ?, ended = ?, chars = ?, content = ?, folded = ?, sources_chars = ?, sources_json = ?, model = ? where key = ?',
  )
  const expired = db.query<MessageHead, [number, number]>(
    `select ${head} from message where status = 'streaming' and lease_until_ms <= ? limit ?`,
  )
  const expiredOf = db.query<MessageHead, [number, number]>(
    `select ${head} from message indexed by message_streaming where session = ? and status = 'streaming' and lease_until_ms <= ?`,
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
