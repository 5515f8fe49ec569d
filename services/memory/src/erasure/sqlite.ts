import type { Database } from 'bun:sqlite'
import { checkpoint, inSteps, storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { ERASURE_LEASE_MS, type Erasure, type ErasureStore, erasureNotFound, TOMBSTONE_MS, type UnfinishedErasure } from './store'

const SWEPT_MAX = 200

export function sqliteErasureStore(db: Database, write: Write, now: () => number): ErasureStore {
  const find = db.query<Erasure, [UserKey]>('select epoch_ms as epochMs, ended_at_ms as endedAtMs from erasure where owner = ?')
  const put = db.query<null, [UserKey, string, number, number]>(
    'insert or replace into erasure (owner, user_id, epoch_ms, ended_at_ms, lease_until_ms) values (?, ?, ?, 0, ?)',
  )
  const end = db.query<null, [number, UserKey]>("update erasure set user_id = '', ended_at_ms = ? where owner = ?")
  const claim = db.query<UnfinishedErasure, [number, number, number]>(
    `update erasure set lease_until_ms = ? where owner in
       (select owner from erasure where ended_at_ms = 0 and lease_until_ms <= ? limit ?)
     returning user_id as userId, epoch_ms as epochMs`,
  )
  const sweep = db.query<null, [number, number]>(
    'delete from erasure where owner in (select owner from erasure where ended_at_ms between 1 and ? limit ?)',
  )
  return {
    beginErasure: (userId) =>
      write(() => {
        const [owner, at] = [ownerKey(userId), now()]
        const before = find.get(owner)
        if (before?.endedAtMs === 0) return before
        const epochMs = Math.max(at, (before?.epochMs ?? 0) + 1, (before?.endedAtMs ?? 0) + 1)
        put.run(owner, userId, epochMs, at + ERASURE_LEASE_MS)
        return { epochMs, endedAtMs: 0 }
      }),

    async findErasure(owner) {
      try {
        return find.get(owner) ?? undefined
      } catch (error) {
        throw storeError(error)
      }
    },

    async endErasure(userId, epochMs) {
      await write(() => {
        const found = find.get(ownerKey(userId))
        if (found?.epochMs !== epochMs) throw erasureNotFound()
        if (found.endedAtMs === 0) end.run(Math.max(now(), epochMs), ownerKey(userId))
      })
      checkpoint(db) // the file still holds the name
    },

    claimErasures: (limit) => write(() => claim.all(now() + ERASURE_LEASE_MS, now(), limit)),

    sweepErasures: () => inSteps(write, SWEPT_MAX, (rows) => sweep.run(now() - TOMBSTONE_MS, rows)),
  }
}
