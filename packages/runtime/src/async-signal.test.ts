import { expect, test } from 'bun:test'
import { createAsyncSignal } from './async-signal'

const NEVER = new AbortController().signal
const HOUR_MS = 3_600_000

test('a notification wakes the waiting caller, and one without a waiting caller wakes the next', async () => {
  const wakeUp = createAsyncSignal()
  const waiting = wakeUp.wait(HOUR_MS, NEVER)
  wakeUp.notify()
  await waiting
  wakeUp.notify()
  await wakeUp.wait(HOUR_MS, NEVER)
  const third = wakeUp.wait(HOUR_MS)
  await new Promise((resolve) => setImmediate(resolve))
  expect(Bun.peek.status(third)).toBe('pending')
  wakeUp.notify()
  await third
})

test('a wait ends when its time is over or its signal aborts', async () => {
  const wakeUp = createAsyncSignal()
  await wakeUp.wait(1, NEVER)
  const stop = new AbortController()
  const waiting = wakeUp.wait(HOUR_MS, stop.signal)
  stop.abort()
  await waiting
  await wakeUp.wait(HOUR_MS, stop.signal)
})
