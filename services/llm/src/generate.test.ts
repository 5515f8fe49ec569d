import { expect, test } from 'bun:test'
import { lineEnds } from './generate'

test('every way of cutting a text into pieces gives the same line ends', () => {
  const text = 'a\r\nb\rc\n\r\n\r\rd\r'
  for (let first = 0; first <= text.length; first++) {
    for (let second = first; second <= text.length; second++) {
      const normalise = lineEnds()
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)]
      expect(pieces.map(normalise).join('')).toBe('a\nb\nc\n\n\n\nd\n')
    }
  }
})
