import { isDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { beingErased, ERASURE_HELD_MS, type Erasures, VERSIONS_APART } from '../store'
import { eraseStep } from '../transitions'
import { type Collections, changer, storeClock } from './collections'

/** The record of a user that an upload is judged by. */
export async function erasureOf({ erasures }: Collections, userId: string) {
  const found = await erasures.findOne({ _id: ownerKey(userId) })
  return { epoch: found?.epoch ?? 0, versionBase: found?.versionBase ?? 0, isPending: found?.isPending ?? false }
}

/** Owners who are being erased. */
export const underErasure = async ({ erasures }: Collections): Promise<OwnerKey[]> =>
  (await erasures.find({ isPending: true }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id)

export function mongoErasures(collections: Collections): Erasures {
  const { documents, userQueue, erasures } = collections
  const change = changer(collections)
  const heldUntil = async () => (await storeClock(collections)) + ERASURE_HELD_MS

  async function note(userId: string, epoch: number): Promise<void> {
    const _id = ownerKey(userId)
    try {
      await erasures.insertOne({ _id, userId, epoch, versionBase: 0, isPending: true, heldUntilMs: 0 })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      await erasures.updateOne({ _id, epoch: { $lt: epoch } }, { $set: { userId, epoch, isPending: true } })
    }
  }

  return {
    epoch: (userId) =>
      translateErrors(async () => {
        const { epoch, isPending } = await erasureOf(collections, userId)
        if (isPending) throw beingErased()
        return epoch
      }),
    begin: (userId, epoch) =>
      translateErrors(async () => {
        const _id = ownerKey(userId)
        await note(userId, epoch)
        const free = { _id, isPending: true, heldUntilMs: { $lte: await storeClock(collections) } }
        const held = await erasures.updateOne(free, { $set: { heldUntilMs: await heldUntil() } })
        if (held.matchedCount === 0) return (await erasureOf(collections, userId)).isPending ? 'held' : 'done'
        let newest = 0
        for await (const document of documents.find({ userId }, { projection: { newest: 1 } })) {
          newest = Math.max(newest, document.newest)
          await change(document._id, eraseStep)
        }
        await userQueue.deleteOne({ _id })
        await erasures.updateOne({ _id }, { $max: { versionBase: newest + VERSIONS_APART } })
        return 'begun'
      }),
    left: (userId, limit) =>
      translateErrors(async () => {
        await erasures.updateOne({ _id: ownerKey(userId) }, { $set: { heldUntilMs: await heldUntil() } })
        const nowMs = await storeClock(collections)
        const found = await documents.find({ userId, deleted: true }).limit(limit).toArray()
        return {
          documents: found.map(({ _id, blobIds, tasks }) => ({ documentId: _id, blobIds, tasks: tasks.length })),
          isWorkedOn: found.some(({ tasks }) => tasks.some(({ leaseUntilMs }) => leaseUntilMs > nowMs)),
        }
      }),
    forget: (userId, documentIds) =>
      translateErrors(async () => void (await documents.deleteMany({ _id: { $in: documentIds }, userId, deleted: true }))),
    end: (userId) =>
      translateErrors(async () => {
        await erasures.updateOne({ _id: ownerKey(userId) }, { $set: { isPending: false, userId: '', heldUntilMs: 0 } })
      }),
    unfinished: () =>
      translateErrors(async () => {
        const free = { isPending: true, heldUntilMs: { $lte: await storeClock(collections) } }
        return (await erasures.find(free).toArray()).map(({ userId, epoch }) => ({ userId, epoch }))
      }),
  }
}
