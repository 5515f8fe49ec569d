import { isDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import type { Collection, Db } from 'mongodb'
import type { OwnerLimits } from '../owner-limits'
import { isSameKey, type KeyStore, keyNotFound, keyTaken, type StoredKey, toApiKey, tooManyKeys } from './store'

type KeyDocument = Omit<StoredKey, 'hash'> & { _id: string }

export async function mongoKeyStore(db: Db, now: () => number, limits: OwnerLimits): Promise<KeyStore> {
  const keys = await openKeys(db)
  const alive = () => ({ $or: [{ expiresAtMs: 0 }, { expiresAtMs: { $gt: now() } }] })
  const find = async (hash: string) => {
    const found = await keys.findOne({ _id: hash, ...alive() })
    return found ? toStored(found) : undefined
  }
  return {
    createKey: (key) =>
      translateErrors(async () => {
        const before = await find(key.hash)
        if (before) {
          if (!isSameKey(before, key)) throw keyTaken()
          return toApiKey(before)
        }
        const { hash: _id, ...fields } = key
        await keys.deleteOne({ _id, expiresAtMs: { $gt: 0, $lte: now() } })
        try {
          await keys.insertOne({ _id, ...fields })
        } catch (error) {
          if (!isDuplicate(error)) throw error // the same request has made it
          return toApiKey(key)
        }
        // Counted with the new one, because several may be made at once. Then none of those over the limit stays.
        if ((await keys.countDocuments({ owner: key.owner, ...alive() })) <= limits.keys) return toApiKey(key)
        await keys.deleteOne({ _id })
        throw tooManyKeys(limits.keys)
      }),

    listKeys: (owner) =>
      translateErrors(async () => {
        const found = keys.find({ owner, ...alive() }).sort({ createdAtMs: 1, keyId: 1 })
        return (await found.toArray()).map((document) => toApiKey(toStored(document)))
      }),

    deleteKey: (owner, keyId) =>
      translateErrors(async () => {
        if ((await keys.deleteOne({ owner, keyId })).deletedCount === 0) throw keyNotFound()
      }),

    findKey: (hash) => translateErrors(() => find(hash)),

    eraseKeys: (owner) => translateErrors(async () => (await keys.deleteMany({ owner })).deletedCount),

    sweepKeys: () => translateErrors(async () => (await keys.deleteMany({ expiresAtMs: { $gt: 0, $lte: now() } })).deletedCount),
  }
}

async function openKeys(db: Db): Promise<Collection<KeyDocument>> {
  const keys = db.collection<KeyDocument>('memory_api_keys')
  await keys.createIndexes([{ key: { owner: 1, keyId: 1 }, unique: true }, { key: { expiresAtMs: 1 } }])
  return keys
}

const toStored = ({ _id: hash, ...fields }: KeyDocument): StoredKey => ({ hash, ...fields })
