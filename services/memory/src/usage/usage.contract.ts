import { describe, expect, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'
import { usageAdder } from '../erasure/erase'

const DAY_MS = 86_400_000
const amounts = { requests: 1, promptTokens: 10, completionTokens: 5, documents: 0, bytes: 3_000_000_000 }

/** What every store of usage does, with two users throughout. */
export function usageStoreContract(name: string, open: OpenStores) {
  describe(`usage store: ${name}`, () => {
    test('fifty that add at once lose nothing, and each day counts for itself', async () => {
      const clock = { ms: DAY_MS - 1 }
      await using stores = await open(settingsAt(clock))
      const { usage } = stores
      const totals = await Promise.all(Array.from({ length: 50 }, () => usage.addUsage('ann', amounts)))
      expect(Math.max(...totals.map(({ requests }) => requests))).toBe(50)
      clock.ms = DAY_MS
      expect(await usage.addUsage('ann', { ...amounts, documents: 2 })).toEqual({ ...amounts, documents: 2, day: '1970-01-02' })
      expect(await usage.readUsage('ann', '1970-01-01', '1970-01-02')).toEqual([
        { day: '1970-01-01', requests: 50, promptTokens: 500, completionTokens: 250, documents: 0, bytes: 150_000_000_000 },
        { ...amounts, documents: 2, day: '1970-01-02' },
      ])
      expect(await usage.readUsage('ann', '1970-01-03', '1970-12-31')).toEqual([])
    })

    test('an erasure leaves the count of its day until midnight, and work of before it counts there too', async () => {
      const clock = { ms: DAY_MS - 2 }
      await using stores = await open(settingsAt(clock))
      const { usage, erasures } = stores
      const add = usageAdder(stores)
      const requestsOf = async (userId: string) =>
        (await usage.readUsage(userId, '1970-01-01', '1970-12-31')).map(({ day, requests }) => [day, requests])
      for (const userId of ['ann', 'bob']) await add(userId, clock.ms, amounts)
      clock.ms = DAY_MS + 10
      for (const userId of ['ann', 'bob']) await add(userId, clock.ms, amounts)
      const { epochMs } = await erasures.beginErasure('ann')
      await add('ann', DAY_MS + 1, amounts) // it ran when the erasure began
      expect(await usage.eraseUsage(ownerKey('ann'))).toEqual({ usageDays: 2, usageDaysKept: 1 })
      await erasures.endErasure('ann', epochMs)
      await add('ann', DAY_MS + 1, amounts) // it ended after the erasure
      expect(await usage.sweepUsage()).toBe(0)
      expect(await requestsOf('ann')).toEqual([['1970-01-02', 3]])
      expect((await add('ann', DAY_MS + 500, amounts)).requests).toBe(4) // of after the erasure
      expect(await usage.eraseUsage(ownerKey('ann'))).toEqual({ usageDays: 1, usageDaysKept: 1 })
      expect((await add('ann', DAY_MS + 500, amounts)).requests).toBe(5)
      await erasures.beginErasure('eve')
      await add('eve', DAY_MS + 1, amounts)
      clock.ms = 2 * DAY_MS
      expect(await usage.sweepUsage()).toBe(2)
      expect([await requestsOf('ann'), await requestsOf('eve')]).toEqual([[['1970-01-02', 1]], []])
      expect(await requestsOf('bob')).toEqual([
        ['1970-01-01', 1],
        ['1970-01-02', 1],
      ])
    })

    test.each(LOOK_ALIKES)('what user %j takes is not counted for %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 0 }))
      await stores.usage.addUsage(bob, amounts)
      expect(await stores.usage.readUsage(ann, '1970-01-01', '1970-12-31')).toEqual([])
    })
  })
}
