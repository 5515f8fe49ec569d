import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { wordCounter } from './word-counter'

const word = fc.oneof(fc.constantFrom('a', 'b', 'aa', 'ab', 'é', '日本', '0'), fc.string({ minLength: 1 })).map((text) => {
  return text.replaceAll(' ', '_')
})

test('each word is counted as cutting the text into its words would', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), fc.array(word, { maxLength: 60 }), (asked, held) => {
      const counter = wordCounter(asked)
      expect(counter.count(held.join(' '))).toBe(held.length)
      const counts = asked.map((one) => counter.counts[counter.placeOf(one)])
      expect(counts).toEqual(asked.map((one) => held.filter((other) => other === one).length))
    }),
  )
})

test('a text is counted by itself, whatever was counted before it', () => {
  const { count, counts, placeOf } = wordCounter(['tide', 'moon'])
  expect(count('tide tide moon')).toBe(3)
  expect(count('moon')).toBe(1)
  expect([counts[placeOf('tide')], counts[placeOf('moon')]]).toEqual([0, 1])
  expect(count('')).toBe(0)
})

test('words of one hash are told apart', () => {
  const { count, counts, placeOf } = wordCounter(['Aa', 'BB']) // 65 * 31 + 97 = 66 * 31 + 66
  count('BB BB Aa')
  expect([counts[placeOf('Aa')], counts[placeOf('BB')]]).toEqual([1, 2])
})
