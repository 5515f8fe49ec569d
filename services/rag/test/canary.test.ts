import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { ownerKey } from '@collabry/storage/owner-key'
import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import { realStore } from '../../../test/real-store'
import type { DocumentRecord } from '../src/documents/store'
import { indexWords, queryWords } from '../src/lexical/tokenizer'
import { searchPassages } from '../src/search/search'
import { milvusVectors } from '../src/vectors/milvus/store'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import type { IndexedChunk, VectorStore } from '../src/vectors/store'
import { temporaryFolder } from './rag-in-process'

const [USERS, SEARCHES] = process.env.TEST_LONG === '1' ? [1_000, 10_000] : [50, 300]
/** Stores and searches at once. */
const AT_ONCE = 16
const MODEL = 'm'
const DIMENSION = 16

setDefaultTimeout(900_000)

const HOSTILE = [
  ...['public', 'u.public', '" or owner != "', '") or (owner like "%', "' or '1'='1", 'owner == "public"', 'a" in ["', '\\"'],
  ...['*', '%', '_', 'NEAR(canary, 9)', 'words:canary', '" OR "canary', 'canary*', '^canary', '{$ne: 1}', '; drop table chunk'],
  ...['../../etc', 'chunk_id in []', 'true', 'version >= 0', 'TEXT_MATCH(words, "canary")', 'json_contains(owner, "u")'],
]

/** Some have names built to cheat; the others are plain. One is called `public`. */
const users = Array.from({ length: USERS }, (_, n) => HOSTILE[n] ?? `user ${n}`)

/** The same direction for everybody, but for a little: every foreign canary is as near as one's own. */
function vectorOf(n: number): Float32Array {
  const vector = new Float32Array(DIMENSION).fill(1)
  vector[n % DIMENSION] = 1.01
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

const documentIdOf = (n: number) => new Bun.CryptoHasher('md5').update(`document ${n}`).digest('hex')
const notebookOf = (n: number) => `notebook-${n % 5}`

function canaryOf(user: string, n: number): IndexedChunk {
  const content = `The canary of number${n} sings about zanzibar${n}, and its owner calls it ${user}.`
  return {
    chunkId: new Bun.CryptoHasher('md5').update(`chunk ${n}`).digest('hex'),
    ...{ documentId: documentIdOf(n), version: 1, ordinal: 0, notebookId: notebookOf(n), content },
    ...{ start: 0, end: content.length, page: 0, words: indexWords(content) },
    embedding: { model: MODEL, vector: vectorOf(n) },
  }
}

async function inParallel(times: number, run: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const work = async () => {
    for (let n = next++; n < times; n = next++) await run(n)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const recordOf = (n: number): DocumentRecord => ({
  ...{ documentId: documentIdOf(n), userId: users[n] ?? '', filename: HOSTILE[n % HOSTILE.length] ?? '', metadataJson: '{}' },
  ...{ notebookId: notebookOf(n), bytes: 1, version: 1, chunks: 1, status: 'completed', isPublic: false, createdAtMs: 0 },
  ...{ readerVersion: 0, leftOut: [] },
})

function canaries(name: string, open: () => Promise<VectorStore>) {
  describe(`${USERS} users with a canary each: ${name}`, () => {
    test(`${SEARCHES} searches built to cheat bring no chunk of another`, async () => {
      await using store = await open()
      await inParallel(USERS, (n) => store.upsert(ownerKey(users[n] ?? ''), [canaryOf(users[n] ?? '', n)]))
      let own = 0
      const foreign: string[] = []
      const look = (n: number, documentIds: string[]) => {
        for (const id of documentIds) {
          if (id === documentIdOf(n)) own += 1
          else foreign.push(`${users[n]} met ${id}`)
        }
      }
      await inParallel(SEARCHES, async (round) => {
        const n = (round * 7) % USERS
        const other = (n + 1 + (round % (USERS - 1))) % USERS
        look(n, await cheat(store, round, n, other))
      })
      expect(foreign).toEqual([])
      expect(own).toBeGreaterThan(SEARCHES / 4) // it did look
    })
  })
}

/** A search of the store itself, as far as a caller could bend it, or of the service with what a client can send. */
async function cheat(store: VectorStore, round: number, n: number, other: number): Promise<string[]> {
  const owner = ownerKey(users[n] ?? '')
  const hostile = HOSTILE[round % HOSTILE.length] ?? ''
  const queries = [
    `canary number${other} zanzibar${other}`,
    hostile,
    `${hostile} canary`,
    users[other] ?? '',
    ' ',
    'canary'.repeat(500),
  ]
  const query = queries[round % queries.length] ?? ''
  const scopes = [
    { documentIds: undefined, notebookId: undefined },
    { documentIds: [documentIdOf(other), hostile], notebookId: undefined },
    { documentIds: [documentIdOf(n), documentIdOf(other)], notebookId: undefined },
    { documentIds: undefined, notebookId: hostile },
    { documentIds: undefined, notebookId: notebookOf(other) },
  ]
  const scope = { documentIds: undefined, notebookId: undefined, ...scopes[round % scopes.length], hidden: [] }
  const k = [1, 50, 16_000][round % 3] ?? 1
  const embedding = { model: MODEL, vector: vectorOf(other) }
  if (round % 3 === 0) return (await store.nearest(owner, embedding, k, scope)).map((hit) => hit.documentId)
  if (round % 3 === 1) return (await store.matching(owner, queryWords(query), k, scope)).hits.map((hit) => hit.documentId)
  // The catalogue lets everything pass: what is kept apart is kept apart by the store.
  const everyone = {
    readable: async (userId: string) => users.map((_, at) => ({ ...recordOf(at), userId })),
    hidden: async () => [],
  }
  const request = { userId: users[n] ?? '', query, topK: 50, sourceIds: scope.documentIds ?? [], notebookId: '' }
  const modes = ['hybrid', 'dense', 'lexical'] as const
  const mode = modes[Math.floor(round / 3) % modes.length] ?? 'hybrid'
  const deps = { vectors: store, catalogue: everyone, embedQuery: async () => embedding }
  const { passages } = await searchPassages({ ...request, mode }, deps, new AbortController().signal)
  return passages.map(({ documentId }) => documentId)
}

canaries('sqlite', async () => {
  const folder = temporaryFolder()
  const store = sqliteVectors({ directory: join(folder.path, 'vectors') })
  const dispose = async () => {
    await store[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  }
  return { ...store, [Symbol.asyncDispose]: dispose }
})

const onMilvus = (address: string) => async (): Promise<VectorStore> => {
  const prefix = `test_${crypto.randomUUID().slice(0, 8)}`
  const store = await milvusVectors({ address, token: undefined, prefix, partitions: 4 })
  const dispose = async () => {
    await store[Symbol.asyncDispose]()
    const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
    const { data } = await client.showCollections()
    for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
    await client.closeConnection()
  }
  return { ...store, [Symbol.asyncDispose]: dispose }
}

realStore('MILVUS_ADDRESS', (address) => canaries('a Milvus without BM25', onMilvus(address)))
realStore('MILVUS_LITE_ADDRESS', (address) => canaries('a Milvus with BM25', onMilvus(address)))
