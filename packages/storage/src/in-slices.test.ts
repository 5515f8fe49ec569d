import { expect, test } from 'bun:test'
import { setImmediate } from 'node:timers/promises'
import { timeSlices } from './in-slices'

test('two long works take turns, one slice a round of the event loop', async () => {
  const next = timeSlices()
  const order: string[] = []
  const work = async (name: string) => {
    for (let n = 0; n < 3; n++) {
      await next()
      order.push(name)
    }
  }
  const rounds = async () => {
    for (let n = 0; n < 50; n++) {
      await setImmediate()
      order.push('-')
    }
  }
  await Promise.all([work('a'), work('b'), rounds()])
  expect(order.filter((name) => name !== '-').join('')).toBe('ababab')
  expect(order.join('')).not.toMatch(/[ab]{2}/)
})
