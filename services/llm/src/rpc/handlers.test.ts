import { expect, test } from 'bun:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { batchDeltas } from './handlers'

const HOUR_MS = 3_600_000

test('what comes together leaves together, what comes later does not wait for it', async () => {
  async function* parts() {
    yield* [1, 2, 3]
    for (let turns = 0; turns < 5; turns++) await nextTurn()
    yield 4
  }
  expect(await Array.fromAsync(batchDeltas(parts()))).toEqual([[1, 2, 3], [4]])
})

test('parts that may be late leave together, at once when the last one has come or when there are many', async () => {
  async function* slow() {
    for (const part of [1, 2, 3]) {
      yield part
      for (let turns = 0; turns < 5; turns++) await nextTurn()
    }
  }
  expect(await Array.fromAsync(batchDeltas(slow(), { lateMs: HOUR_MS }))).toEqual([[1, 2, 3]])
  async function* endless() {
    while (true) {
      yield 'x'.repeat(10_000)
      await nextTurn()
    }
  }
  const batches = batchDeltas(endless(), { sizeOf: (part) => part.length, lateMs: HOUR_MS })
  for (let batch = 0; batch < 3; batch++) expect((await batches.next()).value?.join('').length).toBe(20_000)
  await batches.return(undefined)
})

test('a part waits for the next one no longer than it may be late', async () => {
  const stop = Promise.withResolvers<void>()
  async function* stalled() {
    yield 1
    await stop.promise
  }
  const batches = batchDeltas(stalled(), { lateMs: 1 })
  expect(await batches.next()).toEqual({ done: false, value: [1] })
  stop.resolve()
  expect((await batches.next()).done).toBe(true)
})

test('a slow consumer holds back the producer', async () => {
  let made = 0
  async function* endless() {
    while (true) yield made++
  }
  const batches = batchDeltas(endless())
  await batches.next()
  for (let turns = 0; turns < 5; turns++) await nextTurn()
  expect(made).toBeLessThan(1_000)
  await batches.return(undefined)
})

test('a batch ends with the part that makes it large, so that a reader that stops costs little', async () => {
  async function* endless() {
    while (true) yield 'x'.repeat(1_000)
  }
  const batches = batchDeltas(endless(), { sizeOf: (part) => part.length })
  for (let batch = 0; batch < 3; batch++) expect((await batches.next()).value?.join('').length).toBeLessThanOrEqual(17_000)
  await batches.return(undefined)
})

test('parts before a failure come first, and the failure once', async () => {
  async function* failing() {
    yield 1
    throw new Error('broken')
  }
  const seen: number[][] = []
  const read = async () => {
    for await (const batch of batchDeltas(failing())) seen.push(batch)
  }
  expect(await read().catch((error: Error) => error.message)).toBe('broken')
  expect(seen).toEqual([[1]])
})

test('a consumer that leaves ends the producer', async () => {
  const stop = new AbortController()
  let ended = false
  async function* waiting() {
    try {
      yield 1
      await new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason)))
    } finally {
      ended = true
    }
  }
  for await (const _ of batchDeltas(waiting())) {
    stop.abort()
    break
  }
  expect(ended).toBe(true)
})
