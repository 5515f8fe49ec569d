import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OwnerKey, ownerKey } from '../src/owner'
import { sqliteVectors } from '../src/vectors/sqlite'
import type { Embedding, IndexedChunk, Scope } from '../src/vectors/store'
import { queryWords } from '../src/words/words'

// How long a search of one user's 10,000 chunks takes alone, and beside 200 other users of 1,000 chunks each who search too.
// Run: bun services/rag/bench/neighbours.ts [neighbours]

const NEIGHBOURS = Number(process.argv[2] ?? 200)
const OWN_CHUNKS = 10_000
const CHUNKS_A_NEIGHBOUR = 1_000
const SEARCHES = 300
const DIMENSION = 384
const WORDS = Array.from({ length: 5_000 }, (_, n) => `word${n.toString(36)}`)
const everything: Scope = { documentIds: undefined, notebookId: undefined, hidden: [] }

// Park and Miller's generator: the same data in every run.
let seed = 42
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const word = () => WORDS[Math.floor(random() ** 2 * WORDS.length)] ?? 'word'

function embedding(): Embedding {
  const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return { model: 'bench', vector: vector.map((component) => component / length) }
}

function chunk(owner: OwnerKey, n: number): IndexedChunk {
  const words = Array.from({ length: 120 }, word)
  const content = words.join(' ')
  const place = { documentId: `d${Math.floor(n / 100)}`, version: 1, ordinal: n % 100, notebookId: '', page: 0 }
  return { ...place, chunkId: `${owner}-${n}`, content, start: 0, end: content.length, words, embedding: embedding() }
}

const folder = mkdtempSync(join(tmpdir(), 'neighbours-'))
const store = sqliteVectors({ directory: folder })

async function fill(owner: OwnerKey, chunks: number): Promise<void> {
  for (let n = 0; n < chunks; n += 64) {
    const batch = Array.from({ length: Math.min(64, chunks - n) }, (_, more) => chunk(owner, n + more))
    await store.upsert(owner, batch)
  }
}

async function search(owner: OwnerKey): Promise<void> {
  await store.nearest(owner, embedding(), 50, everything)
  await store.matching(owner, queryWords(`${word()} ${word()} ${word()}`), 50, everything)
}

async function measure(name: string, between: () => Promise<void>): Promise<number> {
  const tookMs: number[] = []
  for (let n = 0; n < SEARCHES; n++) {
    await between()
    const begunMs = performance.now()
    await search(mine)
    tookMs.push(performance.now() - begunMs)
  }
  const sorted = tookMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  process.stdout.write(`${name}: p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms\n`)
  return at(0.5)
}

const mine = ownerKey('me')
await fill(mine, OWN_CHUNKS)
await measure('warm-up', async () => undefined)
const alone = await measure(`${OWN_CHUNKS} own chunks alone`, async () => undefined)
const others = Array.from({ length: NEIGHBOURS }, (_, n) => ownerKey(`neighbour ${n}`))
for (const other of others) await fill(other, CHUNKS_A_NEIGHBOUR)
const beside = await measure(`beside ${NEIGHBOURS * CHUNKS_A_NEIGHBOUR} foreign chunks`, async () => {
  await search(others[Math.floor(random() * others.length)] ?? mine)
})
process.stdout.write(`ratio ${(beside / alone).toFixed(2)}\n`)
await store[Symbol.asyncDispose]()
rmSync(folder, { recursive: true })
