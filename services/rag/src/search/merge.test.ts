import { expect, test } from 'bun:test'
import { chunk } from '../vectors/store.contract'
import { mergePassages } from './merge'

const text = Array.from({ length: 400 }, (_, at) => `Sentence ${'abcdefgh'[at % 8]}${at} of the text.`).join(' ')

const piece = (start: number, end: number, rest: Partial<ReturnType<typeof chunk>> = {}) => {
  const { embedding: _, words, ...hit } = chunk(text.slice(start, end), { start, end, ordinal: start, ...rest })
  return { hit: { ...hit, words: words.join(' '), score: 0 }, score: 1 - start / 10_000, similarity: 0.5 }
}
const places = (pieces: ReturnType<typeof piece>[], count = 10) =>
  mergePassages(pieces, count).map(({ hit }) => [hit.start, hit.end])

test('neighbours become one passage that is the text from its start to its end', () => {
  for (const pieces of [
    [piece(0, 1_000), piece(800, 1_700)],
    [piece(800, 1_700), piece(0, 1_000)],
    [piece(0, 1_000), piece(1_000, 1_700)],
    [piece(600, 1_000), piece(0, 700), piece(950, 1_500)],
  ]) {
    const [passage, ...others] = mergePassages(pieces, 10)
    expect(others).toEqual([])
    expect(passage?.hit.content).toBe(text.slice(passage?.hit.start, passage?.hit.end))
    expect([passage?.hit.start, passage?.hit.chunkId]).toEqual([0, pieces[0]?.hit.chunkId])
  }
})

test('what does not touch, is on another page or in another version, and what would be too long, stays apart', () => {
  expect(places([piece(0, 1_000), piece(1_001, 1_700)])).toHaveLength(2)
  expect(places([piece(0, 1_000), piece(800, 1_700, { page: 2 })])).toHaveLength(2)
  expect(places([piece(0, 1_000), piece(800, 1_700, { version: 2 })])).toHaveLength(2)
  expect(places([piece(0, 1_000), piece(800, 1_700), piece(1_600, 2_600)])).toEqual([
    [0, 1_700],
    [1_600, 2_600],
  ])
})

test('a place is not given to a piece that one before holds already', () => {
  expect(places([piece(0, 1_000), piece(300, 900)])).toEqual([[0, 1_000]])
  expect(places([piece(0, 1_000), piece(800, 1_900), piece(1_300, 2_100)])).toEqual([[0, 1_900]])
  expect(places([piece(0, 1_000), piece(1_500, 2_000), piece(3_000, 3_500), piece(2_000, 2_300)], 2)).toEqual([
    [0, 1_000],
    [1_500, 2_000],
  ])
})

test('copies in other documents are left out, but not texts that differ in a number', () => {
  const letter = (name: string, sum: string) =>
    `Dear ${name}, ${Array.from({ length: 60 }, (_, at) => `x${'abcdefghij'[at % 10]}y${'klmnopqrst'[Math.floor(at / 10)]}`).join(' ')} ${sum}.`
  const of = (documentId: string, content: string) => {
    const { hit, ...rest } = piece(0, 10, { documentId })
    return { ...rest, hit: { ...hit, content, end: content.length } }
  }
  const kept = (...contents: string[]) => mergePassages(contents.map((content, at) => of(`d${at}`, content)), 10).length // biome-ignore format: one line reads best
  expect(kept(letter('Ann', '100'), letter('Ann', '100').toUpperCase(), letter('Bob', '100'))).toBe(1)
  expect(kept(letter('Ann', '100'), letter('Ann', '101'))).toBe(2)
  expect(kept('cells of ann', 'cells of bob')).toBe(2)
})
