import { openOnMongo } from '@collabry/storage/mongo-client'
import { type MongoMigration, migrateMongo } from '@collabry/storage/mongo-schema'
import type { Db, MongoClient } from 'mongodb'
import type { DocumentSettings, Documents } from './documents'
import { mongoBlobs } from './mongo/blobs'
import { mongoCatalogue } from './mongo/catalogue'
import { openCollections } from './mongo/collections'
import { mongoErasures } from './mongo/erasures'
import { mongoGraveyard } from './mongo/graveyard'
import { mongoTasks } from './mongo/tasks'

/** The first version that is recorded. A migration is added with each change of stored names; none is ever changed. */
const MIGRATIONS: MongoMigration[] = [async () => undefined, keepReaderVersions]

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
      graveyard: mongoGraveyard(collections),
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
