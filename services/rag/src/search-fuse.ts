import type { Hit } from './vectors/store'

/** A hit and the ranking it comes from. */
export interface Found {
  hit: Hit
  by: 'meaning' | 'words'
}

export interface Fused {
  hit: Hit
  /** 0 to 1. */
  score: number
  similarity: number
}

/** Dampens the first ranks (Cormack, Clarke and Büttcher 2009, who found 60 and little difference around it). */
const RANK_OFFSET = 60

/**
 * Reciprocal rank fusion of the hits by meaning and those by words. The hits of several owners are put into one ranking
 * first: cosines compare as they are, words by `rank` over the statistics of all.
 */
export function fuse(found: Found[], rank: (hit: Hit) => number): Fused[] {
  const near = found.filter(({ by }) => by === 'meaning').map(({ hit }) => ({ hit, value: hit.score }))
  const matching = found.filter(({ by }) => by === 'words').map(({ hit }) => ({ hit, value: rank(hit) }))
  const fused = new Map<string, Fused>()
  const lists = [near, matching].filter((list) => list.length > 0)
  for (const list of lists) {
    list.sort((a, b) => b.value - a.value || (a.hit.chunkId < b.hit.chunkId ? -1 : 1))
    for (const [at, { hit, value }] of list.entries()) {
      const entry = fused.get(hit.chunkId) ?? { hit, score: 0, similarity: 0 }
      entry.score += (RANK_OFFSET + 1) / (RANK_OFFSET + 1 + at) / lists.length
      if (list === near) entry.similarity = Math.max(-1, Math.min(1, value))
      fused.set(hit.chunkId, entry)
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score || (a.hit.chunkId < b.hit.chunkId ? -1 : 1))
}

/** Leaves out what an earlier passage says already: the same words, or more than half of the same place. */
export function withoutRepeats(all: Fused[]): Fused[] {
  const seen = new Set<string>()
  const places = new Map<string, Hit[]>()
  return all.filter(({ hit }) => {
    const words = hit.words || hit.content
    const others = places.get(hit.documentId) ?? []
    if (seen.has(words) || others.some((other) => overlapOf(hit, other) > 0.5)) return false
    seen.add(words)
    places.set(hit.documentId, [...others, hit])
    return true
  })
}

const overlapOf = (a: Hit, b: Hit): number =>
  (Math.min(a.end, b.end) - Math.max(a.start, b.start)) / Math.max(1, Math.min(a.end - a.start, b.end - b.start))
