import type { Database } from 'bun:sqlite'
import type { UserKey } from '@collabry/storage/owner-key'
import type { StoredPart } from '../part'
import type { Outcome } from '../store'

export interface StreamRow {
  key: number
  owner: UserKey
  session_id: string
  message_id: string
  lease_id: string
  lease_until_ms: number
  followed_at_ms: number
  stop_requested: number
  count: number
  bytes: number
  outcome: Outcome | ''
  end_data: string
}

const columns =
  'key, owner, session_id, message_id, lease_id, lease_until_ms, followed_at_ms, stop_requested, count, bytes, outcome, end_data'

export const streamStatements = (db: Database) => ({
  find: db.query<StreamRow, [UserKey, string, number]>(
    `select ${columns} from stream where owner = ? and stream_id = ? and expires_at_ms > ?`,
  ),
  running: db.query<{ stream_id: string }, [UserKey, string, number]>(
    `select stream_id from stream where owner = ?1 and session_id = ?2 and outcome = '' and lease_until_ms > ?3
       and expires_at_ms > ?3 order by key desc limit 1`,
  ),
  insert: db.query<null, [UserKey, string, string, string, string, number, number, number]>(
    `insert into stream (owner, stream_id, session_id, message_id, lease_id, lease_until_ms, followed_at_ms, expires_at_ms,
       stop_requested, count, bytes, outcome, end_data, recovered) values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', '', 1)`,
  ),
  addPart: db.query<null, [number, number, number, string]>(
    'insert into stream_part (stream, first, last, events) values (?, ?, ?, ?)',
  ),
  advance: db.query<null, [number, number, number, number]>(
    'update stream set count = ?, bytes = ?, lease_until_ms = ? where key = ?',
  ),
  end: db.query<null, [Outcome, string, number]>('update stream set outcome = ?, end_data = ? where key = ?'),
  stop: db.query<null, [number]>('update stream set stop_requested = 1 where key = ?'),
  follow: db.query<null, [number, number]>('update stream set followed_at_ms = ? where key = ?'),
  parts: db.query<StoredPart, [number, number]>(
    'select first, last, events from stream_part where stream = ? and last > ? order by first limit 64',
  ),
  allParts: db.query<StoredPart, [number]>('select first, last, events from stream_part where stream = ? order by first'),
  closeLost: db.query<null, [number, number]>(
    `update stream set outcome = 'producer_lost', recovered = 0 where key in
       (select key from stream where outcome = '' and lease_until_ms <= ? limit ?)`,
  ),
  unrecovered: db.query<StreamRow, [number]>(`select ${columns} from stream where recovered = 0 limit ?`),
  markRecovered: db.query<null, [number]>('update stream set recovered = 1 where key = ?'),
  expireSession: db.query<null, [UserKey, string]>('update stream set expires_at_ms = 0 where owner = ? and session_id = ?'),
  expireOwner: db.query<null, [UserKey]>('update stream set expires_at_ms = 0 where owner = ?'),
  dropTicketsOf: db.query<null, [UserKey]>('delete from ticket where owner = ?'),
  expire: db.query<null, [number]>(`update stream set expires_at_ms = 0, stream_id = 'expired ' || key where key = ?`),
  expired: db.query<{ key: number }, [number]>('select key from stream where expires_at_ms <= ? limit 1'),
  dropParts: db.query<null, [number, number]>(
    'delete from stream_part where stream = ?1 and first in (select first from stream_part where stream = ?1 limit ?2)',
  ),
  drop: db.query<null, [number]>('delete from stream where key = ?'),
  putTicket: db.query<null, [string, UserKey, string, number]>(
    'insert into ticket (hash, owner, sealed, expires_at_ms) values (?, ?, ?, ?)',
  ),
  dropOldTickets: db.query<null, [UserKey, number]>(
    'delete from ticket where hash in (select hash from ticket where owner = ? order by expires_at_ms desc limit -1 offset ?)',
  ),
  kept: db.query<{ streams: number; bytes: number }, [UserKey, number]>(
    'select count(*) as streams, coalesce(sum(bytes), 0) as bytes from stream where owner = ? and expires_at_ms > ?',
  ),
  ended: db.query<{ key: number; bytes: number }, [UserKey, number]>(
    `select key, bytes from stream where owner = ? and expires_at_ms > ? and outcome <> '' and recovered = 1 order by key`,
  ),
  takeTicket: db.query<{ owner: UserKey; sealed: string; expires_at_ms: number }, [string]>(
    'delete from ticket where hash = ? returning owner, sealed, expires_at_ms',
  ),
  dropTickets: db.query<null, [number]>('delete from ticket where expires_at_ms <= ?'),
})

export type StreamStatements = ReturnType<typeof streamStatements>
