import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-errors'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import { dayOf, type UsageDay, type UsageStore } from './store'

interface UsageDocument extends UsageDay {
  /** The owner's key and the day. */
  _id: string
  owner: UserKey
  /** Its owner was erased on this day: it goes when the day is over. */
  erased?: boolean
}

export async function mongoUsageStore(db: Db, now: () => number): Promise<UsageStore> {
  const usage = db.collection<UsageDocument>('memory_usage')
  await usage.createIndexes([{ key: { owner: 1, day: 1 } }, { key: { erased: 1, day: 1 } }])
  return {
    addUsage: (userId, { requests, promptTokens, completionTokens, documents, bytes }, erased = false) =>
      translateErrors(async () => {
        const [owner, day] = [ownerKey(userId), dayOf(now())]
        const added = await retryDuplicate(() =>
          usage.findOneAndUpdate(
            { _id: `${owner}:${day}` },
            {
              $setOnInsert: { owner, day },
              $inc: { requests, promptTokens, completionTokens, documents, bytes },
              ...(erased && { $set: { erased } }),
            },
            { upsert: true, returnDocument: 'after' },
          ),
        )
        if (!added) throw new Error('the day was not returned')
        return toDay(added)
      }),

    eraseUsage: (owner) =>
      translateErrors(async () => {
        const day = dayOf(now())
        const kept = await usage.updateOne({ _id: `${owner}:${day}` }, { $set: { erased: true } })
        const { deletedCount: usageDays } = await usage.deleteMany({ owner, day: { $ne: day } })
        return { usageDays, usageDaysKept: kept.matchedCount }
      }),

    sweepUsage: () =>
      translateErrors(async () => (await usage.deleteMany({ erased: true, day: { $lt: dayOf(now()) } })).deletedCount),

    readUsage: (userId, from, to) =>
      translateErrors(async () => {
        const days = usage.find({ owner: ownerKey(userId), day: { $gte: from, $lte: to } }).sort({ day: 1 })
        return (await days.toArray()).map(toDay)
      }),
  }
}

const toDay = ({ _id, owner, erased, ...day }: UsageDocument): UsageDay => day
