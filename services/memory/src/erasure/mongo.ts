import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import { ERASURE_LEASE_MS, type Erasure, type ErasureStore, erasureNotFound, TOMBSTONE_MS, type UnfinishedErasure } from './store'

interface ErasureDocument extends Erasure {
  _id: UserKey
  userId: string
  leaseUntilMs: number
}

export async function mongoErasureStore(db: Db, now: () => number): Promise<ErasureStore> {
  const erasures = db.collection<ErasureDocument>('memory_erasures')
  await erasures.createIndexes([{ key: { endedAtMs: 1, leaseUntilMs: 1 } }])
  return {
    beginErasure: (userId) =>
      translateErrors(() =>
        retryDuplicate(async () => {
          const [_id, at] = [ownerKey(userId), now()]
          const before = await erasures.findOne({ _id })
          if (before?.endedAtMs === 0) return toErasure(before)
          const epochMs = Math.max(at, (before?.epochMs ?? 0) + 1, (before?.endedAtMs ?? 0) + 1)
          const begun = { userId, epochMs, endedAtMs: 0, leaseUntilMs: at + ERASURE_LEASE_MS }
          // Another one that begins at once inserts too: the second finds it there and tries again.
          await erasures.replaceOne({ _id, epochMs: before?.epochMs ?? epochMs, endedAtMs: before?.endedAtMs ?? -1 }, begun, {
            upsert: true,
          })
          return { epochMs, endedAtMs: 0 }
        }),
      ),

    findErasure: (owner) =>
      translateErrors(async () => {
        const found = await erasures.findOne({ _id: owner })
        return found ? toErasure(found) : undefined
      }),

    endErasure: (userId, epochMs) =>
      translateErrors(async () => {
        const _id = ownerKey(userId)
        const ended = { $set: { userId: '', endedAtMs: Math.max(now(), epochMs) } }
        const { matchedCount } = await erasures.updateOne({ _id, epochMs, endedAtMs: 0 }, ended)
        if (matchedCount === 0 && (await erasures.findOne({ _id }))?.epochMs !== epochMs) throw erasureNotFound()
      }),

    claimErasures: (limit) =>
      translateErrors(async () => {
        const claimed: UnfinishedErasure[] = []
        while (claimed.length < limit) {
          const found = await erasures.findOneAndUpdate(
            { endedAtMs: 0, leaseUntilMs: { $lte: now() } },
            { $set: { leaseUntilMs: now() + ERASURE_LEASE_MS } },
          )
          if (!found) break
          claimed.push({ userId: found.userId, epochMs: found.epochMs })
        }
        return claimed
      }),

    sweepErasures: () =>
      translateErrors(async () => {
        const { deletedCount } = await erasures.deleteMany({ endedAtMs: { $gte: 1, $lte: now() - TOMBSTONE_MS } })
        return deletedCount
      }),
  }
}

const toErasure = ({ epochMs, endedAtMs }: ErasureDocument): Erasure => ({ epochMs, endedAtMs })
