import { expect, test } from 'bun:test'
import type { Hit } from '../vectors/store'
import { chunk } from '../vectors/store.contract'
import { dot, type Found, fuseRankings, isUnrelated, rankSingle, subjectOf } from './fuse'

const hit = (chunkId: string, score: number): Hit => {
  const { embedding: _, words, ...rest } = chunk(chunkId, { chunkId })
  return { ...rest, words: words.join(' '), score }
}
const near = (chunkId: string, score: number): Found => ({ hit: hit(chunkId, score), by: 'meaning' })
const matching = (chunkId: string, score: number): Found => ({ hit: hit(chunkId, score), by: 'words' })
const unit = (...numbers: number[]) => Float32Array.from(numbers, (number) => number / Math.hypot(...numbers))
const query = { vector: unit(1, 0, 0) }
const ids = (ranked: { hit: Hit }[]) => ranked.map((one) => one.hit.chunkId)

test('by meaning alone a score says how likely the hit is about the query, by words alone how much of the query it holds', () => {
  const byMeaning = rankSingle([near('b', 0.2), near('a', 0.9), near('c', -0.1)], () => 0)
  expect(ids(byMeaning)).toEqual(['a', 'b', 'c'])
  expect(byMeaning.map(({ score }) => score)).toEqual([expect.closeTo(1, 2), expect.closeTo(0.1, 1), expect.closeTo(0, 2)])
  const ofModel = rankSingle([near('a', 0.86), near('b', 0.8)], () => 0, { similarityFloor: 0.77 })
  expect(ofModel.map(({ score }) => score)).toEqual([expect.closeTo(0.5, 0), expect.closeTo(0.04, 1)])
  expect(byMeaning.map(({ similarity }) => similarity)).toEqual([0.9, 0.2, -0.1])
  const byWords = rankSingle(
    [matching('x', 1), matching('y', 4)],
    ({ score }) => score,
    undefined,
    () => 0.4,
  )
  expect(byWords.map(({ hit: { chunkId }, score, similarity }) => [chunkId, score, similarity])).toEqual([['y', 0.4, 0], ['x', 0.1, 0]]) // biome-ignore format: one line reads best
})

test('by both, each hit is judged by both, whichever found it', () => {
  const vectors = new Map([['a', unit(9, 1, 0)], ['b', unit(1, 1, 0)], ['c', unit(1, 9, 0)]]) // biome-ignore format: one line reads best
  const words = new Map([['a', 1], ['b', 2], ['c', 2]]) // biome-ignore format: one line reads best
  const ranked = fuseRankings(
    [near('a', 0.99), matching('b', 2), matching('c', 2)],
    query,
    vectors,
    ({ chunkId }) => words.get(chunkId) ?? 0,
  )
  expect(ids(ranked)).toEqual(['b', 'a', 'c'])
  expect(ranked[0]?.similarity).toBeCloseTo(Math.SQRT1_2, 5)
})

test('what is like the best comes before what is as like the query, but not like the best', () => {
  const vectors = new Map([
    ['best', unit(9, 3, 0)],
    ['second', unit(9, 4, 0)],
    ['third', unit(9, 5, 0)],
    ['zz alike', unit(5, 5, 0)],
    ['other', unit(5, 0, 5)],
    ...Array.from({ length: 36 }, (_, n) => [`far ${n}`, unit(0, n, 1)] as const),
  ])
  const all = [...vectors.keys()].map((id) => near(id, 0))
  const ranked = fuseRankings(all, query, vectors, () => 0)
  expect(ids(ranked).indexOf('zz alike')).toBeLessThan(ids(ranked).indexOf('other'))
  const similarity = (id: string) => ranked.find((one) => one.hit.chunkId === id)?.similarity ?? 0
  expect(similarity('zz alike')).toBeCloseTo(similarity('other'), 5)
  const few = fuseRankings(all.slice(0, 5), query, vectors, () => 0)
  expect(ids(few).indexOf('zz alike')).toBeGreaterThan(ids(few).indexOf('other'))
})

test('words of which the best hit holds few weigh less than the meaning', () => {
  const vectors = new Map([['meant', unit(1, 0, 0)], ['said', unit(0, 1, 0)]]) // biome-ignore format: one line reads best
  const rank = ({ chunkId }: Hit) => (chunkId === 'said' ? 3 : 0)
  const ranked = fuseRankings([near('meant', 1), matching('said', 3)], query, vectors, rank, () => 0.3)
  expect(ids(ranked)).toEqual(['meant', 'said'])
  expect(ranked[0]?.score).toBeGreaterThan(ranked[1]?.score ?? 1)
})

test('a chunk that has no vector yet is judged by its words', () => {
  const vectors = new Map([['with', unit(1, 1, 0)], ['far', unit(0, 1, 0)]]) // biome-ignore format: one line reads best
  const rank = ({ chunkId }: Hit) => (chunkId === 'without' ? 3 : 0)
  const ranked = fuseRankings([near('with', 1), near('far', 0), matching('without', 3)], query, vectors, rank)
  expect(ids(ranked)).toEqual(['without', 'with', 'far'])
})

test('a hit that holds all words of the query comes before one that is only like it', () => {
  const vectors = new Map([['meant', unit(1, 3, 0)], ['said', unit(0, 1, 0)]]) // biome-ignore format: one line reads best
  const rank = ({ chunkId }: Hit) => (chunkId === 'said' ? 3 : 0)
  const ranked = fuseRankings([near('meant', 1), matching('said', 3)], query, vectors, rank)
  expect(ids(ranked)).toEqual(['said', 'meant'])
})

test('words weigh less in the order where one hit is much nearer than all others, and scores fall in that order', () => {
  const tilted = (cosine: number) => unit(cosine, Math.sqrt(1 - cosine ** 2), 0)
  const order = (nearest: number) => {
    const vectors = new Map([['meant', tilted(nearest)], ['said', tilted(0.84)], ['other', tilted(0.84)]]) // biome-ignore format: one line reads best
    const rank = ({ chunkId }: Hit) => (chunkId === 'said' ? 3 : 0)
    const found = [near('meant', nearest), near('other', 0.84), matching('said', 3)]
    const coverage = ({ chunkId }: Hit) => (chunkId === 'said' ? 0.9 : 0)
    return fuseRankings(found, { ...query, similarityFloor: 0.77 }, vectors, rank, coverage)
  }
  expect(ids(order(0.86))).toEqual(['said', 'meant', 'other'])
  const sure = order(0.9)
  expect(ids(sure)).toEqual(['meant', 'said', 'other'])
  expect(sure.map(({ score }) => score)).toEqual(sure.map(({ score }) => score).toSorted((a, b) => b - a))
})

test('hits without vectors are ranked by words, and by the similarity they came with', () => {
  const none = new Map<string, Float32Array>()
  expect(ids(fuseRankings([near('a', 0.4), near('b', 0.5)], query, none, () => 0))).toEqual(['b', 'a'])
  expect(ids(fuseRankings([matching('a', 1), matching('b', 2)], query, none, ({ score }) => score))).toEqual(['b', 'a'])
  expect(fuseRankings([], query, none, () => 0)).toEqual([])
})

test('a passage is about a query by its meaning, or by its words where the meaning does not speak against it', () => {
  const judged = [
    [0.6, 0],
    [0.3, 0.45],
    [0, 0.9],
    [0.05, 0.9],
    [0.1, 0.2],
    [0, 0],
  ] as const
  const unrelated = judged.map(([similarity, wordCoverage]) => isUnrelated({ similarity, wordCoverage }))
  expect(unrelated).toEqual([false, false, false, true, true, true])
})

test('what a query is about has nothing of the ways to ask that are known of a model, and is a mean where none are', () => {
  const vector = new Float32Array(384).map((_, at) => Math.sin(at + 1) / Math.sqrt(192))
  const known = { model: 'multilingual-e5-small-q4', vector, similarityFloor: 0.77 }
  const subject = subjectOf(known, undefined)
  expect(dot(subject.vector, subject.vector)).toBeCloseTo(1, 5)
  expect(dot(subject.vector, vector)).toBeLessThan(0.999)
  expect(dot(subjectOf({ ...known, ...subject }, undefined).vector, subject.vector)).toBeCloseTo(1, 5)
  expect(subject.similarityFloor).toBeLessThan(0.77)
  const [one, other] = [new Float32Array([1, 0]), new Float32Array([0, 1])]
  const mean = subjectOf({ model: 'another', vector: one }, other)
  expect(mean).toEqual({ vector: new Float32Array([Math.SQRT1_2, Math.SQRT1_2]), similarityFloor: 0 })
})
