import type { Database } from 'bun:sqlite'
import { inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../owner-limits'
import {
  beginOn,
  bytesOf,
  type HeldRequest,
  type IdempotencyStore,
  REQUEST_LEASE_MS,
  type RequestRecord,
  recordId,
  requestLost,
  requestsDropped,
  tooManyRequests,
} from './store'

/** Records that one step of a sweep takes. */
const SWEPT_MAX = 20

interface Row {
  owner: UserKey
  body_hash: string
  seed: string
  lease_id: string
  lease_until_ms: number
  expires_at_ms: number
  session_id: string
  status: number
  headers: string
  body: Uint8Array
}

export function sqliteIdempotencyStore(db: Database, write: Write, now: () => number, limits: OwnerLimits): IdempotencyStore {
  const find = db.query<Row, [string]>('select * from request where id = ?')
  const known = db.query<{ id: string }, [string, number]>('select id from request where id = ? and expires_at_ms > ?')
  const put = db.query<null, [string, UserKey, string, string, string, number, number]>(
    `insert or replace into request (id, owner, body_hash, seed, lease_id, lease_until_ms, expires_at_ms, session_id, status, headers, body)
     values (?, ?, ?, ?, ?, ?, ?, '', 0, '[]', x'')`,
  )
  const held = 'where id = ? and lease_id = ? and status = 0'
  const renew = db.query<null, [number, string, string]>(`update request set lease_until_ms = ? ${held}`)
  const complete = db.query<null, [string, number, string, Uint8Array, number, string, string]>(
    `update request set session_id = ?, status = ?, headers = ?, body = ?, bytes = ? ${held}`,
  )
  const makeRoom = roomMaker(db, now, limits)
  const forget = db.query<null, [UserKey, string]>('delete from request where owner = ? and session_id = ?')
  const eraseOwner = db.query<null, [UserKey, number]>(
    'delete from request where id in (select id from request where owner = ? limit ?)',
  )
  const sweep = db.query<null, [number, number]>(
    'delete from request where id in (select id from request where expires_at_ms <= ? limit ?)',
  )
  const change = (userId: string, { leaseId, ...ref }: HeldRequest, to: (id: string, leaseId: string) => { changes: number }) =>
    write(() => {
      if (to(recordId(ownerKey(userId), ref), leaseId).changes === 0) throw requestLost()
    })
  return {
    beginRequest: (userId, request) =>
      write(() => {
        const owner = ownerKey(userId)
        const id = recordId(owner, request)
        const found = toRecord(find.get(id))
        const { begun, record } = beginOn(found, owner, request, now())
        if (record) {
          if (!found) makeRoom.forRequest(owner)
          const { bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs } = record
          put.run(id, owner, bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs)
        }
        return begun
      }),

    async knowsRequest(userId, ref) {
      try {
        return known.get(recordId(ownerKey(userId), ref), now()) !== null
      } catch (error) {
        throw storeError(error)
      }
    },

    renewRequest: (userId, request) => change(userId, request, (id, leaseId) => renew.run(now() + REQUEST_LEASE_MS, id, leaseId)),

    completeRequest: (userId, { leaseId, ...ref }, answer) =>
      write(() => {
        const { status, headers, body, sessionId } = answer
        const owner = ownerKey(userId)
        const id = recordId(owner, ref)
        const { changes } = complete.run(sessionId, status, JSON.stringify(headers), body, bytesOf(answer), id, leaseId)
        if (changes === 0) throw requestLost()
        makeRoom.forAnswer(owner, id)
      }),

    releaseRequest: (userId, request) => change(userId, request, (id, leaseId) => renew.run(0, id, leaseId)),

    forgetAnswers: (userId, sessionId) => write(() => void forget.run(ownerKey(userId), sessionId)),

    eraseRequests: (owner) => inSteps(write, SWEPT_MAX, (rows) => eraseOwner.run(owner, rows)),

    sweepRequests: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(now(), rows)),
  }
}

/** Keeps the requests of one owner within their limits. */
function roomMaker(db: Database, now: () => number, limits: OwnerLimits) {
  const kept = db.query<{ bytes: number }, [UserKey]>(
    'select coalesce(sum(bytes), 0) as bytes from request where owner = ? and bytes > 0',
  )
  const oldest = db.query<{ id: string; bytes: number }, [UserKey, string]>(
    'select id, bytes from request where owner = ? and bytes > 0 and id <> ? order by expires_at_ms limit 100',
  )
  const dropAnswer = db.query<null, [string]>(
    `update request set status = 0, headers = '[]', body = x'', bytes = 0, session_id = '', lease_until_ms = 0 where id = ?`,
  )
  const count = db.query<{ requests: number }, [UserKey]>('select count(*) as requests from request where owner = ?')
  const dropOldest = db.query<null, [UserKey, number, number]>(
    `delete from request where id in (select id from request where owner = ? and (status > 0 or lease_until_ms <= ?)
       order by expires_at_ms limit ?)`,
  )
  return {
    /** Before a new record. */
    forRequest(owner: UserKey): void {
      if ((count.get(owner)?.requests ?? 0) < limits.requests) return
      if (dropOldest.run(owner, now(), requestsDropped(limits.requests)).changes === 0) throw tooManyRequests()
    },
    /** After an answer, which stays. */
    forAnswer(owner: UserKey, id: string): void {
      let over = (kept.get(owner)?.bytes ?? 0) - limits.answerBytes
      while (over > 0) {
        const answers = oldest.all(owner, id)
        if (answers.length === 0) return
        for (const answer of answers) {
          if (over <= 0) return
          dropAnswer.run(answer.id)
          over -= answer.bytes
        }
      }
    },
  }
}

function toRecord(row: Row | null): RequestRecord | undefined {
  if (!row) return undefined
  const { owner, body_hash: bodyHash, seed, lease_id: leaseId, lease_until_ms: leaseUntilMs, expires_at_ms: expiresAtMs } = row
  const { status, body, session_id: sessionId } = row
  const answer = status === 0 ? undefined : { status, headers: JSON.parse(row.headers), body, sessionId }
  return { owner, bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs, answer }
}
