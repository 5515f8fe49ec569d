import type { Database } from 'bun:sqlite'
import { storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../../owner-limits'
import { contentOf, eventsOf, isLookedAt, newEvents, oldestToDrop, type StoredPart } from '../part'
import {
  type LostStream,
  type Outcome,
  ownerFull,
  PRODUCER_LEASE_MS,
  type StreamLog,
  type StreamPage,
  type StreamPart,
  type StreamStore,
  streamEnded,
  streamNotFound,
  streamTaken,
  tooManyStreams,
  type Wait,
} from '../store'

/** Maximum number of parts or streams in one step, so that it does not block other work. */
const SWEPT_MAX = 50
/** Lost streams whose texts are read in one step. */
const LOST_MAX = 5

export function sqliteStreamStore(db: Database, write: Write, now: () => number, limits: OwnerLimits): StreamStore {
  const sql = streamStatements(db)
  const news = createNews()
  return {
    ...streamLog({ sql, write, now, limits, news }),

    putTicket: ({ hash, owner, sealed, expiresAtMs }) =>
      write(() => {
        sql.putTicket.run(hash, owner, sealed, expiresAtMs)
        sql.dropOldTickets.run(owner, limits.tickets)
      }),

    takeTicket: (hash) =>
      write(() => {
        const row = sql.takeTicket.get(hash)
        if (!row || row.expires_at_ms <= now()) return undefined
        return { hash, owner: row.owner, sealed: row.sealed, expiresAtMs: row.expires_at_ms }
      }),

    async closeLost() {
      if (!hasLost(sql, now())) return []
      const lost = await write(() => {
        sql.closeLost.run(now(), SWEPT_MAX)
        return sql.unrecovered.all(LOST_MAX).map((row) => toLost(sql, row))
      })
      for (const { key } of lost) news.notify(Number(key))
      return lost
    },

    markRecovered: ({ key }) => write(() => void sql.markRecovered.run(Number(key))),

    async forgetSession(userId, sessionId) {
      await write(() => void sql.expireSession.run(ownerKey(userId), sessionId))
      await sweep(sql, write, now)
    },

    async eraseStreams(owner) {
      const erased = await write(() => {
        sql.dropTicketsOf.run(owner)
        return sql.expireOwner.run(owner).changes
      })
      await sweep(sql, write, now)
      return erased
    },

    async sweepStreams() {
      await write(() => void sql.dropTickets.run(now()))
      return sweep(sql, write, now)
    },
  }
}

/** A read, so that a process without lost logs writes nothing to the disk. */
function hasLost(sql: StreamStatements, now: number): boolean {
  try {
    return sql.hasLost.get(now) !== null
  } catch (error) {
    throw storeError(error)
  }
}

/** Wakes the readers that wait at a log. All writes are made by this process. */
function createNews() {
  const waiting = new Map<number, Set<() => void>>()
  return {
    notify(key: number) {
      for (const wake of waiting.get(key) ?? []) wake()
    },
    async wait(key: number, { ms, signal }: Wait): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const wakes = waiting.get(key) ?? new Set()
      waiting.set(key, wakes.add(resolve))
      const timer = setTimeout(resolve, ms)
      const leave = () => resolve()
      signal.addEventListener('abort', leave)
      if (signal.aborted) resolve()
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      wakes.delete(resolve)
      if (wakes.size === 0) waiting.delete(key)
    },
  }
}

interface LogParts {
  sql: StreamStatements
  write: Write
  now: () => number
  limits: OwnerLimits
  news: ReturnType<typeof createNews>
}

function streamLog({ sql, write, now, limits, news }: LogParts): StreamLog {
  const found = (userId: string, streamId: string): StreamRow => {
    const row = sql.find.get(ownerKey(userId), streamId, now())
    if (!row) throw streamNotFound()
    return row
  }
  return {
    async open(userId, { streamId, sessionId, messageId, keepMs }) {
      const owner = ownerKey(userId)
      const { leaseId, dropped } = await write(() => {
        const [at, leaseId] = [now(), crypto.randomUUID()]
        // One whose time is over may still lie there.
        const before = sql.find.get(owner, streamId, Number.MIN_SAFE_INTEGER)
        const isLost = before?.outcome === 'producer_lost' || (before?.outcome === '' && before.lease_until_ms <= at)
        if (before && !isLost && sql.find.get(owner, streamId, at)) throw streamTaken()
        if (before) sql.expire.run(before.key)
        const dropped = makeRoom(sql, owner, at, limits)
        sql.insert.run(owner, streamId, sessionId, messageId, leaseId, at + PRODUCER_LEASE_MS, at, at + keepMs)
        return { leaseId, dropped }
      })
      if (dropped > 0) await sweep(sql, write, now)
      return { leaseId }
    },

    async append(userId, part) {
      const row = await write(() => {
        const row = found(userId, part.streamId)
        if (row.lease_id !== part.leaseId) throw streamEnded()
        if (row.outcome === '') extend(sql, row, part, now(), limits)
        else if (row.outcome === 'producer_lost' || !part.end) throw streamEnded()
        return row
      })
      if (part.events.length > 0 || part.end) news.notify(row.key)
      return { stopRequested: row.stop_requested === 1, unfollowedMs: Math.max(now() - row.followed_at_ms, 0) }
    },

    stop: (userId, streamId) => write(() => void sql.stop.run(found(userId, streamId).key)),

    follow: (userId, streamId) => write(() => void sql.follow.run(now(), found(userId, streamId).key)),

    async running(userId, sessionId) {
      try {
        return sql.running.get(ownerKey(userId), sessionId, now())?.stream_id
      } catch (error) {
        throw storeError(error)
      }
    },

    async read(userId, streamId, after, wait) {
      try {
        const row = found(userId, streamId)
        if (wait && row.outcome === '' && after >= row.count) await news.wait(row.key, wait)
        return pageOf(sql, wait ? found(userId, streamId) : row, after)
      } catch (error) {
        throw storeError(error)
      }
    },
  }
}

function pageOf(sql: StreamStatements, row: StreamRow, after: number): StreamPage {
  const { key, session_id: sessionId, message_id: messageId, count, outcome, end_data: data } = row
  const events = after < count ? eventsOf(sql.parts.all(key, after), after, count) : []
  const end = outcome === '' ? undefined : { outcome, data }
  return { sessionId, messageId, count, end, leaseUntilMs: row.lease_until_ms, events }
}

/** Lets the oldest logs that have ended expire until there is room for a new one. Returns how many. */
function makeRoom(sql: StreamStatements, owner: UserKey, now: number, limits: OwnerLimits): number {
  const { streams, bytes } = sql.kept.get(owner, now) ?? { streams: 0, bytes: 0 }
  const ended = streams < limits.streams && bytes < limits.streamBytes ? [] : sql.ended.all(owner, now)
  const dropped = oldestToDrop(ended, { streams, bytes }, limits)
  for (const { key } of dropped) sql.expire.run(key)
  if (streams - dropped.length >= limits.streams) throw tooManyStreams()
  return dropped.length
}

/** The same for a log that grows; it ends when those that are written take all. */
function makeRoomToGrow(sql: StreamStatements, owner: UserKey, added: number, now: number, limits: OwnerLimits): void {
  const bytes = (sql.kept.get(owner, now)?.bytes ?? 0) + added
  if (bytes < limits.streamBytes) return
  const dropped = oldestToDrop(sql.ended.all(owner, now), { streams: 0, bytes }, limits)
  for (const { key } of dropped) sql.expire.run(key)
  if (dropped.reduce((left, log) => left - log.bytes, bytes) >= limits.streamBytes) throw ownerFull(limits.streamBytes)
}

function extend(
  sql: StreamStatements,
  row: StreamRow,
  { first, events, end }: StreamPart,
  now: number,
  limits: OwnerLimits,
): void {
  const { part, isEmpty, bytes } = newEvents({ first, events }, row.count, row.bytes)
  if (isLookedAt(row.bytes, bytes, limits)) makeRoomToGrow(sql, row.owner, bytes - row.bytes, now, limits)
  if (!isEmpty) sql.addPart.run(row.key, part.first, part.last, part.events)
  sql.advance.run(part.last, bytes, now + PRODUCER_LEASE_MS, row.key)
  if (end) sql.end.run(end.outcome, end.data, row.key)
}

function toLost(sql: StreamStatements, { key, owner, session_id, message_id, count }: StreamRow): LostStream {
  const events = sql.allParts.all(key).flatMap((part) => eventsOf([part], 0, count))
  return { owner, key: String(key), sessionId: session_id, messageId: message_id, ...contentOf(events) }
}

async function sweep(sql: StreamStatements, write: Write, now: () => number): Promise<number> {
  let swept = 0
  for (;;) {
    const dropped = await write(() => {
      const row = sql.expired.get(now())
      if (!row) return undefined
      if (sql.dropParts.run(row.key, SWEPT_MAX).changes === SWEPT_MAX) return 0
      sql.drop.run(row.key)
      return 1
    })
    if (dropped === undefined) return swept
    swept += dropped
  }
}

interface StreamRow {
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

const streamStatements = (db: Database) => ({
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
  hasLost: db.query<{ key: number }, [number]>(
    `select key from stream where outcome = '' and lease_until_ms <= ? union all select key from stream where recovered = 0 limit 1`,
  ),
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

type StreamStatements = ReturnType<typeof streamStatements>
