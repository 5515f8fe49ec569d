import { expect, test } from 'bun:test'
import { vectorIndex } from './vector-index'

const DIMENSION = 33

// Park and Miller's generator: the same vectors in every run.
let seed = 7
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const unit = () => {
  const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

test('the ten nearest are those that comparing with each one finds, over writes, removals and scopes', () => {
  const scan = vectorIndex(DIMENSION, 1)
  const vectors = new Map<number, Float32Array>()
  const put = (id: number) => {
    const vector = unit()
    vectors.set(id, vector)
    scan.put(id, vector)
  }
  for (let id = 1; id <= 2_000; id += 1) put(id)
  for (let id = 1; id <= 2_000; id += 7) {
    vectors.delete(id)
    scan.remove(id)
  }
  for (let id = 1; id <= 2_500; id += 13) put(id)
  const only = new Set([...vectors.keys()].filter((id) => id % 3 === 0))
  const except = new Set([...vectors.keys()].filter((id) => id % 5 === 0))
  for (let round = 0; round < 50; round += 1) {
    const query = unit()
    for (const scope of [{ except: new Set<number>() }, { except }, { only, except }]) {
      const compared = [...vectors]
        .filter(([id]) => (scope.only?.has(id) ?? true) && !scope.except.has(id))
        .map(([id, vector]) => ({ id, score: vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0) }))
        .sort((a, b) => b.score - a.score)
      const found = scan.nearest(query, 10, scope)
      expect(found.map(({ id }) => id)).toEqual(compared.slice(0, 10).map(({ id }) => id))
      expect(found[0]?.score).toBeCloseTo(compared[0]?.score ?? 0, 5)
    }
  }
})
