import { expect, test } from 'bun:test'
import type { Clock } from './abort'
import { AppError } from './errors'
import { exponentialPauses, retry, retryStream } from './retry'

const unavailable = () => new AppError('unavailable', 'The service does not answer.')
const open = () => new AbortController().signal

/** A clock that moves only by its own pauses. */
function steppedClock(): Clock & { pauses: number[] } {
  const pauses: number[] = []
  let now = 0
  return {
    pauses,
    now: () => now,
    async sleep(ms) {
      pauses.push(ms)
      now += ms
    },
  }
}

test('work that fails for a moment is tried again after each pause', async () => {
  const clock = steppedClock()
  const work = async (count: number) => {
    if (count < 2) throw unavailable()
    return count
  }
  expect(await retry(work, { signal: open(), pausesMs: [15, 45], clock })).toBe(2)
  expect(clock.pauses).toEqual([15, 45])
})

test('the last failure is thrown when the tries, the time or the patience for such an error end', async () => {
  const failing = (error: unknown) => async () => {
    throw error
  }
  const clock = steppedClock()
  const options = { signal: open(), pausesMs: [10] as [number], clock }
  await expect(retry(failing(unavailable()), { ...options, retriesMax: 3 })).rejects.toMatchObject({ code: 'unavailable' })
  expect(clock.pauses).toEqual([10, 10, 10])
  await expect(retry(failing(unavailable()), { ...options, retriesMax: 99, withinMs: 25 })).rejects.toThrow()
  expect(clock.pauses).toHaveLength(5)
  await expect(retry(failing(new AppError('not_found', 'There is none.')), options)).rejects.toMatchObject({ code: 'not_found' })
  await expect(retry(failing(new Error('a bug')), options)).rejects.toThrow('a bug')
  expect(clock.pauses).toHaveLength(5)
})

test('an abort ends a pause at once, and no try follows it', async () => {
  const caller = new AbortController()
  let tries = 0
  const work = async () => {
    tries++
    throw unavailable()
  }
  const ended = retry(work, { signal: caller.signal, pausesMs: [60_000] })
  await new Promise((resolve) => setImmediate(resolve))
  caller.abort()
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  expect(tries).toBe(1)
})

test('what runs before a pause may end the retries', async () => {
  const onRetry = async () => {
    throw new AppError('cancelled', 'The lease is lost.')
  }
  const ended = retry(() => Promise.reject(unavailable()), { signal: open(), pausesMs: [1], onRetry })
  await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
})

test('a stream is opened again only until its first item', async () => {
  let opened = 0
  async function* items() {
    opened++
    if (opened === 1) throw unavailable()
    yield opened
    throw unavailable()
  }
  const got: number[] = []
  const read = async () => {
    for await (const item of retryStream(items, { signal: open(), pausesMs: [1, 1] })) got.push(item)
  }
  await expect(read()).rejects.toMatchObject({ code: 'unavailable' })
  expect(got).toEqual([2])
})

test('exponential pauses double up to the longest', () => {
  expect(exponentialPauses(100, 1_500)).toEqual([100, 200, 400, 800, 1_500])
  expect(exponentialPauses(100, 100)).toEqual([100])
})
