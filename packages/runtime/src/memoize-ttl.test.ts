import { expect, test } from 'bun:test'
import { memoizeTtl } from './memoize-ttl'

test('callers that ask at once share one read, later ones its value', async () => {
  let reads = 0
  const value = memoizeTtl(60_000, async (key) => {
    reads++
    await Bun.sleep(1)
    return key.toUpperCase()
  })
  expect(await Promise.all([value('a'), value('a'), value('b')])).toEqual(['A', 'A', 'B'])
  expect(reads).toBe(2)
  await value('a')
  expect(reads).toBe(2)
})

test('a failure is shared by those who wait and not kept', async () => {
  let reads = 0
  const value = memoizeTtl(60_000, async () => {
    reads++
    if (reads === 1) throw new Error('not now')
    return 'there'
  })
  const failed = await Promise.allSettled([value('a'), value('a')])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await value('a')).toBe('there')
  expect(reads).toBe(2)
})

test('a value that is too old is read again', async () => {
  let reads = 0
  const value = memoizeTtl(1, async () => ++reads)
  await value('a')
  const until = performance.now() + 5_000
  while ((await value('a')) === 1 && performance.now() < until) await Bun.sleep(2)
  expect(await value('a')).toBeGreaterThan(1)
})
