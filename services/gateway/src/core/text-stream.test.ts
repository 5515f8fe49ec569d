import { expect, test } from 'bun:test'
import { byteStream } from './large-answer'

test('others are served between the large pieces of a stream', async () => {
  let turns = 0
  let counting = true
  const count = () => {
    turns++
    if (counting) setImmediate(count)
  }
  setImmediate(count)
  async function* pieces() {
    for (let piece = 0; piece < 50; piece++) yield new Uint8Array(65_536)
  }
  for await (const _ of byteStream(pieces()));
  counting = false
  expect(turns).toBeGreaterThanOrEqual(49)
})
