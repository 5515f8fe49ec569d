import type { OwnerKey } from '@collabry/storage/owner-key'
import type { Collections } from './collections'

/** Owners that are compared when many wait; those who have waited longest. */
const OWNERS_MAX = 500

/** The owner served longest ago goes first, then the oldest upload of that owner: a long queue of one holds up nobody else. */
export async function nextWaiting({ documents, turns }: Collections, but: string[], nowMs: number) {
  const free = { waiting: true, freeAtMs: { $lte: nowMs }, ...(but.length > 0 && { userId: { $nin: but } }) }
  const owners = await documents
    .aggregate<{ _id: OwnerKey; sinceMs: number }>([
      { $match: free },
      { $group: { _id: '$owner', sinceMs: { $min: '$waitingSinceMs' } } },
      { $sort: { sinceMs: 1 } },
      { $limit: OWNERS_MAX },
    ])
    .toArray()
  if (owners.length === 0) return undefined
  const served = new Map<OwnerKey, number>()
  for (const turn of await turns.find({ _id: { $in: owners.map(({ _id }) => _id) } }).toArray()) {
    served.set(turn._id, turn.servedAtMs)
  }
  const servedAt = (owner: OwnerKey) => served.get(owner) ?? 0
  const [first] = owners.toSorted((a, b) => servedAt(a._id) - servedAt(b._id) || a.sinceMs - b.sinceMs)
  if (first === undefined) return undefined
  const [found] = await documents
    .find({ owner: first._id, ...free }, { projection: { userId: 1 } })
    .sort({ waitingSinceMs: 1, _id: 1 })
    .limit(1)
    .toArray()
  return found && { owner: first._id, userId: found.userId, documentId: found._id }
}
