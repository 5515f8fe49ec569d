import { expect, test } from 'bun:test'
import { coalesce } from './coalesce'

const settled = <T>(works: Promise<T>[]) => Promise.allSettled(works)

test('calls that arrive together share a batch, and each gets its own outcome', async () => {
  const batches: number[][] = []
  const add = coalesce<number, number>({
    gapMs: 0,
    itemsMax: 3,
    run: async (items) => {
      batches.push(items)
      return settled(items.map((item) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item * 10))))
    },
  })
  expect(
    (await settled([1, 2, 3, 4].map(add))).map((outcome) => ('value' in outcome ? outcome.value : String(outcome.reason))),
  ).toEqual([10, 'Error: two', 30, 40])
  expect(batches).toEqual([[1, 2, 3], [4]])
})

test('calls that arrive during a batch form the next one, one batch at a time', async () => {
  let [running, most, batches] = [0, 0, 0]
  const first = Promise.withResolvers<void>()
  const add = coalesce<number, number>({
    gapMs: 0,
    itemsMax: 1_000,
    run: async (items) => {
      most = Math.max(most, ++running)
      batches++
      await first.promise
      running--
      return settled(items.map((item) => Promise.resolve(item)))
    },
  })
  const results = [add(0)]
  while (running === 0) await new Promise((resolve) => setImmediate(resolve))
  results.push(...Array.from({ length: 100 }, (_, n) => add(n + 1)))
  first.resolve()
  expect(await Promise.all(results)).toHaveLength(101)
  expect([most, batches]).toEqual([1, 2])
})

test('a batch that fails fails its calls, and the next one runs', async () => {
  let fails = true
  const add = coalesce<string, string>({
    gapMs: 0,
    itemsMax: 10,
    run: async (items) => {
      if (fails) throw new Error('away')
      return settled(items.map((item) => Promise.resolve(item)))
    },
  })
  expect((await settled([add('a'), add('b')])).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await add('c')).toBe('c')
})

test('a slow store gets smaller batches, and larger ones again when it is quick', async () => {
  const clock = { ms: 0, batchMs: 100 }
  const sizes: number[] = []
  const add = coalesce<number, number>({
    gapMs: 0,
    itemsMax: 400,
    slowMs: 10,
    now: () => clock.ms,
    run: async (items) => {
      sizes.push(items.length)
      clock.ms += clock.batchMs
      return settled(items.map((item) => Promise.resolve(item)))
    },
  })
  const all = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => add(n)))
  await all(1_000)
  expect(sizes).toEqual([400, 200, 100, 50, 50, 50, 50, 50, 50])
  clock.batchMs = 1
  sizes.length = 0
  await all(1_000)
  expect(sizes).toEqual([50, 100, 200, 400, 250])
})
