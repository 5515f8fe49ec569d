import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import type { DocumentRecord } from '../src/documents/store'
import { type OwnerKey, ownerKey } from '../src/owner'
import { searchPassages } from '../src/search/search'
import { milvusVectors } from '../src/vectors/milvus'
import { toChunkRow, toVectorRow } from '../src/vectors/milvus-rows'
import { checked } from '../src/vectors/milvus-server'
import type { IndexedChunk, VectorStore } from '../src/vectors/store'

// Against a real Milvus: whether a search at Bounded sees what was written before it, and how long a search takes among the
// own chunks, alone and beside those of other users. Run: bun services/rag/bench/milvus.ts [address [other users]]

const [address = '127.0.0.1:19530', neighbours = '1000'] = process.argv.slice(2)
const ROUNDS = 1_000
const OWN = 10_000
const NEIGHBOURS = Number(neighbours)
const CHUNKS_EACH = 1_000
const SEARCHES = 500
const DIMENSION = 384
const MODEL = 'random'

const ann = ownerKey('ann')
const everything = { documentIds: undefined, notebookId: undefined, hidden: [] }
const prefix = `bench_${crypto.randomUUID().slice(0, 8)}`
const say = (line: string) => process.stdout.write(`${line}\n`)

function randomVector(): Float32Array {
  const vector = Float32Array.from({ length: DIMENSION }, () => Math.random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

function chunkOf(owner: OwnerKey, ordinal: number, content: string): IndexedChunk {
  const id = new Bun.CryptoHasher('sha256').update(`${owner} ${ordinal}`).digest('hex').slice(0, 32)
  return {
    ...{ chunkId: id, documentId: 'd', version: 1, ordinal, notebookId: '', content, start: 0, end: content.length, page: 0 },
    ...{ words: content.split(' '), embedding: { model: MODEL, vector: randomVector() } },
  }
}

const percentile = (sorted: number[], share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)

async function timed(name: string, times: number, run: () => Promise<unknown>): Promise<void> {
  const tookMs: number[] = []
  for (let n = 0; n < times; n += 1) {
    const begunMs = performance.now()
    await run()
    tookMs.push(performance.now() - begunMs)
  }
  const sorted = tookMs.toSorted((a, b) => a - b)
  say(`${name}: p50 ${percentile(sorted, 0.5)} ms, p99 ${percentile(sorted, 0.99)} ms, max ${percentile(sorted, 1)} ms`)
}

/** Writer and reader are different connections, as a worker and an api process are. */
async function readYourWrites(writer: VectorStore, reader: VectorStore): Promise<void> {
  const owner = ownerKey('bob')
  let missed = 0
  let stale = 0
  for (let n = 0; n < ROUNDS; n += 1) {
    const chunk = chunkOf(owner, n, `round ${n}`)
    await writer.upsert(owner, [{ ...chunk, documentId: `r${n}` }])
    const query = chunk.embedding
    const found = query ? await reader.nearest(owner, query, 1, everything) : []
    if (found[0]?.chunkId !== chunk.chunkId) missed += 1
    if (n % 10 > 0 || !query) continue
    await writer.remove(owner, `r${n}`, Number.POSITIVE_INFINITY)
    if ((await reader.nearest(owner, query, 1, everything))[0]?.chunkId === chunk.chunkId) stale += 1
  }
  say(`${ROUNDS} × write, then search at Bounded over another connection: ${missed} missed, ${stale} found after removal`)
}

async function measureSearch(name: string, store: VectorStore): Promise<void> {
  const record: DocumentRecord = {
    ...{ documentId: 'd', userId: 'ann', filename: 'd', notebookId: '', metadataJson: '{}', bytes: 1, version: 1, chunks: OWN },
    ...{ status: 'completed', isPublic: false, createdAtMs: 0 },
  }
  const catalogue = { readable: async () => [record], hidden: async () => [] }
  const embedQuery = async () => ({ model: MODEL, vector: randomVector() })
  const request = { userId: 'ann', query: 'word 17', topK: 10, mode: 'hybrid', sourceIds: [], notebookId: '' } as const
  const never = new AbortController().signal
  const nearest = async () => store.nearest(ann, await embedQuery(), 50, everything)
  const search = () => searchPassages({ ...request, sourceIds: [] }, { vectors: store, catalogue, embedQuery }, never)
  for (let n = 0; n < 20; n += 1) await search()
  await timed(`${name}, 50 nearest`, SEARCHES, nearest)
  await timed(`${name}, whole search`, SEARCHES, search)
}

/** Without the barrier, which is not what is measured. */
async function fill(owner: OwnerKey, count: number, length: number): Promise<void> {
  const words = Array.from({ length: length / 8 }, (_, n) => `word ${n % 90}`).join(' ')
  for (let at = 0; at < count; at += CHUNKS_EACH) {
    const chunks = Array.from({ length: Math.min(CHUNKS_EACH, count - at) }, (_, n) =>
      chunkOf(owner, at + n, `${at + n} ${words}`),
    )
    const rows = chunks.map((chunk) => ({ ...toChunkRow(owner, chunk), nothing: [1, 0] }))
    const vectors = chunks.flatMap((chunk) => (chunk.embedding ? [toVectorRow(owner, chunk, chunk.embedding)] : []))
    checked(await client.insert({ collection_name: `${prefix}_chunks`, data: rows }))
    checked(await client.insert({ collection_name: `${prefix}_vectors_${MODEL}_d${DIMENSION}`, data: vectors }))
  }
}

const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error', timeout: 120_000 })
const settings = { address, token: undefined, prefix, partitions: 64 }
const writer = await milvusVectors(settings)
const reader = await milvusVectors(settings)
try {
  await writer.upsert(ownerKey('first'), [chunkOf(ownerKey('first'), 0, 'the first')])
  await readYourWrites(writer, reader)
  await fill(ann, OWN, 1_000)
  say(`own chunks: ${(await writer.count(ann)).chunks}`)
  await measureSearch(`${OWN} own chunks alone`, reader)
  for (let user = 0; user < NEIGHBOURS; user += 1) {
    await fill(ownerKey(`user ${user}`), CHUNKS_EACH, 200)
    if (user % 100 === 99) await measureSearch(`beside ${user + 1} users of ${CHUNKS_EACH} chunks`, reader)
  }
} finally {
  const { data } = await client.showCollections()
  for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
  await writer[Symbol.asyncDispose]()
  await reader[Symbol.asyncDispose]()
  await client.closeConnection()
}
