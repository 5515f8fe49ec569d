import { openOnMongo, translateErrors } from '@collabry/storage/mongo-client'
import { type MongoMigration, migrateMongo } from '@collabry/storage/mongo-schema'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { type Db, type MongoClient, MongoServerError } from 'mongodb'
import { tombstonesOf } from '../document-state'
import type { DocumentSettings, Documents, Garbage, Tombstone } from '../store'
import { expireStep, forgetStep, sweptStep } from '../transitions'
import { mongoBlobs } from './blobs'
import { mongoCatalogue } from './catalogue'
import { type Collections, changer, fromStored, nameKeyOf, openCollections, type StoredDocument, storeClock } from './collections'
import { mongoErasures, underErasure } from './erasures'
import { mongoTasks } from './tasks'

/**
 * The first version that is recorded. A migration is added with each change of stored names; none is ever changed. These are the
 * steps before the first release: a later one is additive, or CHANGELOG says that rag must be stopped for it.
 */
const MIGRATIONS: MongoMigration[] = [async () => undefined, keepReaderVersions, renameGarbageAndQueue, addNameKeys]

/** The store for many replicas. Every step that must hold together is one document, so it needs no transactions. */
export async function mongoDocuments(
  uri: string,
  database: string,
  settings: DocumentSettings,
  watch?: (client: MongoClient) => void,
): Promise<Documents> {
  const open = async (client: MongoClient) => {
    const db = client.db(database)
    await migrateMongo(db, 'rag', MIGRATIONS)
    const collections = await openCollections(db)
    const blobs = mongoBlobs(collections)
    return {
      name: 'mongodb' as const,
      catalogue: mongoCatalogue(collections, blobs),
      tasks: mongoTasks(collections, settings),
      blobs,
      garbage: mongoGarbage(collections),
      erasures: mongoErasures(collections),
    }
  }
  return openOnMongo(uri, open, watch)
}

/** 0: text that is stored as it is; 1: the reader of all files before its version was kept. */
async function keepReaderVersions(db: Db): Promise<void> {
  const documents = db.collection('rag_documents')
  const unset = { readerVersion: { $exists: false } }
  const isText = { tasks: { $elemMatch: { life: 'current', contentType: /^text\/plain/i } } }
  await documents.updateMany({ ...unset, $or: [isText, { version: 0 }] }, { $set: { readerVersion: 0, leftOut: [] } })
  await documents.updateMany(unset, { $set: { readerVersion: 1, leftOut: [] } })
}

/** The collection `rag_turns` becomes `rag_user_queue`, and the life `dead` of a task `deleted`. */
async function renameGarbageAndQueue(db: Db): Promise<void> {
  const collections = await db.listCollections({}, { nameOnly: true }).toArray()
  if (collections.some(({ name }) => name === 'rag_turns')) {
    await db.renameCollection('rag_turns', 'rag_user_queue').catch((error: unknown) => {
      // Another replica may rename it at the same time.
      if (!(error instanceof MongoServerError && (error.code === NAMESPACE_NOT_FOUND || error.code === NAMESPACE_EXISTS)))
        throw error
    })
  }
  await db
    .collection('rag_documents')
    .updateMany(
      { 'tasks.life': 'dead' },
      { $set: { 'tasks.$[task].life': 'deleted' }, $inc: { revision: 1 } },
      { arrayFilters: [{ 'task.life': 'dead' }] },
    )
}

const NAMESPACE_NOT_FOUND = 26
const NAMESPACE_EXISTS = 48

/** Not additive: documents that the version before writes have no key, and could get the name of another one. */
async function addNameKeys(db: Db): Promise<void> {
  const documents = db.collection<StoredDocument>('rag_documents')
  const fields = { userId: 1, notebookId: 1, filename: 1, deleted: 1 } as const
  for await (const document of documents.find({}, { projection: fields }))
    await documents.updateOne({ _id: document._id }, { $set: { nameKey: nameKeyOf(fromStored(document)) } })
}

function mongoGarbage(collections: Collections): Garbage {
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
