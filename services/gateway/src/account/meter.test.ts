import { afterEach, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import type { Caller } from '../core/caller'
import { type Amounts, createMeter, type Meter, NOTHING } from './usage'

const log = createLog({ service: 'test', level: 'silent' })
const calls: { userId: string; amounts: Partial<Amounts>; acceptedAtMs: number | undefined }[] = []
/** What the log has by user, as the service would add it up. */
const totals = new Map<string, number>()
let failure: AppError | undefined
let failuresLeft = Number.POSITIVE_INFINITY
const usage = {
  async add(amounts: Partial<Amounts>, { userId, acceptedAtMs }: Caller) {
    await Bun.sleep(1)
    calls.push({ userId, amounts, acceptedAtMs })
    if (failure) {
      const thrown = failure
      if (failuresLeft-- <= 0) failure = undefined
      throw thrown
    }
    totals.set(userId, (totals.get(userId) ?? 0) + (amounts.requests ?? 0))
    return { day: '2030-01-31', ...NOTHING, requests: totals.get(userId) ?? 0 }
  },
}
let meter: Meter | undefined
const open = (parts: Partial<Parameters<typeof createMeter>[0]> = {}) => {
  meter = createMeter({ usage, log, everyMs: 1_000_000, ...parts })
  return meter
}
afterEach(async () => {
  failure = undefined
  failuresLeft = Number.POSITIVE_INFINITY
  await meter?.end()
  calls.length = 0
  totals.clear()
})

test('what a user takes is added up, and saved by one call', async () => {
  const heard: [string, number][] = []
  const { count, save, unsaved } = open({ now: () => 7, onSaved: (userId, { requests }) => heard.push([userId, requests]) })
  for (let n = 0; n < 1_000; n++) count({ userId: 'ann' }, { requests: 1, bytes: 3 })
  count({ userId: 'bob' }, { promptTokens: 5 })
  expect(unsaved('ann')).toEqual({ ...NOTHING, requests: 1_000, bytes: 3_000 })
  await save('ann')
  expect(calls).toEqual([{ userId: 'ann', amounts: { ...NOTHING, requests: 1_000, bytes: 3_000 }, acceptedAtMs: 7 }])
  expect(heard).toEqual([['ann', 1_000]])
  expect([unsaved('ann'), unsaved('bob')]).toEqual([NOTHING, { ...NOTHING, promptTokens: 5 }])
})

test('counts are saved by themselves after a while', async () => {
  open({ everyMs: 5 }).count({ userId: 'ann' }, { requests: 1 })
  const until = performance.now() + 10_000
  while (!totals.has('ann') && performance.now() < until) await Bun.sleep(2)
  expect(totals.get('ann')).toBe(1)
})

test('what is counted while a call runs is neither lost nor sent twice', async () => {
  const { count, save, unsaved } = open()
  count({ userId: 'ann' }, { requests: 1 })
  const first = save('ann')
  count({ userId: 'ann' }, { requests: 1 })
  expect(unsaved('ann').requests).toBe(2)
  await Promise.all([first, save('ann'), save('ann')])
  expect(totals.get('ann')).toBe(2)
  expect(calls).toHaveLength(2)
})

test('the end saves everything, also what the log was not there to take before', async () => {
  const { count, save, end } = open()
  for (let n = 0; n < 500; n++) count({ userId: `user ${n}` }, { requests: 1 })
  failure = new AppError('unavailable', 'Away.')
  await save('user 0')
  count({ userId: 'user 0' }, { requests: 1 })
  failuresLeft = 3
  await end()
  expect([...totals.values()].reduce((sum, requests) => sum + requests, 0)).toBe(501)
  expect(totals.get('user 0')).toBe(2)
})

test('what may have been added, or belongs to a user who was erased, is not sent again', async () => {
  for (const code of ['timeout', 'failed_precondition'] as const) {
    calls.length = 0
    const { count, save, end } = open()
    failure = new AppError(code, 'No.')
    count({ userId: 'ann' }, { requests: 1 })
    await save('ann')
    failure = undefined
    await end()
    expect(calls).toHaveLength(1)
  }
})

test('counts go with the time of the oldest request among them, whenever its work ended', async () => {
  const { count, save } = open()
  count({ userId: 'ann', acceptedAtMs: 9 }, { requests: 1 })
  count({ userId: 'ann', acceptedAtMs: 5 }, { completionTokens: 7 })
  count({ userId: 'ann', acceptedAtMs: 8 }, { requests: 1 })
  await save('ann')
  expect(calls.map(({ acceptedAtMs }) => acceptedAtMs)).toEqual([5])
})

test('the counts that wait are bounded', async () => {
  const { count, end } = open({ usersMax: 3 })
  for (let n = 0; n < 10; n++) count({ userId: `user ${n % 5}` }, { requests: 1 })
  await end()
  expect([...totals.entries()].sort()).toEqual([
    ['user 0', 2],
    ['user 1', 2],
    ['user 2', 2],
  ])
})
