import type { Ranked } from './fuse'

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
