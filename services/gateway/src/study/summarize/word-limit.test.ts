import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { wordLimit } from './summarize'

const limited = (wordsMax: number, ...pieces: string[]) => {
  const limit = wordLimit(wordsMax)
  return pieces.map((piece) => limit.push(piece)).join('') + limit.flush()
}

test('a text within the limit is left alone', () => {
  expect(limited(5, ' One two. ', 'Three\n\nfour five')).toBe(' One two. Three\n\nfour five')
})

test('a text beyond it ends with the last sentence that fits near the limit', () => {
  expect(limited(10, 'a b c d e f g h i. j k l m.')).toBe('a b c d e f g h i. ')
})

test('without the end of a sentence near the limit it ends behind the last word', () => {
  expect(limited(10, 'a b. c d e f g h i j k l m.')).toBe('a b. c d e f g h i j ')
})

test('there are never more words than the limit, and the result does not depend on how the text is split', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'bc', ' ', '. ', '\n', '! ', '漢'), { maxLength: 60 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, wordsMax) => {
      const whole = limited(wordsMax, text)
      expect(whole.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(wordsMax)
      expect(text.startsWith(whole)).toBe(true)
      expect(limited(wordsMax, ...text)).toBe(whole)
    }),
  )
})
