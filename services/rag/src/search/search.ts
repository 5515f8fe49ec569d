import { setTimeout as sleep } from 'node:timers/promises'
import { signalWithTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { timeSlices } from '@collabry/runtime/time-slices'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import type { Catalogue, DocumentRecord, HiddenVersion } from '../documents/store'
import type { ModelEmbedding } from '../ingest/embedder'
import { contentWords, joined, ranker, wordCoverage } from '../lexical/bm25'
import { contentText, embeddingText, prepareQuery, queryWords } from '../lexical/tokenizer'
import type { ChunkCount, Embedding, Hit, Scope, VectorStore, WeightedWord } from '../vectors/store'
import {
  calibrated,
  type Found,
  fuseRankings,
  isUnrelated,
  mmr,
  rankSingle,
  similarTo,
  subjectOf,
  WORD_COVERAGE_MIN,
} from './fuse'
import { mergePassages } from './merge'

/** With fewer, the two rankings have too few hits in common. */
const CANDIDATES_MIN = 50
/** When the check of the hits, neighbours that become one and copies leave too few, twice as many are asked for, so often. */
const REPEATS_MAX = 4
/** A query is ranked as it stands if its content has enough of its characters, and by its content alone if it has so little. */
const CONTENT_SHARE = { enough: 0.25, little: 0.1 }
/** Words with which somebody asks, where they only add hits: all of them together are worth less than one of the content. */
const ADDED_SHARE = 0.01
/** A slower model counts as unavailable: the search continues by words. */
const EMBED_MS_MAX = 2_500
const ASKED_BYTES_MAX = 1_000
/** One of 8,000 characters of many scripts takes 50 ms to be cut into words. */
const LONG_QUERY_CHARS = 1_000
/** An ordinary search takes several turns of the event loop: it shall not wait for a long query in each of them. */
const BEFORE_LONG_QUERY_MS = 20

export type SearchMode = 'hybrid' | 'dense' | 'lexical'

export interface SearchRequest {
  userId: string
  query: string
  topK: number
  mode: SearchMode
  /** Only these documents; empty: all that the user may see. */
  sourceIds: string[]
  /** Only documents of the user's notebook; empty: all. */
  notebookId: string
}

export interface SearchResult {
  passages: Passage[]
  /**
   * The one really used: without an embedding of the query, or any vector of its model, `lexical`; on a store that can't find
   * by words always `dense`.
   */
  mode: SearchMode
  /** Share of the chunks the user may see that have vectors of the current model. */
  coverage: number
  hasChunks: boolean
}

export interface Passage {
  documentId: string
  chunkId: string
  filename: string
  content: string
  start: number
  end: number
  page: number
  /**
   * How likely the passage is about the query, 0 to 1, in the order of the result; by words alone: the share of the query it
   * holds.
   */
  score: number
  /** Cosine similarity to what the query is about, from the floor of the model to 1 as 0 to 1; 0: not compared. */
  similarity: number
  /** Share of the query's words, weighted by rarity, that the chunk holds. */
  wordCoverage: number
  /** Whether it is about something else, by its meaning and its words. */
  isUnrelated: boolean
  metadataJson: string
}

export interface SearchDeps {
  vectors: VectorStore
  catalogue: Pick<Catalogue, 'readable' | 'hidden'>
  /** Undefined: no embedding is configured. A throw means that the model is unavailable: the search continues by words. */
  embedQuery: ((text: string, signal: AbortSignal) => Promise<ModelEmbedding>) | undefined
  /** The weight of passages that differ from those before them, 0 to 1. */
  diversity?: number
}

/** The best passages among the user's own documents and public ones, each checked in the catalogue before it leaves. */
export async function searchPassages(request: SearchRequest, deps: SearchDeps, signal: AbortSignal): Promise<SearchResult> {
  if (request.query.length > LONG_QUERY_CHARS) await ownTurn(signal)
  await prepareQuery(request.query, timeSlices(signal))
  if (request.query.length > LONG_QUERY_CHARS) await ownTurn(signal)
  const words = queryWords(request.query)
  // For the ranking a word is a word, whether or not somebody asks with it.
  const plainWords = words.map(({ phrase: _, informs: __, ...word }) => word)
  const hidden = await deps.catalogue.hidden(request.userId)
  const { coverageOf, hasChunks, owners } = await measureCoverage(request.userId, hidden, deps.vectors, signal)
  // Without vectors to compare it with, the model is left in peace: it may not even be loaded.
  const embedding = coverageOf() > 0 ? await embed(request, deps, signal) : undefined
  const coverage = coverageOf(embedding?.model)
  const compared = coverage > 0 ? embedding && towardsContent(embedding) : undefined
  let mode = compared === undefined ? 'lexical' : request.mode
  let passages: Passage[] = []
  let k = Math.max(CANDIDATES_MIN, request.topK * 2)
  for (let repeat = 0; repeat <= REPEATS_MAX; repeat += 1, k *= 2) {
    signal.throwIfAborted()
    const wanted = { owners, hidden, words, embedding: compared, mode, k }
    const recalled = await widened(await recall(request, wanted, deps, signal), request, wanted, deps, signal)
    if (recalled.unsearched && compared === undefined) return byMeaningAlone(request, embedding, deps, signal)
    if (recalled.unsearched) mode = 'dense'
    const { found, records } = await readable(request, recalled.found, deps)
    const statistics = joined(recalled.statistics)
    const known = recalled.isComparable ? scoresByWords(found) : undefined
    const rank = ranker(recalled.words, statistics)
    const byWords = (hit: Hit) => known?.get(hit.chunkId) ?? rank(hit.words)
    const { diversity = 0 } = deps
    const heldBy = (hit: Hit) => wordCoverage(hit.words, plainWords, statistics)
    const vectors = compared ? await vectorsOf(found, compared, deps, signal) : new Map<string, Float32Array>()
    const ranked =
      compared !== undefined && mode === 'hybrid'
        ? fuseRankings(found, compared, vectors, byWords, heldBy)
        : rankSingle(found, byWords, compared, heldBy)
    const measured = ranked.map((one) => similarTo(compared?.subject.vector, one, vectors))
    const chosen = mmr(measured, vectors, { diversity, count: request.topK * 2 })
    passages = mergePassages(chosen, request.topK).map(({ hit, score, similarity }) => {
      const { filename, metadataJson } = records.get(hit.documentId) ?? { filename: '', metadataJson: '{}' }
      const { documentId, chunkId, content, start, end, page } = hit
      const relevance = {
        similarity: compared ? Math.max(0, calibrated(similarity, compared.subject.similarityFloor)) : 0,
        wordCoverage: wordCoverage(hit.words, words, statistics),
      }
      return {
        documentId,
        chunkId,
        filename,
        content,
        start,
        end,
        page,
        score,
        ...relevance,
        isUnrelated: isUnrelated(relevance),
        metadataJson,
      }
    })
    // Neighbours that became one and copies leave places, which others of the store may fill.
    if (passages.length === request.topK || !recalled.isCut) break
  }
  return { passages: passages.toSorted((a, b) => b.score - a.score), mode, coverage, hasChunks: hasChunks || passages.length > 0 }
}

/** The store can't search by words: the search is answered in another mode, which the result names. */
async function byMeaningAlone(
  request: SearchRequest,
  embedding: QueryEmbedding | undefined,
  deps: SearchDeps,
  signal: AbortSignal,
): Promise<SearchResult> {
  const dense = { ...request, mode: 'dense' } as const
  const found = embedding ?? (await embed(dense, deps, signal))
  if (found === undefined && deps.embedQuery !== undefined) {
    throw new AppError('unavailable', 'The embedding model can’t be reached now; try again in a moment.', { retryAfterMs: 1_000 })
  }
  const hidden = await deps.catalogue.hidden(request.userId)
  const { coverageOf, hasChunks } = await measureCoverage(request.userId, hidden, deps.vectors, signal)
  const coverage = coverageOf(found?.model)
  if (found === undefined || coverage === 0) return { passages: [], mode: 'dense', coverage: 0, hasChunks }
  const { content, contentShare: _, subject: __, ...whole } = found
  const embedQuery = async (text: string) =>
    content && text === contentText(askedOf(request.query)) ? { ...whole, vector: content } : whole
  return searchPassages(dense, { ...deps, embedQuery }, signal)
}

let lastTurn: Promise<unknown> = Promise.resolve()

/** Each caller gets a separate turn of the event loop, and other work is served for a while before it. */
function ownTurn(signal: AbortSignal): Promise<unknown> {
  lastTurn = lastTurn.then(() => (signal.aborted ? undefined : sleep(BEFORE_LONG_QUERY_MS)))
  return lastTurn
}

interface QueryEmbedding extends ModelEmbedding {
  /** The query without the words with which it asks; undefined: there are none. */
  content: Float32Array | undefined
  /** By which passages are judged. */
  subject: ReturnType<typeof subjectOf>
  /** Share of the query's characters that its content has. */
  contentShare: number
}

/**
 * The embedding by which passages are ranked. A long polite request is nearer to any text than its few words of content are, so that
 * the fewer they are, the more the content's own vector counts. The sum keeps its length: its cosines are means of both.
 */
function towardsContent(embedding: QueryEmbedding): QueryEmbedding {
  const { vector, content, contentShare } = embedding
  const weight = Math.max(0, Math.min(1, (CONTENT_SHARE.enough - contentShare) / (CONTENT_SHARE.enough - CONTENT_SHARE.little)))
  if (content === undefined || weight === 0) return embedding
  return { ...embedding, vector: vector.map((value, at) => value * (1 - weight) + (content[at] ?? 0) * weight) }
}

/**
 * The beginning of a query, which has its meaning: a page of 8,000 characters takes the embedding model longer than a search waits
 * for it. About 250 tokens of any alphabet.
 */
function askedOf(query: string): string {
  const { read } = new TextEncoder().encodeInto(query, new Uint8Array(ASKED_BYTES_MAX))
  return query.slice(0, read)
}

async function embed(
  { mode, query }: SearchRequest,
  { embedQuery }: SearchDeps,
  signal: AbortSignal,
): Promise<QueryEmbedding | undefined> {
  if (mode === 'lexical' || embedQuery === undefined) return undefined
  const asked = askedOf(query)
  const content = contentText(asked)
  const limited = signalWithTimeout(signal, EMBED_MS_MAX)
  try {
    const [whole, part] = await Promise.all([
      embedQuery(embeddingText(asked), limited),
      content === undefined ? undefined : embedQuery(content, limited),
    ])
    const own = part?.model === whole.model ? part.vector : undefined
    return {
      ...whole,
      content: own,
      subject: subjectOf(whole, own),
      contentShare: (content?.length ?? 0) / asked.length,
    }
  } catch {
    return undefined
  }
}

interface Wanted {
  /** Owners that have any chunk. */
  owners: OwnerKey[]
  hidden: HiddenVersion[]
  words: WeightedWord[]
  embedding: Embedding | undefined
  mode: SearchMode
  k: number
}

type Owned = Found & { owner: OwnerKey }

/** Hits of the user and of `public`. A search by meaning alone still asks how rare the words are. */
async function recall(
  request: SearchRequest,
  { owners, hidden, words, embedding, mode, k }: Wanted,
  { vectors }: SearchDeps,
  signal: AbortSignal,
) {
  const lists = await Promise.all(
    owners.map(async (owner) => {
      const scope: Scope = {
        documentIds: request.sourceIds.length > 0 ? request.sourceIds : undefined,
        // A document that was moved has chunks that name the notebook before; its ids are in `sourceIds`.
        notebookId: undefined,
        hidden: hidden.filter(({ isPublic }) => isPublic === (owner === 'public')),
      }
      const [near, matches] = await Promise.all([
        embedding === undefined ? [] : vectors.nearest(owner, embedding, k, scope, signal),
        vectors.matching(owner, words, mode === 'dense' ? 0 : k, scope, signal),
      ])
      return { owner, near, matches }
    }),
  )
  const found = lists.flatMap(({ owner, near, matches }): Owned[] => [
    ...near.map((hit) => ({ owner, hit, by: 'meaning' as const })),
    ...matches.hits.map((hit) => ({ owner, hit, by: 'words' as const })),
  ])
  const unsearched = lists.some(({ matches }) => matches.unsearched)
  const isCut = lists.some(({ near, matches }) => near.length >= k || matches.hits.length >= k)
  const statistics = lists.map(({ matches }) => matches.statistics)
  return { found, isCut, words, statistics, unsearched, isComparable: statistics.length === 1 }
}

type Recalled = Awaited<ReturnType<typeof recall>>

/**
 * Where somebody searches by words alone, no hit holds half of the content of the query, and few hold any, texts are added that hold
 * words with which it asks: of all others they are the better guess. Each of them comes after those that hold content.
 */
async function widened(
  recalled: Recalled,
  request: SearchRequest,
  wanted: Wanted,
  deps: SearchDeps,
  signal: AbortSignal,
): Promise<Recalled> {
  const { words } = wanted
  const content = new Set(contentWords(words))
  const asking = words.filter((word) => !content.has(word)).map((word) => ({ ...word, weight: word.weight * ADDED_SHARE }))
  const { found, unsearched, statistics } = recalled
  if (request.mode !== 'lexical' || unsearched || asking.length === 0 || found.length >= request.topK) return recalled
  if (found.some(({ hit }) => wordCoverage(hit.words, words, joined(statistics)) >= WORD_COVERAGE_MIN)) return recalled
  const added = await recall(request, { ...wanted, words: asking }, deps, signal)
  return {
    ...added,
    found: [...found, ...added.found],
    words: [...content, ...asking],
    statistics: statistics.map((one, at) => {
      const holding = new Map([...one.holding, ...(added.statistics[at]?.holding ?? [])])
      return { ...one, holding }
    }),
    isComparable: false,
  }
}

/** The store's own, which are comparable while they are of one owner. */
const scoresByWords = (found: Owned[]) =>
  new Map(found.filter(({ by }) => by === 'words').map(({ hit }) => [hit.chunkId, hit.score]))

/** The vectors of all hits, so that each hit is compared by words and by meaning. */
async function vectorsOf(found: Owned[], embedding: Embedding, { vectors }: SearchDeps, signal: AbortSignal) {
  const model = { name: embedding.model, dimension: embedding.vector.length }
  const byOwner = Map.groupBy(found, ({ owner }) => owner)
  const all = await Promise.all(
    [...byOwner].map(([owner, own]) => vectors.vectorsOf(owner, model, [...new Set(own.map(({ hit }) => hit.chunkId))], signal)),
  )
  return new Map(all.flatMap((some) => [...some]))
}

/** The second lock: only the committed version of a document that this user may read leaves the service. */
async function readable(
  { userId, notebookId, sourceIds }: SearchRequest,
  all: Owned[],
  { catalogue }: SearchDeps,
): Promise<{ found: Owned[]; records: Map<string, DocumentRecord> }> {
  const listed = await catalogue.readable(userId, [...new Set(all.map(({ hit }) => hit.documentId))])
  const records = new Map(listed.map((record) => [record.documentId, record]))
  const sources = new Set(sourceIds)
  const found = all.filter(({ owner, hit }) => {
    const record = records.get(hit.documentId)
    if (record === undefined || record.version !== hit.version) return false
    if (owner === 'public' ? !record.isPublic : record.isPublic || record.userId !== userId) return false
    if (notebookId !== '' && (record.notebookId !== notebookId || record.userId !== userId)) return false
    return sources.size === 0 || sources.has(hit.documentId)
  })
  return { found, records }
}

/** The number of hidden versions that are left out of the counts: each one takes a query of the store. */
const HIDDEN_COUNTED_MAX = 8

interface Coverage {
  /** Those of the user and `public` that have any chunk. */
  owners: OwnerKey[]
  /** Share of the chunks that have vectors of a model; undefined: of the most common one. */
  coverageOf(model?: string): number
  hasChunks: boolean
}

/**
 * Counts the chunks that can be searched, and those that can be compared by meaning. Versions that are in flight, replaced or
 * deleted do not count.
 */
async function measureCoverage(
  userId: string,
  hidden: HiddenVersion[],
  vectors: VectorStore,
  signal: AbortSignal,
): Promise<Coverage> {
  const owners = [ownerKey(userId), 'public' as const]
  const ownerOf = ({ isPublic }: HiddenVersion) => (isPublic ? 'public' : ownerKey(userId))
  const [held, unseen] = await Promise.all([
    Promise.all(owners.map((owner) => vectors.count(owner, undefined, signal))),
    Promise.all(hidden.slice(0, HIDDEN_COUNTED_MAX).map((version) => vectors.count(ownerOf(version), version, signal))),
  ])
  const counted = (of: (count: ChunkCount) => number) => {
    const sum = (counts: ChunkCount[]) => counts.reduce((all, count) => all + of(count), 0)
    return Math.max(0, sum(held) - sum(unseen))
  }
  const chunks = counted((count) => count.chunks)
  return {
    owners: owners.filter((_, at) => (held[at]?.chunks ?? 0) > 0),
    coverageOf(model) {
      const models = model === undefined ? held.flatMap(({ embedded }) => [...embedded.keys()]) : [model]
      const compared = Math.max(0, ...models.map((name) => counted(({ embedded }) => embedded.get(name) ?? 0)))
      return chunks === 0 ? 0 : Math.min(1, compared / chunks)
    },
    hasChunks: chunks > 0,
  }
}
