import type { OwnerKey } from '@collabry/storage/owner-key'
import { contentWords, ranker, withStopWords } from '../../lexical/bm25'
import type { Embedding, Hit, Matches, Scope, WeightedWord, WordStatistics } from '../store'
import { ofChunks, ofOwner, withinScope } from './filter'
import { CHUNK_FIELDS, encodeQuery, type ReadRow, TERMS, toHit, VECTOR } from './rows'
import type { MilvusTable } from './table'

/** Hits the server gives at most. */
const HITS_MAX = 16_384
/** The least number of chunks that the server ranks highest by their words and that are ranked again here. */
const CANDIDATES_MIN = 200
/** Chunks read by one query. */
const READ_MAX = 1_000

const everything: Scope = { documentIds: undefined, notebookId: undefined, hidden: [] }

interface Asked {
  owner: OwnerKey
  k: number
  scope: Scope
  signal: AbortSignal | undefined
}

/** The ids from the vectors of one model, then the chunks they stand for. */
export async function nearest(
  { vectors, chunks }: { vectors: string; chunks: string },
  query: Embedding,
  { owner, k, scope, signal }: Asked,
  table: MilvusTable,
): Promise<Hit[]> {
  const filter = withinScope(owner, scope)
  if (filter === undefined || k <= 0) return []
  const found = await table.search(
    { name: vectors, field: VECTOR, data: Array.from(query.vector), metric: 'COSINE', filter, limit: Math.min(k, HITS_MAX) },
    ['chunk_id', 'owner'],
    signal,
  )
  // A server was seen to ignore the partition key in some searches (milvus#50398).
  const scores = new Map(found.filter((row) => row.owner === owner).map(({ chunk_id, score }) => [chunk_id ?? '', score]))
  const ids = [...scores.keys()]
  const rows = new Map<string, ReadRow>()
  for (let at = 0; at < ids.length; at += READ_MAX) {
    for (const row of await table.read(chunks, ofChunks(owner, ids.slice(at, at + READ_MAX)), READ_MAX, signal)) {
      if (row.owner === owner) rows.set(row.chunk_id, row)
    }
  }
  return [...scores].flatMap(([id, score]) => {
    const row = rows.get(id)
    return row === undefined ? [] : [toHit(row, score)]
  })
}

export async function vectorsOf(
  name: string,
  owner: OwnerKey,
  chunkIds: string[],
  table: MilvusTable,
  signal: AbortSignal | undefined,
): Promise<Map<string, Float32Array>> {
  const rows = await table.readVectors(name, ofChunks(owner, chunkIds), chunkIds.length, signal)
  return new Map(rows.filter((row) => row.owner === owner).map((row) => [row.chunk_id, Float32Array.from(row.vector)]))
}

/**
 * The server's BM25 counts the words of all owners: it only picks the candidates. Their rank is ours, by statistics of the
 * owner alone, taken from the candidates: exact while all chunks with a content word are among them.
 */
export async function matching(chunks: string, words: WeightedWord[], asked: Asked, table: MilvusTable): Promise<Matches> {
  const { owner, k, scope, signal } = asked
  const content = contentWords(words)
  const limit = Math.min(Math.max(CANDIDATES_MIN, k * 2), HITS_MAX)
  const isWhole = scope.documentIds === undefined && scope.notebookId === undefined
  const [total, found, sample] = await Promise.all([
    table.count(chunks, ofOwner(owner), 'bounded', signal),
    k > 0 || isWhole ? candidates(chunks, content, { ...asked, k: limit }, table) : [],
    isWhole ? undefined : candidates(chunks, content, { ...asked, k: limit, scope: everything }, table),
  ])
  const statistics = withStopWords(estimate(total, content, sample ?? found), words, (sample ?? found).map((hit) => hit.words)) // biome-ignore format: one line reads best
  const rank = ranker(words, statistics)
  const hits = found.map((hit) => ({ ...hit, score: rank(hit.words) })).filter(({ score }) => score > 0)
  return { hits: hits.sort((a, b) => b.score - a.score).slice(0, k), statistics }
}

async function candidates(name: string, words: WeightedWord[], asked: Asked, table: MilvusTable): Promise<Hit[]> {
  const { owner, k, scope, signal } = asked
  const filter = withinScope(owner, scope)
  const text = encodeQuery([...new Set(words.map(({ word }) => word))].filter(isWord))
  if (filter === undefined || text === '') return []
  const what = { name, field: TERMS, data: [text], metric: 'BM25' as const, filter, limit: k }
  const found = (await table.search(what, CHUNK_FIELDS, signal)) as (ReadRow & { score: number })[]
  return found.filter((row) => row.owner === owner).map((row) => toHit(row, row.score))
}

/** The tokenizer makes words of letters, marks and digits; no chunk holds any other word. */
const isWord = (word: string): boolean => /^[\p{L}\p{M}\p{N}]+$/u.test(word)

function estimate(chunks: number, words: WeightedWord[], sample: Hit[]): WordStatistics {
  const holding = new Map(words.map(({ word }) => [word, 0]))
  let length = 0
  for (const hit of sample) {
    const held = hit.words.split(' ')
    length += held.length
    for (const word of new Set(held)) {
      const count = holding.get(word)
      if (count !== undefined) holding.set(word, count + 1)
    }
  }
  return { chunks, words: sample.length === 0 ? 0 : Math.round((length / sample.length) * chunks), holding }
}
