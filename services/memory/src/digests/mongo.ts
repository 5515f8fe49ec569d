import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import { type ClaimedDigest, DIGEST_AGAIN_MS, DIGEST_LEASE_MS, type DigestQueue } from './store'

interface DigestDocument {
  _id: string
  owner: UserKey
  sessionId: string
  userId: string
  asked: number
  dueMs: number
}

export async function mongoDigestQueue(db: Db, now: () => number): Promise<DigestQueue> {
  const digests = db.collection<DigestDocument>('memory_digests')
  await digests.createIndexes([{ key: { dueMs: 1 } }, { key: { owner: 1 } }])
  const idOf = (userId: string, sessionId: string) => `${ownerKey(userId)}/${sessionId}`
  return {
    addDigest: (userId, sessionId) =>
      translateErrors(() =>
        retryDuplicate(async () => {
          const fresh = { owner: ownerKey(userId), sessionId, userId, dueMs: now() }
          const change = { $setOnInsert: fresh, $inc: { asked: 1 } }
          await digests.updateOne({ _id: idOf(userId, sessionId) }, change, { upsert: true })
        }),
      ),
    claimDigests: (limit) =>
      translateErrors(async () => {
        const claimed: ClaimedDigest[] = []
        while (claimed.length < limit) {
          const found = await digests.findOneAndUpdate(
            { dueMs: { $lte: now() } },
            { $set: { dueMs: now() + DIGEST_LEASE_MS } },
            { sort: { dueMs: 1 } },
          )
          if (!found) break
          const { userId, sessionId, asked } = found
          claimed.push({ userId, sessionId, claim: asked })
        }
        return claimed
      }),
    endDigest: (userId, sessionId, { claim, again }) =>
      translateErrors(async () => {
        const _id = idOf(userId, sessionId)
        const done = !again && (await digests.deleteOne({ _id, asked: claim })).deletedCount > 0
        if (!done) await digests.updateOne({ _id }, { $set: { dueMs: again ? now() + DIGEST_AGAIN_MS : now() } })
      }),
    forgetDigest: (userId, sessionId) =>
      translateErrors(async () => void (await digests.deleteOne({ _id: idOf(userId, sessionId) }))),
    eraseDigests: (owner) => translateErrors(async () => void (await digests.deleteMany({ owner }))),
  }
}
