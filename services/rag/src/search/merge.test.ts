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

const of = (documentId: string, content: string) => {
  const { hit, ...rest } = piece(0, 10, { documentId })
  return { ...rest, hit: { ...hit, content, end: content.length } }
}
const kept = (...contents: string[]) => mergePassages(contents.map((content, at) => of(`d${at}`, content)), 10).length // biome-ignore format: one line reads best

test('copies in other documents are left out, whatever their case, white space and punctuation, and wherever they begin', () => {
  const said = 'The treaty was signed in 1648, and it ended the war.'
  expect(kept(said, said.toUpperCase(), said.replaceAll(' ', '\n'), said.replace(',', ' -'))).toBe(1)
  expect(kept(`Before. ${said} After.`, said)).toBe(1)
  expect(kept(said, `Before. ${said}`)).toBe(2)
})

test.each([
  ['The treaty ended the war in 1648.', 'The treaty ended the war in 1649.'],
  ['Aspirin is safe for children.', 'Aspirin is not safe for children.'],
  ['The dog bites the man.', 'The man bites the dog.'],
  ['It must be heated before it is mixed.', 'It must be heated after it is mixed.'],
  ['The limit holds for x > 0.', 'The limit holds for x < 0.'],
  ['Cool it to -5 degrees.', 'Cool it to 5 degrees.'],
  ['A dose of 1.5 mg is given.', 'A dose of 15 mg is given.'],
  ['C++ has classes.', 'C# has classes.'],
  ['The price is 5 €.', 'The price is 5 $.'],
  ['Das ist schon gut.', 'Das ist schön gut.'],
  ['A drop holds 10⁶ cells.', 'A drop holds 106 cells.'],
  ['You can do it.', 'You can’t do it.'],
  ['cells of ann', 'cells of bob'],
])('%p and %p are two texts, also within a long one', (one, other) => {
  const around = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
  expect(kept(one, other)).toBe(2)
  expect(kept(`${around} ${one} ${around}`, `${around} ${other} ${around}`)).toBe(2)
})

test('what neighbours say together is not said again by copies of them', () => {
  const border = text.indexOf('Sentence', 1_000)
  const [first, second] = [piece(0, border), piece(border, 1_700)]
  const copy = ({ hit, ...rest }: typeof first) => ({
    ...rest,
    hit: { ...hit, documentId: 'copy', chunkId: `copy ${hit.start}` },
  })
  expect(mergePassages([first, copy(first), second, copy(second)], 10)).toHaveLength(1)
})
