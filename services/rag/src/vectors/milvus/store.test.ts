import { afterAll, setDefaultTimeout } from 'bun:test'
import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import { realStore } from '../../../../../test/real-store'
import { vectorStoreContract } from '../store.contract'
import type { VectorIndex } from './rows'
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

async function drop(address: string, prefix: string): Promise<void> {
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  const { data } = await client.showCollections()
  for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
  await client.closeConnection()
}

realStore('MILVUS_ADDRESS', (address) =>
  vectorStoreContract('milvus without BM25', freshStores(address), { findsByWords: false }),
)
realStore('MILVUS_ADDRESS', (address) =>
  vectorStoreContract('milvus with an HNSW index', freshStores(address, 'hnsw'), { findsByWords: false }),
)
realStore('MILVUS_LITE_ADDRESS', (address) => vectorStoreContract('milvus with BM25', freshStores(address)))
