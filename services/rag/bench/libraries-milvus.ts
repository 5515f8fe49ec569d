import type { OwnerKey } from '@collabry/storage/owner-key'
import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import { vectorsName } from '../src/vectors/milvus/collections'
import { NOTHING_VECTOR, toChunkRow, toVectorRow } from '../src/vectors/milvus/rows'
import { checked } from '../src/vectors/milvus/server'
import { milvusVectors } from '../src/vectors/milvus/store'
import { type Libraries, NEIGHBOUR_WORDS, neighbour, OWN_WORDS, own, type Size } from './libraries'
import { chunk, MODEL, vectorLength } from './sample'

const BATCH = 1_000

interface Options {
  address: string
  partitions: number
  prefix: string | undefined
}

/**
 * Filled without the barrier, which is not measured. With a prefix the next run continues from the stored chunks and leaves them.
 */
export async function milvusLibraries(size: Size, { address, partitions, prefix }: Options): Promise<Libraries> {
  const { own: ownChunks, neighbours, each } = size
  const name = prefix ?? `bench_${crypto.randomUUID().slice(0, 8)}`
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error', timeout: 120_000 })
  const stores = await Promise.all(
    ['alone', 'beside'].map(async (part) => {
      const store = await milvusVectors({ address, token: undefined, prefix: `${name}_${part}`, partitions })
      await store.upsert(neighbour(0), [chunk(neighbour(0), 0, NEIGHBOUR_WORDS)]) // makes the collections
      await fill(`${name}_${part}`, own, ownChunks, OWN_WORDS, (await store.count(own)).chunks)
      return store
    }),
  )
  const [alone, beside] = stores
  if (alone === undefined || beside === undefined) throw new Error('two stores')
  for (let n = 1; n < neighbours; n += 1) {
    await fill(`${name}_beside`, neighbour(n), each, NEIGHBOUR_WORDS, (await beside.count(neighbour(n))).chunks)
    if (n % 100 === 0) process.stderr.write(`${n} neighbours\n`)
  }
  return { name: `Milvus ${await versionOf()}`, alone, beside, [Symbol.asyncDispose]: dispose }

  async function versionOf(): Promise<string> {
    return (await client.getVersion()).version
  }

  async function fill(collections: string, owner: OwnerKey, count: number, length: number, from: number): Promise<void> {
    const [chunks, vectors] = [`${collections}_chunks`, vectorsName(collections, MODEL, vectorLength)]
    const plain = !(await hasTerms(chunks))
    for (let at = Math.floor(from / BATCH) * BATCH; at < count && from < count; at += BATCH) {
      const some = Array.from({ length: Math.min(BATCH, count - at) }, (_, n) => chunk(owner, at + n, length))
      const data = some.map((one) => ({ ...toChunkRow(owner, one), ...(plain && NOTHING_VECTOR) }))
      checked(await client.insert({ collection_name: chunks, data }))
      const rows = some.flatMap((one) => (one.embedding ? [toVectorRow(owner, one, one.embedding)] : []))
      checked(await client.insert({ collection_name: vectors, data: rows }))
    }
  }

  /** A server with BM25 makes them of the words. */
  async function hasTerms(collection: string): Promise<boolean> {
    const { schema } = await client.describeCollection({ collection_name: collection })
    return schema.fields.some((field) => field.name === 'terms')
  }

  async function dispose(): Promise<void> {
    for (const store of stores) await store[Symbol.asyncDispose]()
    const { data } = prefix === undefined ? await client.showCollections() : { data: [] }
    for (const collection of data)
      if (collection.name.startsWith(name)) await client.dropCollection({ collection_name: collection.name })
    await client.closeConnection()
  }
}
