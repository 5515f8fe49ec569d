import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-errors'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import { dayOf, type UsageDay, type UsageStore } from './store'

interface UsageDocument extends UsageDay {
  /** The owner's key and the day. */
  _id: string
  owner: UserKey
}

export async function mongoUsageStore(db: Db, now: () => number): Promise<UsageStore> {
  const usage = db.collection<UsageDocument>('memory_usage')
  await usage.createIndexes([{ key: { owner: 1, day: 1 } }])
  return {
    addUsage: (userId, { requests, promptTokens, completionTokens, documents, bytes }) =>
      translateErrors(async () => {
        const [owner, day] = [ownerKey(userId), dayOf(now())]
        const added = await retryDuplicate(() =>
          usage.findOneAndUpdate(
            { _id: `${owner}:${day}` },
            { $setOnInsert: { owner, day }, $inc: { requests, promptTokens, completionTokens, documents, bytes } },
            { upsert: true, returnDocument: 'after' },
          ),
        )
        if (!added) throw new Error('the day was not returned')
        return toDay(added)
      }),

    eraseUsage: (owner) => translateErrors(async () => (await usage.deleteMany({ owner })).deletedCount),

    readUsage: (userId, from, to) =>
      translateErrors(async () => {
        const days = usage.find({ owner: ownerKey(userId), day: { $gte: from, $lte: to } }).sort({ day: 1 })
        return (await days.toArray()).map(toDay)
      }),
  }
}

const toDay = ({ _id, owner, ...day }: UsageDocument): UsageDay => day
