import { parseArgs } from 'node:util'
import { recordOf, USER } from '../eval/library'
import { type SearchMode, searchPassages } from '../src/search/search'
import type { VectorStore } from '../src/vectors/store'
import type { Libraries, Size } from './libraries'
import { milvusLibraries } from './libraries-milvus'
import { sqliteLibraries } from './libraries-sqlite'
import { embedding, percentile, random, words } from './sample'

// How long a search takes, its query vector given, in one user's 10,000 chunks: alone, and beside 1,000 other users of 1,000
// chunks each who search too. Both by turns, so that what else the machine does meets both.
// Run: bun services/rag/bench/retrieval.ts [--neighbours 1000] [--milvus host:port [--partitions 64] [--prefix name]]
// With a prefix what is in Milvus stays there, and the next run goes on from it.

const OWN_CHUNKS = 10_000
const CHUNKS_A_NEIGHBOUR = 1_000
const ROUNDS = 20
const SEARCHES_A_ROUND = 50
const QUERY_WORDS = 8

const { values } = parseArgs({
  options: {
    neighbours: { type: 'string', default: '1000' },
    milvus: { type: 'string' },
    partitions: { type: 'string', default: '64' },
    prefix: { type: 'string' },
  },
})
const size: Size = { own: OWN_CHUNKS, neighbours: Number(values.neighbours), each: CHUNKS_A_NEIGHBOUR }
const catalogue = { hidden: async () => [], readable: async (_: string, ids: string[]) => ids.map(recordOf) }

/** Says which mode the store could do. */
async function search(vectors: VectorStore, userId: string): Promise<SearchMode> {
  const query = embedding()
  const text = words(QUERY_WORDS).join(' ')
  const request = { userId, query: text, topK: 10, mode: 'hybrid' as const, sourceIds: [], notebookId: '' }
  return (await searchPassages(request, { vectors, catalogue, embedQuery: async () => query }, AbortSignal.timeout(60_000))).mode
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now()
  await run()
  return performance.now() - begunMs
}

async function measure({ name, alone, beside }: Libraries): Promise<string> {
  for (let n = 0; n < SEARCHES_A_ROUND; n += 1) await Promise.all([search(alone, USER), search(beside, USER)])
  const tookMs: { alone: number[]; beside: number[] } = { alone: [], beside: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let n = 0; n < SEARCHES_A_ROUND; n += 1) tookMs.alone.push(await timed(() => search(alone, USER)))
    for (let n = 0; n < SEARCHES_A_ROUND; n += 1) {
      await search(beside, `neighbour ${Math.floor(random() * size.neighbours)}`)
      tookMs.beside.push(await timed(() => search(beside, USER)))
    }
  }
  const figures = [0.5, 0.99].flatMap((share) => {
    const [one, other] = [percentile(tookMs.alone, share), percentile(tookMs.beside, share)]
    return [one.toFixed(1), other.toFixed(1), (other / one).toFixed(2)]
  })
  return `| ${[name, await search(alone, USER), size.neighbours, ...figures].join(' | ')} |\n`
}

process.stdout.write(`| store | mode | neighbours | alone p50 ms | beside p50 ms | ratio | alone p99 ms | beside p99 ms | ratio |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n`)
{
  await using libraries = await (values.milvus === undefined
    ? sqliteLibraries(size)
    : milvusLibraries(size, { address: values.milvus, partitions: Number(values.partitions), prefix: values.prefix }))
  process.stdout.write(await measure(libraries))
}
