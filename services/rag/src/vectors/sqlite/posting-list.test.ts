import { expect, test } from 'bun:test'
import { postings } from './posting-list'

const idsOf = (ids: number[]): number[] => {
  const found: number[] = []
  postings(ids).each((id) => found.push(id))
  return found
}

test('the ids of common and of rare words come back in order', () => {
  const all = Array.from({ length: 1_000 }, (_, at) => at + 1)
  for (const step of [1, 2, 31, 32, 33, 64, 500]) {
    const ids = all.filter((id) => id % step === 0)
    expect(idsOf(ids)).toEqual(ids)
    expect(postings(ids)).toMatchObject({ length: ids.length, last: ids.at(-1) ?? 0 })
  }
  expect(idsOf([])).toEqual([])
})

test('a word that every chunk holds takes a bit for each of them', () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => at + 1)
  expect(postings(ids).bytes).toBeLessThan(1_300)
  expect(postings([5, 9_000]).bytes).toBe(8)
})
