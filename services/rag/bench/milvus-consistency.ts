import { ownerKey } from '@collabry/storage/owner-key'
import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import { milvusVectors } from '../src/vectors/milvus/store'
import { chunk } from './sample'

// Whether a search at Bounded sees what was written before it, over another connection, as of a worker and an api process.
// Run: bun services/rag/bench/milvus-consistency.ts [address]

const [address = '127.0.0.1:19530'] = process.argv.slice(2)
const ROUNDS = 1_000
const REMOVED_EVERY = 10
const everything = { documentIds: undefined, notebookId: undefined, hidden: [] }

const settings = { address, token: undefined, prefix: `bench_${crypto.randomUUID().slice(0, 8)}`, partitions: 64 }
const [writer, reader] = [await milvusVectors(settings), await milvusVectors(settings)]
const owner = ownerKey('bob')
let missed = 0
let stale = 0
try {
  for (let n = 0; n < ROUNDS; n += 1) {
    const written = { ...chunk(owner, n, 20), documentId: `r${n}` }
    await writer.upsert(owner, [written])
    const query = written.embedding
    const first = async () => (query ? (await reader.nearest(owner, query, 1, everything))[0]?.chunkId : undefined)
    if ((await first()) !== written.chunkId) missed += 1
    if (n % REMOVED_EVERY > 0) continue
    await writer.remove(owner, written.documentId, Number.POSITIVE_INFINITY)
    if ((await first()) === written.chunkId) stale += 1
  }
  process.stdout.write(`${ROUNDS} × write, then search at Bounded: ${missed} missed, ${stale} found after removal\n`)
} finally {
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  const { data } = await client.showCollections()
  for (const { name } of data) if (name.startsWith(settings.prefix)) await client.dropCollection({ collection_name: name })
  await client.closeConnection()
  for (const store of [writer, reader]) await store[Symbol.asyncDispose]()
}
