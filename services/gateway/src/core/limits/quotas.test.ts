import { beforeEach, describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Amounts, NOTHING, type UsageDay } from '../../account/usage'
import { type StoreFallback, storeFallback } from './limits'
import { createDayTotals, createQuotas, type DailyAmounts } from './quotas'

const log = createLog({ service: 'test', level: 'silent' })
const NOON = Date.parse('2030-01-31T12:00:00Z')
const HOUR_MS = 3_600_000

let nowMs = NOON
/** Contents of the log by user and day. */
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

function open(daily: Partial<DailyAmounts>, choice: StoreFallback = 'local') {
  const now = () => nowMs
  const totals = createDayTotals({ usage, ask: storeFallback('usage', choice, log), now })
  const meter = { unsaved: () => ({ ...NOTHING, ...unsaved }) }
  return { ...createQuotas({ daily: { tokens: 0, documents: 0, bytes: 0, ...daily }, totals, meter, now }), totals }
}
const [ann, bob] = [callerOf('ann'), callerOf('bob')]

describe('tokens', () => {
  test('are judged by what all gateways have saved and what this one has counted since', async () => {
    const { checkTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 60, completionTokens: 20 })
    expect(await checkTokens(ann)).toEqual({ name: 'tokens', max: 100, seconds: 86_400, remaining: 20, resetMs: 12 * HOUR_MS })
    unsaved = { completionTokens: 20 }
    expect(await failureOf(checkTokens(ann))).toMatchObject({
      code: 'quota_exceeded',
      retryAfterMs: 12 * HOUR_MS,
      limitStatus: { name: 'tokens', remaining: 0 },
    })
    expect(reads).toBe(1)
  })

  test('of another gateway are heard of within seconds, those of this one at once', async () => {
    const { checkTokens, totals } = open({ tokens: 100 })
    expect(await checkTokens(ann)).toMatchObject({ remaining: 100 })
    totals.noteSaved('ann', { day: '2030-01-31', ...NOTHING, promptTokens: 30 })
    expect(await checkTokens(ann)).toMatchObject({ remaining: 70 })
    saved.set('ann 2030-01-31', { promptTokens: 150 })
    nowMs += 5_000
    expect(await failureOf(checkTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
  })

  test('are there again on the next day', async () => {
    const { checkTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 100 })
    expect(await failureOf(checkTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
    nowMs += 12 * HOUR_MS
    expect(await checkTokens(ann)).toMatchObject({ remaining: 100, resetMs: 24 * HOUR_MS })
  })

  test('of a user are not taken by another, and many who ask at once ask the log once', async () => {
    const { checkTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 100 })
    const [refused, ...passed] = await Promise.all([
      failureOf(checkTokens(ann)),
      checkTokens(bob),
      checkTokens(bob),
      checkTokens(bob),
    ])
    expect(refused).toMatchObject({ code: 'quota_exceeded' })
    expect(passed.every((limitStatus) => limitStatus?.remaining === 100)).toBe(true)
    expect(reads).toBe(2)
  })

  test('without a quota nobody asks the log', async () => {
    const { checkTokens, hold } = open({})
    expect(await checkTokens(ann)).toBeUndefined()
    using held = await hold(ann)
    held.takeBytes(1e12)
    expect(reads).toBe(0)
  })
})

describe('tokens of what runs', () => {
  test('are held by an estimate: of twenty that ask at once one is let in, and others stay', async () => {
    const { checkTokens, holdTokens } = open({ tokens: 400 })
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => holdTokens(ann, 450)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await failureOf(checkTokens(ann))).toMatchObject({
      code: 'quota_exceeded',
      retryAfterMs: 1_000,
      limitStatus: { name: 'tokens', remaining: 0 },
    })
    expect(await checkTokens(bob)).toMatchObject({ remaining: 400 })
    for (const hold of asked) if (hold.status === 'fulfilled') hold.value[Symbol.dispose]()
    expect(await checkTokens(ann)).toMatchObject({ remaining: 400 })
  })

  test('are judged again by what the prompt takes, and what has begun is finished', async () => {
    const { checkTokens, holdTokens } = open({ tokens: 1_000 })
    using first = await holdTokens(ann, 100)
    using second = await holdTokens(ann, 100)
    const run = await first.begin(2_000)
    expect(await failureOf(second.begin(10))).toMatchObject({ code: 'quota_exceeded' })
    const later = await first.begin(500)
    unsaved = { promptTokens: 800 }
    run.end(800)
    later.end(0)
    expect(await checkTokens(ann)).toMatchObject({ remaining: 1_000 - 800 - 100 }) // the second one's estimate is held
  })

  test('that are counted are held no more, and a run that takes more than its estimate holds more', async () => {
    const { checkTokens, holdTokens } = open({ tokens: 1_000 })
    const remaining = async () => (await checkTokens(ann))?.remaining
    const hold = await holdTokens(ann, 300)
    expect(await remaining()).toBe(700)
    const run = await hold.begin(200)
    expect(await remaining()).toBe(700)
    run.raise(500)
    expect(await remaining()).toBe(500)
    unsaved = { completionTokens: 250 }
    run.end(250)
    expect(await remaining()).toBe(1_000 - 250 - 50)
    const last = await hold.begin(100)
    hold[Symbol.dispose]()
    expect(await remaining()).toBe(1_000 - 250 - 100) // its run goes on for a moment after the client has gone
    last.end(0)
    expect(await remaining()).toBe(750)
  })

  test('are not held where there is no quota', async () => {
    const { holdTokens } = open({})
    using hold = await holdTokens(ann, 1e12)
    ;(await hold.begin(1e12)).end(0)
    expect(reads).toBe(0)
  })
})

describe('while the log is away', () => {
  test('`local` judges by what this gateway knows', async () => {
    const { checkTokens } = open({ tokens: 100 })
    saved.set('ann 2030-01-31', { promptTokens: 60 })
    await checkTokens(ann)
    isAway = true
    nowMs += HOUR_MS
    unsaved = { completionTokens: 15 }
    expect(await checkTokens(ann)).toMatchObject({ remaining: 25 })
    unsaved = { completionTokens: 40 }
    expect(await failureOf(checkTokens(ann))).toMatchObject({ code: 'quota_exceeded' })
  })

  test('`allow` lets everybody through, and `refuse` nobody', async () => {
    isAway = true
    expect(await open({ tokens: 1 }, 'allow').checkTokens(ann)).toBeUndefined()
    expect(await failureOf(open({ tokens: 1 }, 'refuse').checkTokens(ann))).toMatchObject({ code: 'unavailable' })
  })
})

describe('uploads', () => {
  test('that come at once share what is left, and one that fails gives its part back', async () => {
    const { hold } = open({ documents: 5 })
    saved.set('ann 2030-01-31', { documents: 2 })
    const holds = await Promise.all(Array.from({ length: 20 }, () => hold(ann)))
    const codes = holds.map((held, n) => codeOf(() => held.takeDocument(`document ${n}`)))
    expect(codes.slice(0, 4)).toEqual(['no error', 'no error', 'no error', 'quota_exceeded'])
    expect(codes.filter((code) => code === 'no error')).toHaveLength(3)
    holds[0]?.[Symbol.dispose]()
    using next = await hold(ann)
    next.takeDocument('one more')
    using last = await hold(ann)
    expect(() => last.takeDocument('one too many')).toThrow("left of today's documents")
    using other = await hold(bob)
    other.takeDocument('of bob')
    saved.set('eve 2030-01-31', { documents: 5 })
    expect(await failureOf(hold({ ...ann, userId: 'eve' }))).toMatchObject({ limitStatus: { name: 'documents', max: 5 } })
  })

  test('of the same document at once hold one', async () => {
    const { hold } = open({ documents: 1 })
    const holds = await Promise.all(Array.from({ length: 20 }, () => hold(ann)))
    for (const held of holds) held.takeDocument('the same')
    for (const held of holds.slice(1)) held[Symbol.dispose]()
    using other = await hold(ann)
    expect(() => other.takeDocument('another')).toThrow("left of today's documents")
    holds[0]?.[Symbol.dispose]()
    other.takeDocument('another')
  })

  test('are ended at the first byte that is too many', async () => {
    const { hold } = open({ bytes: 100 })
    using one = await hold(ann)
    using two = await hold(ann)
    one.takeBytes(60)
    two.takeBytes(40)
    expect(() => two.takeBytes(1)).toThrow("left of today's bytes")
    expect(await failureOf(hold(ann))).toMatchObject({ limitStatus: { name: 'bytes', remaining: 0 } })
  })
})

function codeOf(work: () => void): unknown {
  try {
    work()
    return 'no error'
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}
