import { describe, expect, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'
import { DIGEST_AGAIN_MS, DIGEST_LEASE_MS } from './store'

/** What every queue of digests does, with two users throughout. */
export function digestQueueContract(name: string, open: OpenStores) {
  describe(`digest queue: ${name}`, () => {
    test('one is claimed once, the one that has waited longest first, and again when its lease is over', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { digests } = stores
      await digests.addDigest('ann', 's1')
      clock.ms = 1_001
      await digests.addDigest('bob', 's1')
      await digests.addDigest('ann', 's1')
      expect(await digests.claimDigests(1)).toEqual([{ userId: 'ann', sessionId: 's1', claim: 2 }])
      expect(await digests.claimDigests(5)).toEqual([{ userId: 'bob', sessionId: 's1', claim: 1 }])
      expect(await digests.claimDigests(5)).toEqual([])
      clock.ms += DIGEST_LEASE_MS
      expect(await digests.claimDigests(5)).toHaveLength(2)
    })

    test('one that is done is gone, unless it was asked for again meanwhile', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { digests } = stores
      await digests.addDigest('ann', 's1')
      const [first] = await digests.claimDigests(5)
      await digests.addDigest('ann', 's1')
      expect(await digests.claimDigests(5)).toEqual([])
      await digests.endDigest('ann', 's1', { claim: first?.claim ?? 0, again: false })
      const [second] = await digests.claimDigests(5)
      expect(second).toEqual({ userId: 'ann', sessionId: 's1', claim: 2 })
      await digests.endDigest('bob', 's1', { claim: 2, again: false })
      await digests.endDigest('ann', 's1', { claim: 2, again: false })
      await digests.endDigest('ann', 's1', { claim: 2, again: false })
      clock.ms += DIGEST_LEASE_MS
      expect(await digests.claimDigests(5)).toEqual([])
    })

    test('one that could not be made now waits for a while', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { digests } = stores
      await digests.addDigest('ann', 's1')
      const [{ claim = 0 } = {}] = await digests.claimDigests(5)
      await digests.endDigest('ann', 's1', { claim, again: true })
      expect(await digests.claimDigests(5)).toEqual([])
      clock.ms += DIGEST_AGAIN_MS
      expect(await digests.claimDigests(5)).toHaveLength(1)
    })

    test('several that claim at once share what there is', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      for (let n = 0; n < 20; n++) await stores.digests.addDigest('ann', `s${n}`)
      const shares = await Promise.all(Array.from({ length: 8 }, () => stores.digests.claimDigests(4)))
      const ids = shares.flat().map(({ sessionId }) => sessionId)
      expect(new Set(ids).size).toBe(20)
      expect(ids).toHaveLength(20)
    })

    test.each(LOOK_ALIKES)('what goes of user %j leaves that of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { digests } = stores
      for (const sessionId of ['s1', 's2']) for (const user of [ann, bob]) await digests.addDigest(user, sessionId)
      await digests.forgetDigest(bob, 's1')
      await digests.eraseDigests(ownerKey(bob))
      const left = await digests.claimDigests(5)
      expect(left.map(({ userId, sessionId }) => [userId, sessionId]).toSorted()).toEqual([
        [ann, 's1'],
        [ann, 's2'],
      ])
    })
  })
}
