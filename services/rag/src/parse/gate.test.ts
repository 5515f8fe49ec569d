import { expect, test } from 'bun:test'
import { createGate } from './gate'

const NEVER = new AbortController().signal

test('who waits is let in in turn, and nobody twice in a row while others wait', async () => {
  const gate = createGate(1)
  const order: string[] = []
  const pass = async (who: string) => {
    using _place = await gate.enter(who, NEVER)
    order.push(who)
    await Promise.resolve()
  }
  await Promise.all(['ann', 'ann', 'ann', 'bob', 'carl', 'bob'].map(pass))
  expect(order).toEqual(['ann', 'bob', 'ann', 'carl', 'ann', 'bob'])
})

test('as many as there are places are let in at once, and who is cancelled gives the turn up', async () => {
  const gate = createGate(2)
  const first = await gate.enter('ann', NEVER)
  const second = await gate.enter('ann', NEVER)
  const stop = new AbortController()
  const cancelled = gate.enter('bob', stop.signal)
  const last = gate.enter('carl', NEVER)
  stop.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  first[Symbol.dispose]()
  const third = await last
  second[Symbol.dispose]()
  third[Symbol.dispose]()
  await gate.enter('ann', NEVER)
})
