import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerKey } from '@collabry/storage/owner-key'
import { recordOf, USER } from '../eval/library'
import { searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { chunk, embedding, percentile, words } from './sample'

// How long one hybrid search takes in one user's 10,000 chunks on SQLite, its query vector given: the whole call, its share of
// the processor, and the first search in a file that has just been opened.
// Run: bun services/rag/bench/search.ts [chunks [searches]]

const CHUNKS = Number(process.argv[2] ?? 10_000)
const SEARCHES = Number(process.argv[3] ?? 1_000)
const QUERY_WORDS = 8
const WORDS_A_CHUNK = 160

const directory = mkdtempSync(join(tmpdir(), 'search-bench-'))
const owner = ownerKey(USER)
{
  await using store = sqliteVectors({ directory })
  for (let n = 0; n < CHUNKS; n += 64) {
    await store.upsert(owner, Array.from({ length: Math.min(64, CHUNKS - n) }, (_, more) => chunk(owner, n + more, WORDS_A_CHUNK))) // biome-ignore format: one line reads best
  }
}

const vectors = sqliteVectors({ directory })
const catalogue = { hidden: async () => [], readable: async (_: string, ids: string[]) => ids.map(recordOf) }
const search = async (mode: 'hybrid' | 'dense' | 'lexical') => {
  const query = words(QUERY_WORDS).join(' ')
  const vector = embedding()
  const begunMs = performance.now()
  const cpu = process.cpuUsage()
  const request = { userId: USER, query, topK: 10, mode, sourceIds: [], notebookId: '' }
  await searchPassages(request, { vectors, catalogue, embedQuery: async () => vector }, AbortSignal.timeout(60_000))
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs: performance.now() - begunMs, cpuMs: (user + system) / 1_000 }
}
const say = (line: string) => process.stdout.write(`${line}\n`)
const at = (values: number[], share: number) => percentile(values, share).toFixed(1)

const { wallMs } = await search('hybrid')
say(`${CHUNKS} chunks; first search in a file just opened: ${wallMs.toFixed(0)} ms`)
for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
  for (let n = 0; n < SEARCHES / 10; n += 1) await search(mode)
  const took: { wallMs: number; cpuMs: number }[] = []
  for (let n = 0; n < SEARCHES; n += 1) took.push(await search(mode))
  const [wall, cpu] = [took.map((one) => one.wallMs), took.map((one) => one.cpuMs)]
  say(`${mode}: p50 ${at(wall, 0.5)} ms, p99 ${at(wall, 0.99)} ms; processor p50 ${at(cpu, 0.5)} ms, p99 ${at(cpu, 0.99)} ms`)
}
await vectors[Symbol.asyncDispose]()
rmSync(directory, { recursive: true })
