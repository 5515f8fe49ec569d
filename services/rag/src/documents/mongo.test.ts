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
