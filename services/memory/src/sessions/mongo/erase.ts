import type { Filter } from 'mongodb'
import { type Collections, type SessionDocument, turnsOf } from './collections'

/** Sessions out of sight, then their turns: found by their own keys, so that one of the same id made meanwhile is let be. */
export async function eraseSessions({ sessions, turns, owners, pendingDeletions }: Collections, filter: Filter<SessionDocument>) {
  const erased = { sessions: 0, messages: 0 }
  const found = sessions.find(filter).project<Pick<SessionDocument, '_id' | 'owner' | 'key'>>({ owner: 1, key: 1 })
  for await (const session of found) {
    const { _id, key } = session
    await pendingDeletions.updateOne({ _id: key }, { $setOnInsert: { _id: key } }, { upsert: true })
    erased.sessions += (await sessions.deleteOne({ _id, key })).deletedCount
    erased.messages += 2 * (await turns.deleteMany(turnsOf(session))).deletedCount
    await pendingDeletions.deleteOne({ _id: key })
  }
  if (typeof filter.owner !== 'string') return erased
  erased.messages += 2 * (await turns.deleteMany({ owner: filter.owner })).deletedCount
  await owners.deleteOne({ _id: filter.owner })
  return erased
}

/** Erases the turns of sessions that were deleted, also of those whose deletion was cut short. */
export type ErasePending = () => Promise<void>

export const sessionEraser =
  ({ pendingDeletions, turns }: Collections): ErasePending =>
  async () => {
    for (const { _id } of await pendingDeletions.find().toArray()) {
      await turns.deleteMany({ session: _id })
      await pendingDeletions.deleteOne({ _id })
    }
  }
