import type { Filter } from 'mongodb'
import { type Collections, type SessionDocument, type TurnDocument, turnsOf } from './collections'

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

/** Maximum number of turns in one search. */
const TURNS_MAX = 100

/** Updates `expiredTo` before it deletes a turn: the next run deletes a turn that a crash left. */
export async function expireMessages({ sessions, turns }: Collections, beforeMs: number): Promise<number> {
  let expired = 0
  for (;;) {
    const old = await turns
      .find({ createdAtMs: { $lt: beforeMs }, status: { $ne: 'streaming' } })
      .sort({ createdAtMs: 1 })
      .limit(TURNS_MAX)
      .project<Pick<TurnDocument, '_id' | 'owner' | 'sessionRef' | 'session' | 'turn'>>({
        owner: 1,
        sessionRef: 1,
        session: 1,
        turn: 1,
      })
      .toArray()
    for (const { _id, turn, ...place } of old) {
      // A summary covers the first turn, so it is removed with it.
      const note = { $max: { expiredTo: 2 * turn }, $unset: { summary: '' } } as const
      const session = await sessions.findOneAndUpdate({ _id: place.sessionRef, key: place.session }, note)
      // The next message becomes the root of its branch. Sessions without branches need no roots.
      if (session?.branched)
        await turns.updateMany({ ...place, parentId: _id }, { $set: { parentId: '' }, $inc: { revision: 1 } })
      expired += 2 * (await turns.deleteOne({ ...place, _id })).deletedCount
    }
    if (old.length < TURNS_MAX) return expired
  }
}
