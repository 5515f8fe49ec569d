import { expect, setDefaultTimeout, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../../../test/real-store'
import type { DocumentSettings, Documents } from '../store'
import { documentsContract } from '../store.contract'
import { complete, upload } from '../uploads.contract'
import { mongoDocuments } from './store'

setDefaultTimeout(180_000) // a busy machine and its disk

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

  test('deleted versions and the queue of users of an older schema are found after its names have changed', async () => {
    const database = `rag_${crypto.randomUUID()}`
    await using client = new MongoClient(uri)
    const db = client.db(database)
    const served = { _id: ownerKey('ann'), servedAtMs: 7 }
    {
      await using documents = await mongoDocuments(uri, database, SETTINGS)
      await complete(documents, 'ann', upload('a.txt', 'one'))
      await complete(documents, 'ann', upload('a.txt', 'two'))
      const life = { $set: { 'tasks.$[task].life': 'dead' } }
      await db.collection('rag_documents').updateMany({}, life, { arrayFilters: [{ 'task.life': 'deleted' }] })
      expect(await documents.garbage.tombstones(10)).toEqual([])
      await db.collection('rag_user_queue').drop()
      await db.collection<typeof served>('rag_turns').insertOne(served)
      await db.collection<{ _id: string }>('collabry_schema').updateOne({ _id: 'rag' }, { $set: { version: 2 } })
    }
    await using documents = await mongoDocuments(uri, database, SETTINGS)
    expect(await documents.garbage.tombstones(10)).toMatchObject([{ below: 2 }])
    expect(await db.collection<typeof served>('rag_user_queue').find().toArray()).toEqual([served])
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
      await documents.garbage.forgetTasks(1, 10)
      expect(await documents.tasks.get('ann', task.taskId)).toBeUndefined()
    }
    await client.db(database).dropDatabase()
  })
})
