import { test } from 'bun:test'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { ConsistencyLevelEnum, MilvusClient } from '@zilliz/milvus2-sdk-node'
import { realStore } from '../../../test/real-store'
import { ofOwner } from '../src/vectors/milvus/filter'
import { CHUNK_FIELDS, type ReadRow, toHit } from '../src/vectors/milvus/rows'
import { milvusVectors } from '../src/vectors/milvus/store'
import { type Held, killLoop, ROUND_MS_MAX, withMongo } from './kill-loop'

/** Kills, each in the middle of its own 20 documents. */
const ROUNDS = Number(process.env.ROUNDS ?? 2)

async function inMilvus(address: string, prefix: string): Promise<Held> {
  const vectors = await milvusVectors({ address, token: undefined, prefix, partitions: 4 })
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  const what = { collection_name: `${prefix}_chunks`, output_fields: CHUNK_FIELDS, limit: 16_384 }
  const level = ConsistencyLevelEnum.Strong
  const all = async (owner: OwnerKey) => {
    const { data } = await client.query({ ...what, filter: ofOwner(owner), consistency_level: level })
    return (data as ReadRow[]).map((row) => toHit(row, 0))
  }
  const dispose = async () => {
    await vectors[Symbol.asyncDispose]()
    const { data } = await client.showCollections()
    for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
    await client.closeConnection()
  }
  return { vectors, all, [Symbol.asyncDispose]: dispose }
}

realStore('MILVUS_ADDRESS', (address) =>
  realStore('MONGO_URI', (uri) => {
    test(
      'killed at any moment beside MongoDB and Milvus, every task ends, and no chunk is lost or doubled',
      () =>
        withMongo(uri, (env) => {
          const prefix = `test_${crypto.randomUUID().slice(0, 8)}`
          return killLoop(ROUNDS, { ...env, MILVUS_ADDRESS: address, MILVUS_PREFIX: prefix }, () => inMilvus(address, prefix))
        }),
      ROUNDS * ROUND_MS_MAX,
    )
  }),
)
