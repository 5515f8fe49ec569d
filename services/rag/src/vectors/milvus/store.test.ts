import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { DataType, MilvusClient } from '@zilliz/milvus2-sdk-node'
import { realStore } from '../../../../../test/real-store'
import type { IndexedChunk } from '../store'
import { vectorStoreContract } from '../store.contract'
import { encodeQuery, toChunkRow, type VectorIndex } from './rows'
import { milvusVectors } from './store'

setDefaultTimeout(120_000) // an empty collection takes seconds to be loaded

/** Stores with collections of their own, which are dropped in the end. */
function freshStores(address: string, index: VectorIndex = 'flat') {
  const prefix = `test_${crypto.randomUUID().replaceAll('-', '')}`
  let opened = 0
  afterAll(() => drop(address, prefix))
  return () => {
    opened += 1
    return milvusVectors({ address, token: undefined, prefix: `${prefix}_${opened}`, partitions: 4, index })
  }
}

/** The same, holding chunks without the mark of their analysis. */
function olderStores(address: string) {
  const prefix = `test_${crypto.randomUUID().replaceAll('-', '')}`
  afterAll(() => drop(address, prefix))
  return async (owner: OwnerKey, chunks: IndexedChunk[]) => {
    const store = await milvusVectors({ address, token: undefined, prefix, partitions: 4 })
    await store.upsert(owner, chunks)
    const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
    const data = chunks.map((chunk) => ({ ...toChunkRow(owner, chunk), words: encodeQuery(chunk.words) }))
    const { status } = await client.upsert({ collection_name: `${prefix}_chunks`, data })
    expect(status.error_code).toBe('Success')
    await client.closeConnection()
    return store
  }
}

async function drop(address: string, prefix: string): Promise<void> {
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  const { data } = await client.showCollections()
  for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
  await client.closeConnection()
}

/** A collection that another version might have made. */
const foreign = (name: string) => ({
  collection_name: name,
  fields: [
    { name: 'id', data_type: DataType.Int64, is_primary_key: true, autoID: false },
    { name: 'v', data_type: DataType.FloatVector, dim: 2 },
  ],
})

function schemaContract(address: string): void {
  const prefix = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  afterAll(async () => {
    await client.closeConnection()
    await drop(address, prefix)
  })
  const open = (name: string) => milvusVectors({ address, token: undefined, prefix: `${prefix}_${name}`, partitions: 4 })
  const chunk = { documentId: 'd1', version: 1, ordinal: 0, notebookId: '', content: 'one', start: 0, end: 3, page: 0 }
  const anns = ownerKey('ann')

  test(`collections of ${address} from before versions are marked and used, those of a newer one are refused`, async () => {
    const marker = `${prefix}_a_schema_1`
    {
      await using store = await open('a')
      await store.upsert(anns, [{ ...chunk, chunkId: 'c1', words: ['one'], embedding: undefined }])
    }
    expect((await client.hasCollection({ collection_name: marker })).value).toBe(true)
    await client.dropCollection({ collection_name: marker })
    {
      await using store = await open('a')
      expect((await store.count(anns)).chunks).toBe(1)
    }
    expect((await client.hasCollection({ collection_name: marker })).value).toBe(true)
    await client.createCollection(foreign(`${prefix}_a_schema_2`))
    await expect(open('a')).rejects.toMatchObject({
      code: 'failed_precondition',
      message: expect.stringContaining('have the schema 2, and this version knows 1'),
    })
  })

  test(`the next process writes into the collections that are on ${address}`, async () => {
    const embedding = { model: 'm', vector: Float32Array.of(0.6, 0.8) }
    for (const [at, words] of [['one'], ['two'], ['three']].entries()) {
      await using store = await open('c')
      await store.upsert(anns, [{ ...chunk, chunkId: `c${at}`, ordinal: at, words, embedding }])
      expect(await store.count(anns)).toEqual({ chunks: at + 1, embedded: new Map([['m', at + 1]]) })
    }
  })

  test(`a collection of ${address} with other fields is refused`, async () => {
    await client.createCollection(foreign(`${prefix}_b_chunks`))
    await expect(open('b')).rejects.toThrow('has no field chunk_id')
  })
}

realStore('MILVUS_ADDRESS', schemaContract)
realStore('MILVUS_LITE_ADDRESS', schemaContract)
realStore('MILVUS_ADDRESS', (address) =>
  vectorStoreContract('milvus without BM25', freshStores(address), { findsByWords: false }),
)
realStore('MILVUS_ADDRESS', (address) =>
  vectorStoreContract('milvus with an HNSW index', freshStores(address, 'hnsw'), { findsByWords: false }),
)
realStore('MILVUS_LITE_ADDRESS', (address) =>
  vectorStoreContract('milvus with BM25', freshStores(address), { openOlder: olderStores(address) }),
)
