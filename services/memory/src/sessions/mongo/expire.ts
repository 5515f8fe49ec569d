import type { Collections, TurnDocument } from './collections'

/** Turns that are looked for at once. */
const TURNS_MAX = 100

/** How far a session has expired is noted first: what a crash leaves of a turn the next run takes. */
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
      // A summary is of the beginning, so it goes with the first turn.
      const note = { $max: { expiredTo: 2 * turn }, $unset: { summary: '' } } as const
      const session = await sessions.findOneAndUpdate({ _id: place.sessionRef, key: place.session }, note)
      // What follows it is the beginning of its branch now. Without branches that shows by itself.
      if (session?.branched)
        await turns.updateMany({ ...place, parentId: _id }, { $set: { parentId: '' }, $inc: { revision: 1 } })
      expired += 2 * (await turns.deleteOne({ ...place, _id })).deletedCount
    }
    if (old.length < TURNS_MAX) return expired
  }
}
