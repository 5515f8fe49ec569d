import { expect, test } from 'bun:test'
import type { Job } from '../documents/tasks'
import { fairClaims } from './workers'

/** As many tasks of each user as are asked for, those of ann first. */
const queue = { claim: async (_: number, but: string[] = []) => ({ userId: but.includes('ann') ? 'bob' : 'ann' }) as Job }

test('one user never has all the places, however they are asked for', async () => {
  const claims = fairClaims(queue, 4)
  const jobs = await Promise.all(Array.from({ length: 4 }, () => claims.claim(1)))
  expect(jobs.map((job) => job?.userId)).toEqual(['ann', 'ann', 'ann', 'bob'])
  claims.release('ann')
  expect((await claims.claim(1))?.userId).toBe('ann')
})

test('a place that is lent is free meanwhile', async () => {
  const claims = fairClaims(queue, 2)
  expect((await claims.claim(1))?.userId).toBe('ann')
  const lent = claims.lend('ann')
  expect((await claims.claim(1))?.userId).toBe('ann')
  lent?.[Symbol.dispose]()
  expect((await claims.claim(1))?.userId).toBe('bob')
})

test('one user lends few places, so that those of others are lent too, and all users together a bounded number', () => {
  const claims = fairClaims(queue, 4)
  const lentTo = (userId: string) => Array.from({ length: 10 }, () => claims.lend(userId)).filter(Boolean)
  const [first] = lentTo('ann')
  expect(lentTo('ann')).toEqual([])
  expect(lentTo('bob')).toHaveLength(4)
  first?.[Symbol.dispose]()
  expect(lentTo('ann')).toHaveLength(1)
  const others = Array.from({ length: 100 }, (_, n) => lentTo(`user ${n}`))
  expect(others.flat()).toHaveLength(56)
})

test('a single place is everybody’s, and a claim that fails does not hold up the next', async () => {
  let fails = true
  const failing: typeof queue = {
    claim: async (leaseMs, exceptUsers) => {
      if (fails) throw new Error('away')
      return queue.claim(leaseMs, exceptUsers)
    },
  }
  const claims = fairClaims(failing, 1)
  await expect(claims.claim(1)).rejects.toThrow('away')
  fails = false
  for (let n = 0; n < 3; n += 1) expect((await claims.claim(1))?.userId).toBe('ann')
})
