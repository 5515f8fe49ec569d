import { expect, test } from 'bun:test'
import type { Clock } from './abort'
import { AppError } from './errors'
import { createLog } from './log'
import { waitFor } from './retry'

const log = createLog({ service: 'test', level: 'silent' })
const unavailable = () => Promise.reject(new AppError('unavailable', 'no answer'))

/** A clock that moves only by its own pauses. */
function steppedClock(): Clock {
  let now = 0
  return {
    now: () => now,
    async sleep(ms) {
      now += ms
    },
  }
}

test('a store that becomes available in time is opened', async () => {
  let tries = 0
  const open = () => (++tries < 3 ? unavailable() : Promise.resolve('open'))
  expect(await waitFor(open, 60_000, log, steppedClock())).toBe('open')
})

test('a store that stays unavailable fails with its own error, after the time', async () => {
  let tries = 0
  const open = () => {
    tries++
    return unavailable()
  }
  await expect(waitFor(open, 1_600, log, steppedClock())).rejects.toThrow('no answer')
  expect(tries).toBe(4)
  await expect(waitFor(open, 0, log, steppedClock())).rejects.toThrow('no answer')
  expect(tries).toBe(5)
})

test('a store that answers and can not be used is not waited for', async () => {
  let tries = 0
  const open = () => {
    tries++
    return Promise.reject(new Error('broken'))
  }
  await expect(waitFor(open, 60_000, log, steppedClock())).rejects.toThrow('broken')
  expect(tries).toBe(1)
})
