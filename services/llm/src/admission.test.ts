import { expect, test } from 'bun:test'
import { admission } from './admission'

const forever = new AbortController().signal

test('users take turns, however much one of them asks for', async () => {
  const places = admission({ runningMax: () => 1, queuedMax: 60, queueMs: 1_000 })
  const entered: string[] = []
  const release = await places.acquire('holder', forever)
  const users = [...Array.from({ length: 50 }, () => 'ann'), 'bob', 'cy']
  const all = users.map(async (userId) => {
    const done = await places.acquire(userId, forever)
    entered.push(userId)
    done()
  })
  release()
  await Promise.all(all)
  expect(entered.slice(0, 4)).toEqual(['ann', 'bob', 'cy', 'ann'])
  expect([places.running(), places.queued()]).toEqual([0, 0])
})

test('a wait over its bound ends as overloaded, and leaving twice gives one place back', async () => {
  const places = admission({ runningMax: () => 1, queuedMax: 10, queueMs: 20 })
  const release = await places.acquire('ann', forever)
  const late = await places.acquire('bob', forever).catch((error: { code: string }) => error.code)
  expect(late).toBe('overloaded')
  release()
  release()
  expect([places.running(), places.queued()]).toEqual([0, 0])
})

test('when there is more room, those who wait are let in', async () => {
  let room = 1
  const places = admission({ runningMax: () => room, queuedMax: 10, queueMs: 1_000 })
  await places.acquire('ann', forever)
  const waiting = Promise.all([places.acquire('bob', forever), places.acquire('cy', forever)])
  expect([places.running(), places.queued()]).toEqual([1, 2])
  room = 3
  places.admitWaiting()
  await waiting
  expect([places.running(), places.queued()]).toEqual([3, 0])
})

test('one request of another user is next when a place becomes free', async () => {
  const places = admission({ runningMax: () => 1, queuedMax: 60, queueMs: 1_000 })
  const first = await places.acquire('ann', forever)
  const entered: string[] = []
  const enter = async (userId: string) => {
    const release = await places.acquire(userId, forever)
    entered.push(userId)
    release()
  }
  const all = [...Array.from({ length: 49 }, () => enter('ann')), enter('bob')]
  first()
  await Promise.all(all)
  expect(entered[0]).toBe('bob')
})
