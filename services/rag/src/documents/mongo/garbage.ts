import { translateErrors } from '@collabry/storage/mongo-errors'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { Garbage, Tombstone } from '../garbage'
import { changer, type Step } from './change'
import { type Collections, storeClock } from './collections'
import { isKept, isOver, type StoredDocument } from './document'
import { underErasure } from './erasures'
import { below } from './tombstones'

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
          found.push(...tombstonesOf(document, nowMs).map((tombstone) => ({ ...tombstone, owner: document.owner })))
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
        await change(tombstone.documentId, (document): true => {
          for (const task of document.tasks) {
            if (task.life === 'deleted' && task.storeOwner === tombstone.storeOwner && task.version < tombstone.below)
              Object.assign(task, { life: 'swept', blobId: task.keptUntilMs > 0 ? task.blobId : '', textId: '' })
          }
          return true
        })
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

const expireStep: Step<string[]> = ({ tasks }, nowMs) => {
  const expired = tasks.filter((task) => isKept(task) && task.keptUntilMs <= nowMs)
  const blobIds = expired.map(({ blobId }) => blobId)
  for (const task of expired) task.blobId = ''
  return blobIds
}

const forgetStep =
  (endedMs: number): Step<true> =>
  (document) => {
    document.tasks = document.tasks.filter((task) => !isOver(task) || task.completedAtMs > endedMs)
    return true
  }

function tombstonesOf({ _id: documentId, tasks }: Pick<StoredDocument, '_id' | 'tasks'>, nowMs: number): Tombstone[] {
  const owners = new Set(tasks.filter(({ life }) => life === 'deleted').map(({ storeOwner }) => storeOwner))
  return [...owners].flatMap((storeOwner: OwnerKey) => {
    const limit = below(tasks, storeOwner, nowMs)
    const deleted = tasks.filter((task) => task.life === 'deleted' && task.storeOwner === storeOwner && task.version < limit)
    const blobIds = deleted.flatMap(({ blobId, textId, keptUntilMs }) => [keptUntilMs > 0 ? '' : blobId, textId]).filter(Boolean)
    return deleted.length > 0 ? [{ storeOwner, documentId, below: limit, blobIds }] : []
  })
}
