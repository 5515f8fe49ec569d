import { expect, test } from 'bun:test'
import { metadataFilter } from './metadata-filter'

const metadata = JSON.parse(
  '{"course":"bio","year":2024,"done":true,"tags":["a","b"],"from":"2024-03-01","book":{"title":"Cells","pages":12},"__proto__":{"x":1}}',
)
const fits = (filter: unknown) => metadataFilter(JSON.stringify(filter))(metadata)

test('a field has the value, or holds it in a list', () => {
  expect(fits({ course: 'bio' })).toBe(true)
  expect(fits({ course: 'Bio' })).toBe(false)
  expect(fits({ year: '2024' })).toBe(false)
  expect(fits({ done: true, year: 2024 })).toBe(true)
  expect(fits({ done: true, year: 2023 })).toBe(false)
  expect(fits({ tags: 'b' })).toBe(true)
  expect(fits({ tags: { in: ['x', 'a'] } })).toBe(true)
  expect(fits({ course: { in: ['x', 'y'] } })).toBe(false)
  expect(fits({ missing: 'x' })).toBe(false)
  expect(fits({})).toBe(true)
})

test('ranges are of numbers or of text, and mix with nothing else', () => {
  expect(fits({ year: { gte: 2024, lt: 2025 } })).toBe(true)
  expect(fits({ year: { gt: 2024 } })).toBe(false)
  expect(fits({ from: { gte: '2024-02-28', lte: '2024-03-01' } })).toBe(true)
  expect(fits({ year: { gt: '0' } })).toBe(false)
  expect(fits({ done: { gte: 0 } })).toBe(false)
})

test('dots lead into objects, and into no prototype', () => {
  expect(fits({ 'book.title': 'Cells', 'book.pages': { lt: 13 } })).toBe(true)
  expect(fits({ 'book.title.length': 5 })).toBe(false)
  expect(fits({ 'constructor.name': 'Object' })).toBe(false)
  expect(fits({ 'tags.length': 2 })).toBe(false)
})

test('what is no filter is refused with the field that is wrong', () => {
  const wrong = [
    '[]',
    '1',
    'null',
    '{',
    '{"a":null}',
    '{"a":{}}',
    '{"a":[1]}',
    '{"a":{"$gt":1}}',
    '{"a":{"__proto__":1}}',
    '{"a":{"toString":1}}',
    '{"a":{"in":[]}}',
    '{"a":{"in":"x"}}',
    '{"a":{"gt":true}}',
    '{"a..b":1}',
    '{"":1}',
    JSON.stringify(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [n, n]))),
    JSON.stringify({ a: 'x'.repeat(5_000) }),
    JSON.stringify({ ['x'.repeat(129)]: 1 }),
  ]
  for (const json of wrong) expect(() => metadataFilter(json)).toThrow(/^filter: /)
})
