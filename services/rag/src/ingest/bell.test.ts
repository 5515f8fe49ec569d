import { expect, test } from 'bun:test'
import { createBell } from './bell'

const NEVER = new AbortController().signal
const HOUR_MS = 3_600_000

test('a ring wakes who waits, and one that nobody waited for wakes the next', async () => {
  const bell = createBell()
  const waiting = bell.wait(HOUR_MS, NEVER)
  bell.ring()
  await waiting
  bell.ring()
  await bell.wait(HOUR_MS, NEVER)
  expect(
    await Promise.race([bell.wait(HOUR_MS, AbortSignal.timeout(200)).then(() => 'rang'), Bun.sleep(20).then(() => 'quiet')]),
  ).toBe('quiet')
})

test('a wait ends when its time is over or its signal aborts', async () => {
  const bell = createBell()
  await bell.wait(1, NEVER)
  const stop = new AbortController()
  const waiting = bell.wait(HOUR_MS, stop.signal)
  stop.abort()
  await waiting
  await bell.wait(HOUR_MS, stop.signal)
})
