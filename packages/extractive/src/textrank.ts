/** Terms with their counts. They are walked through by `forEach`: an iterator makes an object for each of them. */
export type Bag = Map<string, number>

/** A sentence as a vector: its terms, and its length under the idf of the source, which each comparison needs. */
export interface Weighed {
  bag: Bag
  norm: number
}

/** Damping factor and stop criterion of the power iteration, as in PageRank. */
const DAMPING = 0.85
const ROUNDS_MAX = 40
const TOLERANCE = 1e-6
/** Terms in more sentences than this make no edges: they would only make the graph dense. */
const POSTINGS_MAX = 120

/**
 * Scores sentences by their centrality in the similarity graph: TextRank (Mihalcea & Tarau, "TextRank: Bringing Order into
 * Text", EMNLP 2004) with the idf-modified cosine of LexRank (Erkan & Radev, JAIR 22, 2004) as the weight of an edge. The caller
 * bounds the number of sentences. Scores have mean 1.
 */
export function rank(sentences: Weighed[], idf: (term: string) => number): number[] {
  const size = sentences.length
  const shares = transitions(sentences, idf)
  let scores = new Float64Array(size).fill(1)
  let next = new Float64Array(size)
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    next.fill(1 - DAMPING)
    for (let from = 0; from < size; from += 1) {
      const score = DAMPING * (scores[from] ?? 0)
      for (let to = 0, at = from * size; to < size; to += 1, at += 1) next[to] = (next[to] ?? 0) + score * (shares[at] ?? 0)
    }
    let moved = 0
    for (let at = 0; at < size; at += 1) moved = Math.max(moved, Math.abs((next[at] ?? 0) - (scores[at] ?? 0)))
    ;[scores, next] = [next, scores]
    if (moved < TOLERANCE) break
  }
  return [...scores]
}

/** The memory of all matrices of this thread, one after the other: a long text has hundreds of sections. */
let memory = new Float64Array(0)

/** A square matrix, row by row: the share of its score that one sentence gives to each other. */
function transitions(sentences: Weighed[], idf: (term: string) => number): Float64Array {
  const size = sentences.length
  if (memory.length < size * size) memory = new Float64Array(size * size)
  const weights = memory.subarray(0, size * size).fill(0)
  const postings = new Map<string, number[]>()
  for (const [index, { bag, norm }] of sentences.entries()) {
    const row = index * size
    bag.forEach((count, term) => {
      const earlier = postings.get(term)
      if (!earlier) {
        postings.set(term, [index])
        return
      }
      const weight = idf(term) ** 2 * count
      for (const other of earlier)
        weights[row + other] = (weights[row + other] ?? 0) + weight * (sentences[other]?.bag.get(term) ?? 0)
      if (earlier.length < POSTINGS_MAX) earlier.push(index)
    })
    for (let other = 0; other < index; other += 1) {
      const weight = (weights[row + other] ?? 0) / ((norm || 1) * (sentences[other]?.norm || 1))
      weights[row + other] = weight
      weights[other * size + index] = weight
    }
  }
  for (let row = 0; row < weights.length; row += size) {
    let sum = 0
    for (let at = row; at < row + size; at += 1) sum += weights[at] ?? 0
    if (sum > 0) for (let at = row; at < row + size; at += 1) weights[at] = (weights[at] ?? 0) / sum
  }
  return weights
}

/** The idf-modified cosine of two sentences, from 0 (no common term) to 1 (the same). */
export function likeness(one: Weighed, other: Weighed, idf: (term: string) => number): number {
  let dot = 0
  one.bag.forEach((count, term) => {
    const shared = other.bag.get(term)
    if (shared) dot += count * shared * idf(term) ** 2
  })
  return dot === 0 ? 0 : dot / (one.norm * other.norm)
}

export const normOf = (bag: Bag, idf: (term: string) => number): number => {
  let sum = 0
  bag.forEach((count, term) => {
    sum += (count * idf(term)) ** 2
  })
  return Math.sqrt(sum)
}

/**
 * Inverse document frequency over sentences. It is rounded to single precision, because the last digits of a logarithm may
 * differ between machines.
 */
export function inverseFrequency(bags: Bag[]): (term: string) => number {
  const counts = new Map<string, number>()
  for (const bag of bags)
    bag.forEach((_, term) => {
      counts.set(term, (counts.get(term) ?? 0) + 1)
    })
  const unseen = logarithm(1 + bags.length)
  const values = new Map([...counts].map(([term, count]) => [term, logarithm(1 + bags.length / (count + 0.5))]))
  return (term) => values.get(term) ?? unseen
}

export const logarithm = (value: number): number => Math.fround(Math.log(value))

/** Sorts best first. Scores that differ only in the last digits are equal and keep the order of the text. */
export const byScore = (scores: number[]): ((one: number, other: number) => number) => {
  const rounded = scores.map((score) => Math.round(score * 1e6))
  return (one, other) => (rounded[other] ?? 0) - (rounded[one] ?? 0) || one - other
}
