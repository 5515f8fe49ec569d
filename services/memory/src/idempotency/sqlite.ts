import type { Database } from 'bun:sqlite'
import { inSteps, type Write } from '@collabry/storage/group-commit'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { beginOn, type RequestRecord, recordId, requestLost } from './record'
import { type HeldRequest, type IdempotencyStore, REQUEST_LEASE_MS } from './store'

/** Records that one step of a sweep takes. */
const SWEPT_MAX = 20

interface Row {
  owner: OwnerKey
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

export function sqliteIdempotencyStore(db: Database, write: Write, now: () => number): IdempotencyStore {
  const find = db.query<Row, [string]>('select * from request where id = ?')
  const put = db.query<null, [string, OwnerKey, string, string, string, number, number]>(
    `insert or replace into request (id, owner, body_hash, seed, lease_id, lease_until_ms, expires_at_ms, session_id, status, headers, body)
     values (?, ?, ?, ?, ?, ?, ?, '', 0, '[]', x'')`,
  )
  const held = 'where id = ? and lease_id = ? and status = 0'
  const renew = db.query<null, [number, string, string]>(`update request set lease_until_ms = ? ${held}`)
  const complete = db.query<null, [string, number, string, Uint8Array, string, string]>(
    `update request set session_id = ?, status = ?, headers = ?, body = ? ${held}`,
  )
  const forget = db.query<null, [OwnerKey, string]>('delete from request where owner = ? and session_id = ?')
  const eraseOwner = db.query<null, [OwnerKey, number]>(
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
        const { begun, record } = beginOn(toRecord(find.get(id)), owner, request, now())
        if (record) {
          const { bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs } = record
          put.run(id, owner, bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs)
        }
        return begun
      }),

    renewRequest: (userId, request) => change(userId, request, (id, leaseId) => renew.run(now() + REQUEST_LEASE_MS, id, leaseId)),

    completeRequest: (userId, request, { status, headers, body, sessionId }) =>
      change(userId, request, (id, leaseId) => complete.run(sessionId, status, JSON.stringify(headers), body, id, leaseId)),

    releaseRequest: (userId, request) => change(userId, request, (id, leaseId) => renew.run(0, id, leaseId)),

    forgetAnswers: (userId, sessionId) => write(() => void forget.run(ownerKey(userId), sessionId)),

    eraseRequests: (owner) => inSteps(write, SWEPT_MAX, (rows) => eraseOwner.run(owner, rows)),

    sweepRequests: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(now(), rows)),
  }
}

function toRecord(row: Row | null): RequestRecord | undefined {
  if (!row) return undefined
  const { owner, body_hash: bodyHash, seed, lease_id: leaseId, lease_until_ms: leaseUntilMs, expires_at_ms: expiresAtMs } = row
  const { status, body, session_id: sessionId } = row
  const answer = status === 0 ? undefined : { status, headers: JSON.parse(row.headers), body, sessionId }
  return { owner, bodyHash, seed, leaseId, leaseUntilMs, expiresAtMs, answer }
}
