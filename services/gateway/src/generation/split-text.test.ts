import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { estimateTokens, splitText } from './split-text'

test('the pieces of a text are the text, each within the limit', () => {
  const texts = fc.array(fc.constantFrom('word ', 'Sentence. ', '\n', '\n\n', '漢字。', '🎓', 'x'.repeat(90), 'é'), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 60 }), (parts, tokensMax) => {
      const text = parts.join('')
      const pieces = splitText(text, tokensMax)
      expect(pieces.join('')).toBe(text)
      for (const piece of pieces) expect(estimateTokens(piece)).toBeLessThanOrEqual(tokensMax)
      expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
    }),
  )
})

test('a text is cut between paragraphs rather than sentences, and between sentences rather than words', () => {
  const paragraphs = 'One two three four five. Six seven.\n\nEight nine ten. Eleven twelve.'
  expect(splitText(paragraphs, 14)).toEqual(['One two three four five. Six seven.\n\n', 'Eight nine ten. Eleven twelve.'])
  expect(splitText('One two three four. Five six seven eight.', 7)).toEqual(['One two three four. ', 'Five six seven eight.'])
  expect(splitText('onetwothree fourfivesix seven', 7)).toEqual(['onetwothree fourfivesix ', 'seven'])
})

test('a million characters are split without delay', () => {
  expect(splitText('lorem ipsum dolor. '.repeat(52_000), 6_000).length).toBeGreaterThan(40)
})
