import { describe, expect, test } from 'bun:test'
import { LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'

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

    test.each(LOOK_ALIKES)('what user %j takes is not counted for %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 0 }))
      await stores.usage.addUsage(bob, amounts)
      expect(await stores.usage.readUsage(ann, '1970-01-01', '1970-12-31')).toEqual([])
    })
  })
}
