import { expect, test } from 'bun:test'
import { textPieces } from './store'

test('a text comes in small pieces that divide no character', async () => {
  const text = 'x語é\u{1f600}\ufeff'.repeat(60_000)
  const bytes = Buffer.from(text)
  for (const size of [bytes.length, 262_144, 1_000]) {
    const source = (async function* () {
      for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
    })()
    const pieces = await Array.fromAsync(textPieces(source))
    expect(pieces.join('')).toBe(text)
    expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThanOrEqual(32_772)
    expect(pieces.every((piece) => piece.isWellFormed() && piece !== '')).toBe(true)
  }
})

test('a text is read from any place, in whole characters', async () => {
  const text = 'x語é\u{1f600}\ufeff'.repeat(40)
  const bytes = Buffer.from(text)
  for (const size of [1, 7, bytes.length]) {
    const source = () =>
      (async function* () {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
      })()
    for (let from = 0; from <= text.length + 1; from++) {
      const isDivided = /[\udc00-\udfff]/.test(text.charAt(from))
      expect((await Array.fromAsync(textPieces(source(), from))).join('')).toBe(text.slice(isDivided ? from + 1 : from))
    }
  }
})
