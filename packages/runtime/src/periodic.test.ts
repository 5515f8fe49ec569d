import { expect, test } from 'bun:test'
import { periodic } from './periodic'

const log = { warn: () => undefined } as never

/** Pauses that end only when the test says so, or when they are aborted. */
function heldPauses() {
  const asked: number[] = []
  let release = () => {}
  const pause = (ms: number, signal: AbortSignal) => {
    asked.push(ms)
    return new Promise<void>((resolve, reject) => {
      release = resolve
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  const elapse = () => {
    release()
    return settle()
  }
  return { pause, asked, elapse, settle }
}

test('runs again after each pause, also after a failure', async () => {
  const { pause, asked, elapse } = heldPauses()
  let runs = 0
  const work = async () => {
    runs++
    if (runs === 1) throw new Error('a failure')
  }
  await using _ = periodic({ name: 'test', everyMs: 1_000, firstMs: 10, work, log, pause })
  expect(runs).toBe(0)
  await elapse()
  await elapse()
  expect(runs).toBe(2)
  expect(asked).toEqual([10, 1_000, 1_000])
})

test('the pause may change from run to run', async () => {
  const { pause, asked, elapse } = heldPauses()
  const pauses = [10, 60_000, 250]
  await using _ = periodic({ name: 'test', everyMs: () => pauses.shift() ?? 0, work: async () => undefined, log, pause })
  await elapse()
  await elapse()
  expect(asked).toEqual([10, 60_000, 250])
})

test('a trigger ends the pause, and one during a run leads to one more run after the gap', async () => {
  const { pause, asked, elapse, settle } = heldPauses()
  const first = Promise.withResolvers<void>()
  let runs = 0
  const work = async () => {
    runs++
    if (runs === 1) await first.promise
  }
  await using loop = periodic({ name: 'test', everyMs: 1_000, gapMs: 50, work, log, pause })
  loop.trigger()
  await settle()
  expect(runs).toBe(1)
  loop.trigger()
  loop.trigger()
  first.resolve()
  await settle()
  expect(runs).toBe(1)
  await elapse()
  expect(runs).toBe(2)
  await elapse()
  expect(runs).toBe(2)
  expect(asked).toEqual([1_000, 50, 50, 950])
})

test('disposing aborts the run that is under way and waits for it', async () => {
  const { pause, settle } = heldPauses()
  let ended = false
  const work = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        ended = true
        resolve()
      })
    })
  const loop = periodic({ name: 'test', everyMs: 1_000, work, log, pause })
  loop.trigger()
  await settle()
  await loop[Symbol.asyncDispose]()
  expect(ended).toBe(true)
})
