import { expect, setDefaultTimeout, test } from 'bun:test'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../../test/real-store'
import type { DocumentSettings, Documents } from './documents'
import { mongoDocuments } from './mongo'
import { documentsContract } from './store.contract'
import { complete, upload } from './uploads.contract'

setDefaultTimeout(30_000) // a busy machine and its disk

const SETTINGS = { keepFailedMs: 60_000 }

/** A store on a database of its own, which is dropped when the store is disposed of. */
async function openFresh(uri: string, settings: DocumentSettings = SETTINGS): Promise<Documents> {
  const database = `rag_${crypto.randomUUID()}`
  const store = await mongoDocuments(uri, database, settings)
  const dispose = async () => {
    await store[Symbol.asyncDispose]()
    await using client = new MongoClient(uri)
    await client.db(database).dropDatabase()
  }
  return { ...store, [Symbol.asyncDispose]: dispose }
}

test('a server that can not be reached is one sentence that names the variable', async () => {
  await expect(mongoDocuments('mongodb://127.0.0.1:1', 'x', SETTINGS)).rejects.toThrow('check MONGO_URI')
})

realStore('MONGO_URI', (uri) => {
  documentsContract('mongodb', (settings) => openFresh(uri, settings))

  test('files that were stored before reader versions were kept count as read by the first reader, and texts by none', async () => {
    const database = `rag_${crypto.randomUUID()}`
    await using client = new MongoClient(uri)
    const db = client.db(database)
    const ids: string[] = []
    {
      await using documents = await mongoDocuments(uri, database, SETTINGS)
      for (const contentType of ['text/plain; charset=utf-8', 'application/pdf'])
        ids.push((await complete(documents, 'ann', upload(contentType, 'one', { contentType }))).documentId)
      await db.collection('rag_documents').updateMany({}, { $unset: { readerVersion: '', leftOut: '' } })
      await db.collection<{ _id: string }>('collabry_schema').updateOne({ _id: 'rag' }, { $set: { version: 1 } })
    }
    await using documents = await mongoDocuments(uri, database, SETTINGS)
    const versions = ids.map(async (id) => (await documents.catalogue.get('ann', id))?.readerVersion)
    expect(await Promise.all(versions)).toEqual([0, 1])
    await db.dropDatabase()
  })

  test('uploads of documents that an older version wrote are forgotten too', async () => {
    const database = `rag_${crypto.randomUUID()}`
    await using client = new MongoClient(uri)
    {
      await using documents = await mongoDocuments(uri, database, SETTINGS)
      await complete(documents, 'ann', upload('a.txt', 'one'))
      const { task } = await documents.tasks.submit('ann', upload('a.txt', 'one'))
      await client
        .db(database)
        .collection('rag_documents')
        .updateMany({}, { $unset: { overSinceMs: '' } })
      await Bun.sleep(5)
      await documents.graveyard.forgetTasks(1, 10)
      expect(await documents.tasks.get('ann', task.taskId)).toBeUndefined()
    }
    await client.db(database).dropDatabase()
  })
})
