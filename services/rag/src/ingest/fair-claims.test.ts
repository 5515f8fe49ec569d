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

test('a place that is left for a while is free meanwhile', async () => {
  const claims = fairClaims(queue, 2)
  expect((await claims.claim(1))?.userId).toBe('ann')
  claims.release('ann')
  expect((await claims.claim(1))?.userId).toBe('ann')
  claims.acquire('ann')
  expect((await claims.claim(1))?.userId).toBe('bob')
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
