import { openOnMongo } from '@collabry/storage/mongo-client'
import { type MongoMigration, migrateMongo } from '@collabry/storage/mongo-schema'
import { type Db, type MongoClient, MongoServerError } from 'mongodb'
import type { DocumentSettings, Documents } from '../store'
import { mongoBlobs } from './blobs'
import { mongoCatalogue } from './catalogue'
import { fromStored, nameKeyOf, openCollections, type StoredDocument } from './collections'
import { mongoErasures } from './erasures'
import { mongoGarbage } from './garbage'
import { mongoTasks } from './tasks'

/** The first version that is recorded. A migration is added with each change of stored names; none is ever changed. */
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

async function addNameKeys(db: Db): Promise<void> {
  const documents = db.collection<StoredDocument>('rag_documents')
  const fields = { userId: 1, notebookId: 1, filename: 1, deleted: 1 } as const
  for await (const document of documents.find({}, { projection: fields }))
    await documents.updateOne({ _id: document._id }, { $set: { nameKey: nameKeyOf(fromStored(document)) } })
}
