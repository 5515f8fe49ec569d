import type { Hit } from '../vectors/store'

/** A hit and the ranking it comes from. */
export interface Found {
  hit: Hit
  by: 'meaning' | 'words'
}

export interface Ranked {
  hit: Hit
  /** 0 to 1. */
  score: number
  /** To the query; 0: not compared. */
  similarity: number
}

/** The number of first hits that count as relevant feedback. Together they weigh as much as the query. */
const FEEDBACK_HITS = 3
/** Among fewer hits, the first ones are mostly about something else. */
const FEEDBACK_AMONG = 40
/**
 * Weight of words if the best hit holds all of them: a name comes before what is only like it. If it holds few, a high score by
 * words says little.
 */
const WORDS_WEIGHT_MAX = 0.6
/** A chunk that has no vector yet is believed to be half as near by its meaning as by its words. */
const WITHOUT_VECTOR = 0.5

/** The hits of all owners, best first by meaning or by words alone: cosines compare as they are, words by `rank`. */
export function rankSingle(found: Found[], rank: (hit: Hit) => number): Ranked[] {
  const hits = distinct(found)
  const compared = similaritiesOf(found)
  const values = hits.map((hit) => compared.get(hit.chunkId) ?? rank(hit))
  const scores = compared.size > 0 ? shares(values) : shares(values, 0)
  return sorted(hits, scores, (hit) => compared.get(hit.chunkId))
}

/**
 * One ranking of the hits by meaning and those by words, of all owners: the mean of what each says of every hit, as shares
 * from 0 to 1 (a convex combination: Bruch, Gai and Ingber 2023). Then the query is moved towards the best of them (Rocchio
 * 1971; on embeddings: Li et al. 2021), and all are compared anew. Words weigh by how many of them the best hit holds
 * (`coverage`, 0 to 1): if it holds all, no hit without a word of the query comes before the one that its words fit best.
 * `vectors` are those of the hits, `query` is the query's.
 */
export function fuseRankings(
  found: Found[],
  query: Float32Array,
  vectors: ReadonlyMap<string, Float32Array>,
  rank: (hit: Hit) => number,
  coverage: (hit: Hit) => number = () => 1,
): Ranked[] {
  const hits = distinct(found)
  const compared = similaritiesOf(found)
  const wordsWeight = WORDS_WEIGHT_MAX * Math.max(0, ...hits.map(coverage))
  const byWords = shares(hits.map(rank), 0)
  const meansBy = (similarities: (number | undefined)[]) => {
    const byMeaning = shares(similarities, lowerQuartile(similarities))
    const own = (at: number) => byWords[at] ?? 0
    const meaningOf = (at: number) => (similarities[at] === undefined ? own(at) * WITHOUT_VECTOR : (byMeaning[at] ?? 0))
    return hits.map((_, at) => wordsWeight * own(at) + (1 - wordsWeight) * meaningOf(at))
  }
  const to = (vector: Float32Array) =>
    hits.map(({ chunkId }) => {
      const own = vectors.get(chunkId)
      return own === undefined ? compared.get(chunkId) : dot(own, vector)
    })
  const similarities = to(query)
  const first = sorted(hits, meansBy(similarities), () => undefined)
  const trusted = hits.length < FEEDBACK_AMONG ? [] : first.slice(0, FEEDBACK_HITS)
  const best = trusted.flatMap(({ hit }) => vectors.get(hit.chunkId) ?? [])
  const scores = best.length === 0 ? meansBy(similarities) : meansBy(to(moved(query, best)))
  const similarityOf = new Map(hits.map(({ chunkId }, at) => [chunkId, similarities[at]]))
  return sorted(hits, scores, ({ chunkId }) => similarityOf.get(chunkId))
}

const distinct = (found: Found[]): Hit[] => [...new Map(found.map(({ hit }) => [hit.chunkId, hit])).values()]

const similaritiesOf = (found: Found[]): Map<string, number> =>
  new Map(found.filter(({ by }) => by === 'meaning').map(({ hit }) => [hit.chunkId, hit.score]))

/** Values as shares of the way from the lowest that counts to the highest; what has none counts as the lowest. */
function shares(values: (number | undefined)[], lowest?: number): number[] {
  const known = values.filter((value) => value !== undefined)
  const low = lowest ?? Math.min(...known)
  const high = Math.max(low, ...known)
  const whole = lowest === 0 ? 0 : 1 // of values that are all the same; without any word of the query there is none
  return values.map((value) => {
    if (value === undefined) return 0
    return high > low ? Math.max(0, value - low) / (high - low) : whole
  })
}

/** Hits by words may be about anything: measured from the least similar, all others would seem alike. */
const lowerQuartile = (values: (number | undefined)[]): number => {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  return known[Math.floor(known.length / 4)] ?? Number.NaN
}

/** Half of a score is for having been found at all. */
function sorted(hits: Hit[], shares: number[], similarityOf: (hit: Hit) => number | undefined): Ranked[] {
  const ranked = hits.map((hit, at) => ({
    hit,
    score: (1 + (shares[at] ?? 0)) / 2,
    similarity: Math.max(-1, Math.min(1, similarityOf(hit) ?? 0)),
  }))
  return ranked.sort((a, b) => b.score - a.score || b.similarity - a.similarity || (a.hit.chunkId < b.hit.chunkId ? -1 : 1))
}

/** The unit vector half-way from the query to the mean of others. */
function moved(query: Float32Array, others: Float32Array[]): Float32Array {
  const sum = query.map((value, at) => value + others.reduce((all, other) => all + (other[at] ?? 0), 0) / others.length)
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}

function dot(a: Float32Array, b: Float32Array): number {
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
