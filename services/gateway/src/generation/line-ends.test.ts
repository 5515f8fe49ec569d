import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { lineEnds } from './line-ends'

test('CR LF and CR become LF, however the text is split', () => {
  const texts = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', ' '), { maxLength: 20 })
  fc.assert(
    fc.property(texts, (pieces) => {
      const ends = lineEnds()
      const out = pieces.map((piece) => ends.push(piece)).join('') + ends.flush()
      expect(out).toBe(pieces.join('').replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
    }),
  )
})

test('nothing but a CR at the end of a piece is held back', () => {
  const ends = lineEnds()
  expect([ends.push('a\r'), ends.push('b\n'), ends.push('\r'), ends.push('\n'), ends.flush()]).toEqual([
    'a',
    '\nb\n',
    '',
    '\n',
    '',
  ])
})
