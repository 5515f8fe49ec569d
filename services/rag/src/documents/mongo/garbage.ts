import { translateErrors } from '@collabry/storage/mongo-client'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { tombstonesOf } from '../document-state'
import type { Garbage, Tombstone } from '../store'
import { expireStep, forgetStep, sweptStep } from '../transitions'
import { type Collections, changer, fromStored, storeClock } from './collections'
import { underErasure } from './erasures'

export function mongoGarbage(collections: Collections): Garbage {
  const { documents } = collections
  const change = changer(collections)

  return {
    tombstones: (limit) =>
      translateErrors(async () => {
        const nowMs = await storeClock(collections)
        const erased = await underErasure(collections)
        const found: (Tombstone & { owner: OwnerKey })[] = []
        const sweepable = { sweepable: true, owner: { $nin: erased } }
        for await (const document of documents.find(sweepable, { projection: { owner: 1, tasks: 1 } })) {
          found.push(...tombstonesOf(fromStored(document), nowMs).map((tombstone) => ({ ...tombstone, owner: document.owner })))
          if (found.length >= limit) break
        }
        const since = new Set(await underErasure(collections)) // what died of it was found after it was put on record
        return found
          .slice(0, limit)
          .filter(({ owner }) => !since.has(owner))
          .map(({ owner: _, ...tombstone }) => tombstone)
      }),
    swept: (tombstone) =>
      translateErrors(async () => {
        await change(tombstone.documentId, sweptStep(tombstone))
      }),
    expired: (limit) =>
      translateErrors(async () => {
        const due = { expiresAtMs: { $lte: await storeClock(collections) }, owner: { $nin: await underErasure(collections) } }
        const found = await documents
          .find(due, { projection: { _id: 1 } })
          .limit(limit)
          .toArray()
        const released: string[] = []
        for (const { _id } of found) released.push(...((await change(_id, expireStep)) ?? []))
        return released
      }),
    needed: (blobIds) =>
      translateErrors(async () => {
        const asked = new Set(blobIds)
        const found = await documents.find({ blobIds: { $in: blobIds } }, { projection: { blobIds: 1 } }).toArray()
        return new Set(found.flatMap((document) => document.blobIds).filter((blobId) => asked.has(blobId)))
      }),
    forgetTasks: (ageMs, limit) =>
      translateErrors(async () => {
        const endedMs = (await storeClock(collections)) - ageMs
        // Not `$lte`: a document that was last written before there was such a field has none.
        const due = { overSinceMs: { $not: { $gt: endedMs } }, owner: { $nin: await underErasure(collections) } }
        const found = await documents
          .find(due, { projection: { _id: 1 } })
          .limit(limit)
          .toArray()
        for (const { _id } of found) await change(_id, forgetStep(endedMs))
        return found.length === limit
      }),
  }
}
