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

test('a token is a half of what is neither ASCII nor without blanks, and a whole pair of surrogates', () => {
  expect(estimateTokens('abcdefg')).toBe(2)
  expect(estimateTokens('Клетка')).toBe(3)
  expect(estimateTokens('学习ภาษา한')).toBe(7)
  expect(estimateTokens('🎓\u{20000}\u{1d400}')).toBe(3)
  expect(estimateTokens('\ud800\ud800\udc00')).toBe(2)
})

test('the last border of a long piece counts, however far from its end', () => {
  const piece = `${'word '.repeat(700)}${'x'.repeat(1_500)}`
  expect(splitText(`${piece}${'y'.repeat(5_000)}`, Math.floor(piece.length / 3.5))[0]).toBe('word '.repeat(700))
  expect(splitText(`${piece}.\n\n${piece}`, 2_000)[0]).toBe(`${piece}.\n\n`)
})

test('a million characters are split without delay', () => {
  expect(splitText('lorem ipsum dolor. '.repeat(52_000), 6_000).length).toBeGreaterThan(40)
})
