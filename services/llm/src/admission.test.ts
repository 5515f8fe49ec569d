import { expect, test } from 'bun:test'
import { gate } from './admission'

const forever = new AbortController().signal

test('users take turns, however much one of them asks for', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 60, queueMs: 1_000 })
  const entered: string[] = []
  const leave = await doors.enter('holder', forever)
  const users = [...Array.from({ length: 50 }, () => 'ann'), 'bob', 'cy']
  const all = users.map(async (userId) => {
    const done = await doors.enter(userId, forever)
    entered.push(userId)
    done()
  })
  leave()
  await Promise.all(all)
  expect(entered.slice(0, 4)).toEqual(['ann', 'bob', 'cy', 'ann'])
  expect([doors.running(), doors.queued()]).toEqual([0, 0])
})

test('a wait over its bound ends as overloaded, and leaving twice gives one place back', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 10, queueMs: 20 })
  const leave = await doors.enter('ann', forever)
  const late = await doors.enter('bob', forever).catch((error: { code: string }) => error.code)
  expect(late).toBe('overloaded')
  leave()
  leave()
  expect([doors.running(), doors.queued()]).toEqual([0, 0])
})

test('when there is more room, those who wait are let in', async () => {
  let room = 1
  const doors = gate({ runningMax: () => room, queuedMax: 10, queueMs: 1_000 })
  await doors.enter('ann', forever)
  const waiting = Promise.all([doors.enter('bob', forever), doors.enter('cy', forever)])
  expect([doors.running(), doors.queued()]).toEqual([1, 2])
  room = 3
  doors.widen()
  await waiting
  expect([doors.running(), doors.queued()]).toEqual([3, 0])
})

test('one request of another user is next when a place becomes free', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 60, queueMs: 1_000 })
  const first = await doors.enter('ann', forever)
  const entered: string[] = []
  const enter = async (userId: string) => {
    const leave = await doors.enter(userId, forever)
    entered.push(userId)
    leave()
  }
  const all = [...Array.from({ length: 49 }, () => enter('ann')), enter('bob')]
  first()
  await Promise.all(all)
  expect(entered[0]).toBe('bob')
})
