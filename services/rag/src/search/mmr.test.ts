import { expect, test } from 'bun:test'
import { chunk } from '../vectors/store.contract'
import type { Ranked } from './fuse'
import { mmr } from './fuse'

const ranked = (chunkId: string, score: number): Ranked => {
  const { embedding: _, words, ...rest } = chunk(chunkId, { chunkId })
  return { hit: { ...rest, words: words.join(' '), score }, score, similarity: 0 }
}
const list = [ranked('a', 1), ranked('like a', 0.95), ranked('other', 0.9), ranked('bare', 0.6)]
const vectors = new Map([
  ['a', Float32Array.of(1, 0)],
  ['like a', Float32Array.of(1, 0)],
  ['other', Float32Array.of(0, 1)],
])
const ids = (diversity: number, count: number) => mmr(list, vectors, { diversity, count }).map(({ hit }) => hit.chunkId)

test('the next one is good and unlike those before it, and nothing is lost', () => {
  expect(ids(0, 4)).toEqual(['a', 'like a', 'other', 'bare'])
  expect(ids(0.3, 4)).toEqual(['a', 'other', 'bare', 'like a'])
  expect(ids(0.3, 2)).toEqual(['a', 'other', 'like a', 'bare'])
  expect(ids(0.01, 4)).toEqual(['a', 'like a', 'other', 'bare'])
})
