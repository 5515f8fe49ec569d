import { expect, test } from 'bun:test'
import { setImmediate } from 'node:timers/promises'
import { timeSlices } from './time-slices'

const never = new AbortController().signal
/** Time that only passes when it is looked at: a slice is over after a few looks. */
const clock = (stepMs: number) => {
  let ms = 0
  return () => {
    ms += stepMs
    return ms
  }
}

test('two long works take turns, one slice a round of the event loop', async () => {
  const order: string[] = []
  const work = async (name: string) => {
    const pause = timeSlices(never, clock(10))
    for (let n = 0; n < 3; n++) {
      await pause()
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

test('steps that fit into a slice share it', async () => {
  const order: string[] = []
  const work = async () => {
    const pause = timeSlices(never, clock(1))
    for (let n = 0; n < 6; n++) {
      await pause()
      order.push('a')
    }
  }
  const rounds = async () => {
    for (let n = 0; n < 10; n++) {
      await setImmediate()
      order.push('-')
    }
  }
  await Promise.all([work(), rounds()])
  expect(order.join('')).toMatch(/^-*aaa-+aaa-*$/)
})

test('work whose caller has left ends at its next pause', async () => {
  const left = new AbortController()
  const pause = timeSlices(left.signal)
  await pause()
  left.abort(new Error('left'))
  expect(pause()).rejects.toThrow('left')
})
