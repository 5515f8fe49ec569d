import requestDirections from '../../data/request-directions.json'
import type { Hit } from '../vectors/store'

/** A hit and the ranking it comes from. */
export interface Found {
  hit: Hit
  by: 'meaning' | 'words'
}

export interface Ranked {
  hit: Hit
  /** How likely the hit is about the query, 0 to 1. */
  score: number
  /** To the query; 0: not compared. */
  similarity: number
}

/** The number of first hits that count as relevant feedback. Together they weigh as much as the query. */
const FEEDBACK_HITS = 3
/** Among fewer hits, the first ones are mostly about something else. */
const FEEDBACK_AMONG = 40
/**
 * A hit that holds all words of the query is as much better as one that is nearer by almost half of the way from unrelated to
 * same.
 */
const WORDS_WORTH = 0.45
/** Words count half where the nearest hit is nearer than the next one by this share of the way: then the meaning is sure of it. */
const MARGIN_HALVING = 0.1
/**
 * Similarity of a hit of which one can't say whether it is about the query. With all-MiniLM vectors unrelated texts lie below 0.3,
 * related ones mostly above 0.4; other models say where theirs begin (`similarityFloor`).
 */
export const SIMILARITY_EVEN = 0.38
/** So much more or less of it makes the odds e times as high or low. */
const SIMILARITY_STEP = 0.08
/** A passage that holds all words of the query may be so much less similar and still be about it. */
const COVERAGE_WORTH = 0.2
/** Share of the query's content words, weighted by rarity, that is enough by itself. */
export const WORD_COVERAGE_MIN = 0.51
/** Less similar texts that were compared are about something else, whatever words they share. 0: not compared. */
const UNRELATED_SIMILARITY = 0.15
/** Without the directions of requests, texts that have nothing to do with a query are less near to it by this. */
const SUBJECT_FLOOR_DROP = 0.0075
/** A chunk that has no vector yet is believed to be half as near by its meaning as by its words. */
const WITHOUT_VECTOR = 0.5

/** An embedding of a query, and the cosine of texts that have nothing to do with one another. */
interface QueryVector {
  vector: Float32Array
  similarityFloor?: number
}

/**
 * The hits of all owners, best first by meaning or by words alone: cosines compare as they are, words by `rank`. A score by words
 * is the share of the query that the best hit holds (`coverage`), and for the others less by their rank.
 */
export function rankSingle(
  found: Found[],
  rank: (hit: Hit) => number,
  { similarityFloor = 0 }: Pick<QueryVector, 'similarityFloor'> = {},
  coverage: (hit: Hit) => number = () => 1,
): Ranked[] {
  const hits = distinct(found)
  const compared = similaritiesOf(found)
  if (compared.size > 0) {
    const values = hits.map(({ chunkId }) => calibrated(compared.get(chunkId) ?? 0, similarityFloor))
    return sorted(hits, values, likelihood, (hit) => compared.get(hit.chunkId))
  }
  const most = Math.max(0, ...hits.map(coverage))
  return sorted(hits, shares(hits.map(rank)), (share) => share * most, () => undefined) // biome-ignore format: one line reads best
}

/**
 * One ranking of the hits by meaning and those by words, of all owners. The similarity and the worth of the words are added as
 * logarithms of odds are (a convex combination: Bruch, Gai and Ingber 2023): words count by the square of their share of the best
 * score, by the share of the query that the best hit holds, and by the share that the hit itself holds (`coverage`, 0 to 1); in the
 * order also less by the margin of the nearest hit. Then the query is moved towards the best of them (Rocchio 1971; on embeddings:
 * Li et al. 2021), and all are compared anew.
 * `vectors` are those of the hits. Weights chosen by the questions of `bun run eval`; docs/evaluation.md has the figures.
 */
export function fuseRankings(
  found: Found[],
  { vector: query, similarityFloor = 0 }: QueryVector,
  vectors: ReadonlyMap<string, Float32Array>,
  rank: (hit: Hit) => number,
  coverage: (hit: Hit) => number = () => 1,
): Ranked[] {
  const hits = distinct(found)
  const compared = similaritiesOf(found)
  const held = hits.map(coverage)
  const most = Math.max(0, ...held)
  const byWords = shares(hits.map(rank))
  const to = (vector: Float32Array) =>
    hits.map(({ chunkId }) => {
      const own = vectors.get(chunkId)
      return own === undefined ? compared.get(chunkId) : dot(own, vector)
    })
  const similarities = to(query)
  const worth = WORDS_WORTH * (similarityFloor > 0 ? 1 : spreadOf(similarities))
  const worths = byWords.map((share, at) => worth * share ** 2 * most * (held[at] ?? 0))
  // The scale of a model without a floor is not known.
  const margin = similarityFloor > 0 ? marginOf(similarities, similarityFloor) : 0
  const wordsShare = 1 / (1 + margin / MARGIN_HALVING)
  const sumsOf = (cosines: (number | undefined)[], wordsWeigh = 1) => {
    const high = Math.max(0, ...cosines.map((cosine) => calibrated(cosine ?? similarityFloor, similarityFloor)))
    const believed = (at: number) => high * (byWords[at] ?? 0) * WITHOUT_VECTOR
    return cosines.map(
      (cosine, at) =>
        (cosine === undefined ? believed(at) : calibrated(cosine, similarityFloor)) + (worths[at] ?? 0) * wordsWeigh,
    )
  }
  const sums = sumsOf(similarities)
  const first = sorted(hits, sumsOf(similarities, wordsShare), likelihood, () => undefined)
  const trusted = hits.length < FEEDBACK_AMONG ? [] : first.slice(0, FEEDBACK_HITS)
  const best = trusted.flatMap(({ hit }) => vectors.get(hit.chunkId) ?? [])
  const compare = best.length === 0 ? similarities : to(movedTowards(query, best))
  // All hits are nearer to the query that was moved; only by how much one is nearer than others counts.
  const moved = sumsOf(compare)
  const shift = mean(sums) - mean(moved)
  const places = new Map(hits.map(({ chunkId }, at) => [chunkId, at]))
  const placeOf = ({ chunkId }: Hit) => places.get(chunkId) ?? -1
  const ranked = sorted(hits, sumsOf(compare, wordsShare), () => 1, (hit) => similarities[placeOf(hit)]) // biome-ignore format: one line reads best
  // How likely a hit is about the query does not depend on the margin of another one. Scores fall in the order of the hits.
  let highest = 1
  return ranked.map((one) => {
    highest = Math.min(highest, likelihood((moved[placeOf(one.hit)] ?? 0) + shift))
    return { ...one, score: highest }
  })
}

let directions: Float32Array[] | undefined

/**
 * Orthogonal unit vectors along which requests for the same thing differ most, whatever their language, as a model embeds them
 * (`services/rag/eval/similarity.ts` makes them). None is known of other models.
 */
function directionsOf(model: string): Float32Array[] {
  if (model !== requestDirections.model) return []
  directions ??= rowsOf(Buffer.from(requestDirections.directions, 'base64'), requestDirections.width)
  return directions
}

const rowsOf = (bytes: Uint8Array, width: number): Float32Array[] =>
  Array.from({ length: bytes.length / width }, (_, row) =>
    unit(Float32Array.from(new Int8Array(bytes.subarray(row * width, (row + 1) * width)))),
  )

/**
 * The vector of the subject of a query, from those of the whole and of its content. The directions in which requests differ are taken
 * out: nuisance attribute projection (Solomonoff, Campbell and Boardman 2005). It needs no word of the language.
 */
export function subjectOf(
  { model, vector, similarityFloor = 0 }: QueryVector & { model: string },
  content: Float32Array | undefined,
): Required<QueryVector> {
  const sum = vector.map((value, at) => value + (content?.[at] ?? 0))
  const taken = directionsOf(model)
  for (const direction of taken) {
    const along = dot(sum, direction)
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) - along * (direction[at] ?? 0)
  }
  return { vector: unit(sum), similarityFloor: taken.length === 0 ? similarityFloor : similarityFloor - SUBJECT_FLOOR_DROP }
}

/** The similarity by which a passage is judged is that to what the query is about, however somebody asks. */
export function similarTo(subject: Float32Array | undefined, ranked: Ranked, vectors: ReadonlyMap<string, Float32Array>): Ranked {
  const own = vectors.get(ranked.hit.chunkId)
  return subject === undefined || own === undefined ? ranked : { ...ranked, similarity: dot(own, subject) }
}

/** Whether a passage neither means something close to the query nor holds more than half of its content words. */
export function isUnrelated({ similarity, wordCoverage }: { similarity: number; wordCoverage: number }): boolean {
  if (similarity + COVERAGE_WORTH * wordCoverage >= SIMILARITY_EVEN) return false
  return wordCoverage < WORD_COVERAGE_MIN || (similarity > 0 && similarity < UNRELATED_SIMILARITY)
}

/** The distance of the nearest from the next one, as a share of the way from unrelated to same. */
function marginOf(cosines: (number | undefined)[], floor: number): number {
  const [nearest, next] = cosines.filter((cosine) => cosine !== undefined).sort((a, b) => b - a)
  return nearest === undefined || next === undefined ? 0 : calibrated(nearest, floor) - calibrated(next, floor)
}

/** A cosine as a share of the way from texts that have nothing to do with one another to the same text; below 0: even less. */
export const calibrated = (cosine: number, floor: number): number => (cosine - floor) / (1 - floor)

/** How likely a hit is about the query, 0 to 1. */
const likelihood = (similarity: number): number => 1 / (1 + Math.exp((SIMILARITY_EVEN - similarity) / SIMILARITY_STEP))

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const distinct = (found: Found[]): Hit[] => [...new Map(found.map(({ hit }) => [hit.chunkId, hit])).values()]

const similaritiesOf = (found: Found[]): Map<string, number> =>
  new Map(found.filter(({ by }) => by === 'meaning').map(({ hit }) => [hit.chunkId, hit.score]))

/** Values as shares of the highest; all are 0 where none is positive. */
function shares(values: number[]): number[] {
  const high = Math.max(0, ...values)
  return values.map((value) => (high > 0 ? Math.max(0, value) / high : 0))
}

/** By their values; scores of different values may be the same. */
function sorted(
  hits: Hit[],
  values: number[],
  scoreOf: (value: number) => number,
  similarityOf: (hit: Hit) => number | undefined,
): Ranked[] {
  const ranked = hits.map((hit, at) => ({
    value: values[at] ?? 0,
    hit,
    score: scoreOf(values[at] ?? 0),
    similarity: Math.max(-1, Math.min(1, similarityOf(hit) ?? 0)),
  }))
  ranked.sort((a, b) => b.value - a.value || b.similarity - a.similarity || (a.hit.chunkId < b.hit.chunkId ? -1 : 1))
  return ranked.map(({ value: _, ...rest }) => rest)
}

/**
 * How far the cosines of a model spread, where the model does not say it: the best hits lie as much above the lower quartile as
 * that is about a third of the way.
 */
function spreadOf(cosines: (number | undefined)[]): number {
  const known = cosines.filter((cosine) => cosine !== undefined).sort((a, b) => a - b)
  const [low = 0, high = 0] = [known[Math.floor(known.length / 4)], known.at(-1)]
  return high > low ? Math.min(1, 3 * (high - low)) : 1
}

/** The unit vector half-way from the query to the mean of others. */
function movedTowards(query: Float32Array, others: Float32Array[]): Float32Array {
  return unit(query.map((value, at) => value + others.reduce((all, other) => all + (other[at] ?? 0), 0) / others.length))
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map((value) => value / length)
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/**
 * The ranking with `count` in front that together say more: each next one is good by itself and unlike those before it
 * (maximal marginal relevance: Carbonell and Goldstein 1998). `diversity` from 0, which changes nothing, to 1. What has no
 * vector is like nothing.
 */
export function mmr(
  ranked: Ranked[],
  vectors: ReadonlyMap<string, Float32Array>,
  { diversity, count }: { diversity: number; count: number },
): Ranked[] {
  if (diversity === 0) return ranked
  const left = ranked.map((one) => ({ one, likeness: 0 }))
  const chosen: Ranked[] = []
  while (chosen.length < count && left.length > 0) {
    let best = 0
    const worth = ({ one, likeness }: (typeof left)[number]) => (1 - diversity) * one.score - diversity * likeness
    for (const [at, candidate] of left.entries()) {
      if (worth(candidate) > worth(left[best] ?? candidate)) best = at
    }
    const [next] = left.splice(best, 1)
    if (next === undefined) break
    chosen.push(next.one)
    const vector = vectors.get(next.one.hit.chunkId)
    for (const other of left) other.likeness = Math.max(other.likeness, cosine(vector, vectors.get(other.one.hit.chunkId)))
  }
  return [...chosen, ...left.map(({ one }) => one)]
}

/** For unit vectors. */
function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return 0
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
