import { expect, test } from 'bun:test'
import { fairSemaphore } from './fair-semaphore'

const NEVER = new AbortController().signal

test('turns go round the users that wait, and nobody is let in twice in a row while others wait', async () => {
  const semaphore = fairSemaphore(1)
  const order: string[] = []
  const pass = async (who: string) => {
    using _place = await semaphore.acquire(who, NEVER)
    order.push(who)
    await Promise.resolve()
  }
  await Promise.all(['ann', 'ann', 'ann', 'bob', 'carl', 'bob'].map(pass))
  expect(order).toEqual(['ann', 'bob', 'ann', 'carl', 'bob', 'ann'])
})

test('as many as there are places are let in at once, and a cancelled waiter gives its turn up', async () => {
  const semaphore = fairSemaphore(2)
  const first = await semaphore.acquire('ann', NEVER)
  const second = await semaphore.acquire('ann', NEVER)
  const stop = new AbortController()
  const cancelled = semaphore.acquire('bob', stop.signal)
  const last = semaphore.acquire('carl', NEVER)
  expect(first.isWanted()).toBe(true)
  stop.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  first[Symbol.dispose]()
  const third = await last
  expect(third.isWanted()).toBe(false)
  second[Symbol.dispose]()
  third[Symbol.dispose]()
  await semaphore.acquire('ann', NEVER)
})
