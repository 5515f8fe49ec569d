import type { Collections, TurnDocument } from './collections'

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
