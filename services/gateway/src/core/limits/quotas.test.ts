import { beforeEach, describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Amounts, NOTHING, type UsageDay } from '../../account/usage'
import { createDayTotals } from './day-totals'
import { createQuotas, type DailyAmounts } from './quotas'
import { type WhenAway, whenAway } from './store-fallback'

const log = createLog({ service: 'test', level: 'silent' })
const NOON = Date.parse('2030-01-31T12:00:00Z')
const HOUR_MS = 3_600_000

let nowMs = NOON
/** What the log has, by user and day. */
let saved = new Map<string, Partial<Amounts>>()
let unsaved: Partial<Amounts> = {}
let reads = 0
let isAway = false
beforeEach(() => {
  nowMs = NOON
  saved = new Map()
  unsaved = {}
  reads = 0
  isAway = false
})

const usage = {
  async read(day: string, _: string, { userId }: { userId: string }): Promise<UsageDay[]> {
    reads++
    await Bun.sleep(1)
    if (isAway) throw new AppError('unavailable', 'Away.')
    const amounts = saved.get(`${userId} ${day}`)
    return amounts ? [{ day, ...NOTHING, ...amounts }] : []
  },
}

function open(daily: Partial<DailyAmounts>, choice: WhenAway = 'local') {
  const now = () => nowMs
  const totals = createDayTotals({ usage, ask: whenAway('usage', choice, log), now })
  const meter = { unsaved: () => ({ ...NOTHING, ...unsaved }) }
  return { ...createQuotas({ daily: { tokens: 0, documents: 0, bytes: 0, ...daily }, totals, meter, now }), totals }
}
const [ann, bob] = [callerOf('ann'), callerOf('bob')]

describe('tokens', () => {
  test('are judged by what all gateways have saved and what this one has counted since', async () => {
    const { judgeTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 60, completionTokens: 20 })
    expect(await judgeTokens(ann)).toEqual({ name: 'tokens', max: 100, seconds: 86_400, remaining: 20, resetMs: 12 * HOUR_MS })
    unsaved = { completionTokens: 20 }
    expect(await failureOf(judgeTokens(ann))).toMatchObject({
      code: 'quota_exceeded',
      retryAfterMs: 12 * HOUR_MS,
      standing: { name: 'tokens', remaining: 0 },
    })
    expect(reads).toBe(1)
  })

  test('of another gateway are heard of within seconds, those of this one at once', async () => {
    const { judgeTokens, totals } = open({ tokens: 100 })
    expect(await judgeTokens(ann)).toMatchObject({ remaining: 100 })
    totals.heard('ann', { day: '2030-01-31', ...NOTHING, promptTokens: 30 })
    expect(await judgeTokens(ann)).toMatchObject({ remaining: 70 })
    saved.set('ann 2030-01-31', { promptTokens: 150 })
    nowMs += 5_000
    expect(await failureOf(judgeTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
  })

  test('are there again on the next day', async () => {
    const { judgeTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 100 })
    expect(await failureOf(judgeTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
    nowMs += 12 * HOUR_MS
    expect(await judgeTokens(ann)).toMatchObject({ remaining: 100, resetMs: 24 * HOUR_MS })
  })

  test('of a user are not taken by another, and many who ask at once ask the log once', async () => {
    const { judgeTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 100 })
    const [refused, ...passed] = await Promise.all([
      failureOf(judgeTokens(ann)),
      judgeTokens(bob),
      judgeTokens(bob),
      judgeTokens(bob),
    ])
    expect(refused).toMatchObject({ code: 'quota_exceeded' })
    expect(passed.every((standing) => standing?.remaining === 100)).toBe(true)
    expect(reads).toBe(2)
  })

  test('without a quota nobody asks the log', async () => {
    const { judgeTokens, hold } = open({})
    expect(await judgeTokens(ann)).toBeUndefined()
    using held = await hold(ann)
    held.takeBytes(1e12)
    expect(reads).toBe(0)
  })
})

describe('while the log is away', () => {
  test('`local` judges by what this gateway knows', async () => {
    const { judgeTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 60 })
    await judgeTokens(ann)
    isAway = true
    nowMs += HOUR_MS
    unsaved = { completionTokens: 15 }
    expect(await judgeTokens(ann)).toMatchObject({ remaining: 25 })
    unsaved = { completionTokens: 40 }
    expect(await failureOf(judgeTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
  })

  test('`allow` lets everybody through, and `refuse` nobody', async () => {
    isAway = true
    expect(await open({ tokens: 1 }, 'allow').judgeTokens(ann)).toBeUndefined()
    expect(await failureOf(open({ tokens: 1 }, 'refuse').judgeTokens(ann))).toMatchObject({ code: 'unavailable' })
  })
})

describe('uploads', () => {
  test('that come at once share what is left, and one that fails gives its part back', async () => {
    const { hold } = open({ documents: 5 })
    saved.set('ann 2030-01-31', { documents: 2 })
    const holds = await Promise.allSettled(Array.from({ length: 20 }, () => hold(ann)))
    const taken = holds.filter((result) => result.status === 'fulfilled').map(({ value }) => value)
    expect(taken).toHaveLength(3)
    expect(await failureOf(hold(ann))).toMatchObject({ code: 'quota_exceeded', standing: { name: 'documents', max: 5 } })
    taken[0]?.[Symbol.dispose]()
    using _again = await hold(ann)
    expect(await failureOf(hold(ann))).toMatchObject({ code: 'quota_exceeded' })
    using _other = await hold(bob)
  })

  test('are ended at the first byte that is too many', async () => {
    const { hold } = open({ bytes: 100 })
    using one = await hold(ann)
    using two = await hold(ann)
    one.takeBytes(60)
    two.takeBytes(40)
    expect(() => two.takeBytes(1)).toThrow("left of today's bytes")
    expect(await failureOf(hold(ann))).toMatchObject({ standing: { name: 'bytes', remaining: 0 } })
  })
})
