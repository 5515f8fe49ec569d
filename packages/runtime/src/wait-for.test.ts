import { expect, test } from 'bun:test'
import { AppError } from './errors'
import { createLog } from './log'
import { untilReached } from './wait-for'

const log = createLog({ service: 'test', level: 'silent' })
const away = () => Promise.reject(new AppError('unavailable', 'away'))

test('a store that comes back in time is opened', async () => {
  let tries = 0
  const open = () => (++tries < 3 ? away() : Promise.resolve('open'))
  expect(await untilReached(open, 60_000, log)).toBe('open')
})

test('a store that does not come back fails as it would at once', async () => {
  await expect(untilReached(away, 600, log)).rejects.toThrow('away')
  await expect(untilReached(away, 0, log)).rejects.toThrow('away')
})

test('a store that is there and can not be used is not waited for', async () => {
  let tries = 0
  const open = () => {
    tries += 1
    return Promise.reject(new Error('broken'))
  }
  await expect(untilReached(open, 60_000, log)).rejects.toThrow('broken')
  expect(tries).toBe(1)
})
