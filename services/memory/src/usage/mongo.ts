import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Collection, Db } from 'mongodb'
import { type Amounts, dayOf, erasedKey, sumOf, type UsageDay, type UsageStore, withErased } from './store'

interface UsageDocument extends UsageDay {
  /** The owner's key and the day. */
  _id: string
  /** The key of the owner, or, after an erasure, its hash. */
  owner: UserKey | string
  /** Usage before an erasure on this day: it goes when the day is over. */
  erased?: boolean
}

export async function mongoUsageStore(db: Db, now: () => number): Promise<UsageStore> {
  const usage = db.collection<UsageDocument>('memory_usage')
  await usage.createIndexes([{ key: { owner: 1, day: 1 } }, { key: { erased: 1, day: 1 } }])
  return {
    addUsage: (userId, amounts, erased = false) =>
      translateErrors(async () => {
        const [owner, today] = [ownerKey(userId), dayOf(now())]
        const [key, otherKey] = erased ? [erasedKey(owner), owner] : [owner, erasedKey(owner)]
        const day = await addTo(usage, key, today, amounts, erased)
        const other = await usage.findOne({ _id: `${otherKey}:${today}` })
        return sumOf(day, other ?? undefined)
      }),

    eraseUsage: (owner) =>
      translateErrors(async () => {
        const [key, today] = [erasedKey(owner), dayOf(now())]
        // Removed first: a crash in between loses a count of one day, and never doubles it.
        const moved = await usage.findOneAndDelete({ _id: `${owner}:${today}` })
        if (moved) await addTo(usage, key, today, moved, true)
        const { deletedCount } = await usage.deleteMany({ owner })
        const usageDaysKept = await usage.countDocuments({ _id: `${key}:${today}` })
        return { usageDays: deletedCount + (moved ? 1 : 0), usageDaysKept }
      }),

    sweepUsage: () =>
      translateErrors(async () => (await usage.deleteMany({ erased: true, day: { $lt: dayOf(now()) } })).deletedCount),

    readUsage: (userId, from, to) =>
      translateErrors(async () => {
        const [owner, today] = [ownerKey(userId), dayOf(now())]
        const days = await usage
          .find({ owner, day: { $gte: from, $lte: to } })
          .sort({ day: 1 })
          .toArray()
        const erased = from <= today && today <= to ? await usage.findOne({ _id: `${erasedKey(owner)}:${today}` }) : null
        return withErased(days.map(toDay), erased ? toDay(erased) : undefined)
      }),
  }
}

async function addTo(
  usage: Collection<UsageDocument>,
  owner: string,
  day: string,
  { requests, promptTokens, completionTokens, documents, bytes }: Amounts,
  erased: boolean,
): Promise<UsageDay> {
  const change = {
    $setOnInsert: { owner, day, ...(erased && { erased }) },
    $inc: { requests, promptTokens, completionTokens, documents, bytes },
  }
  const options = { upsert: true, returnDocument: 'after' } as const
  const added = await retryDuplicate(() => usage.findOneAndUpdate({ _id: `${owner}:${day}` }, change, options))
  if (!added) throw new Error('the day was not returned')
  return toDay(added)
}

const toDay = ({ _id, owner, erased, ...day }: UsageDocument): UsageDay => day
