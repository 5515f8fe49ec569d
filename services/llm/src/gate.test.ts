import { expect, test } from 'bun:test'
import { type Gate, gate } from './gate'

const forever = new AbortController().signal

/** Enters once for each name, one place at a time, and tells in which order they came in. */
async function order(doors: Gate, turns: { userId: string; urgent: boolean; name: string }[]): Promise<string[]> {
  const entered: string[] = []
  const leave = await doors.enter({ userId: 'holder', urgent: false }, forever)
  const all = turns.map(async ({ name, ...turn }) => {
    const done = await doors.enter(turn, forever)
    entered.push(name)
    done()
  })
  leave()
  await Promise.all(all)
  return entered
}

const turn = (userId: string, name: string, urgent = false) => ({ userId, name, urgent })

test('users take turns, however much one of them asks for', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 10, queueMs: 1_000 })
  const turns = [turn('ann', 'ann 1'), turn('ann', 'ann 2'), turn('ann', 'ann 3'), turn('bob', 'bob 1'), turn('cy', 'cy 1')]
  expect(await order(doors, turns)).toEqual(['ann 1', 'bob 1', 'cy 1', 'ann 2', 'ann 3'])
  expect([doors.running(), doors.queued()]).toEqual([0, 0])
})

test('the urgent go before the others', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 10, queueMs: 1_000 })
  expect(await order(doors, [turn('ann', 'document'), turn('ann', 'question', true)])).toEqual(['question', 'document'])
})

test('a wait over its bound ends as overloaded, and leaving twice gives one place back', async () => {
  const doors = gate({ runningMax: () => 1, queuedMax: 10, queueMs: 20 })
  const leave = await doors.enter(turn('ann', ''), forever)
  const late = await doors.enter(turn('bob', ''), forever).catch((error: { code: string }) => error.code)
  expect(late).toBe('overloaded')
  leave()
  leave()
  expect([doors.running(), doors.queued()]).toEqual([0, 0])
})
