import { describe, expect, test } from 'bun:test'
import { codeOf, lookAlikes, type OpenStores, settingsAt } from '../../test/contract-users'

const hourMs = 3_600_000
const token = (jti: string, expiresAtMs = hourMs) => ({ jti, expiresAtMs })
const lives = { successorMs: hourMs, accessMs: 900_000 }
const start = { revokedAtMs: 0, id: '' }

/** What every store of accounts does, with two users throughout. */
export function accountStoreContract(name: string, open: OpenStores) {
  describe(`account store: ${name}`, () => {
    test('each token leads to the next, and is used once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      const second = await accounts.rotate('ann', token('first'), lives)
      expect(second).toEqual({
        successorJti: expect.stringMatching(/^[0-9a-f-]{36}$/),
        issuedAtMs: 1_000,
        familyId: expect.stringMatching(/^[\w-]{43}$/),
      })
      clock.ms = 60_000
      const third = await accounts.rotate('ann', token(second.successorJti), lives)
      expect(third.successorJti).not.toBe(second.successorJti)
      expect(await codeOf(accounts.rotate('ann', token('first'), lives))).toBe('invalid_token')
      expect(await codeOf(accounts.rotate('ann', token(third.successorJti), lives))).toBe('invalid_token') // the thief's too
    })

    test('a token used again within 10 s names the same successor, also many times at once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const rotate = () => stores.accounts.rotate('ann', token('first'), lives)
      const pairs = await Promise.all(Array.from({ length: 10 }, rotate))
      clock.ms = 10_999
      pairs.push(await rotate())
      expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(1)
      const [pair] = pairs
      await stores.accounts.rotate('ann', token(pair?.successorJti ?? ''), lives)
      clock.ms = 11_000
      expect(await codeOf(rotate())).toBe('invalid_token')
    })

    test('a logout ends the family, whichever of its tokens is given and also before its first use', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { accounts } = stores
      const { successorJti } = await accounts.rotate('ann', token('a'), lives)
      await accounts.endFamily('ann', token('a'), 900_000)
      expect(await codeOf(accounts.rotate('ann', token(successorJti), lives))).toBe('invalid_token')
      await accounts.endFamily('ann', token('unused'), 900_000)
      expect(await codeOf(accounts.rotate('ann', token('unused'), lives))).toBe('invalid_token')
      await accounts.rotate('ann', token('another'), lives)
    })

    test('a family that ends is listed as revoked, once, as long as access tokens that name it may be good', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      const stolen = await accounts.rotate('ann', token('stolen'), lives)
      const next = await accounts.rotate('ann', token(stolen.successorJti), lives)
      const ofBob = await accounts.rotate('bob', token('stolen'), lives)
      expect(next.familyId).toBe(stolen.familyId)
      expect(ofBob.familyId).not.toBe(stolen.familyId)
      expect(await accounts.revocations(start, 10)).toEqual([])
      clock.ms = 60_000
      for (let times = 0; times < 2; times++)
        expect(await codeOf(accounts.rotate('ann', token('stolen'), lives))).toBe('invalid_token')
      const listed = { id: stolen.familyId, revokedAtMs: 60_000, expiresAtMs: 960_000 }
      expect(await accounts.revocations(start, 10)).toEqual([listed])
      expect(await accounts.endFamily('bob', token(ofBob.successorJti), 900_000)).toBe(ofBob.familyId)
      expect((await accounts.revocations(start, 10)).map(({ id }) => id).toSorted()).toEqual(
        [stolen.familyId, ofBob.familyId].toSorted(),
      )
      clock.ms = 960_000
      expect(await accounts.revocations(start, 10)).toEqual([])
    })

    test.each(lookAlikes)('a token id of user %j is not that of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { accounts } = stores
      const hers = await accounts.rotate(ann, token('t'), lives)
      await accounts.endFamily(bob, token('t'), 900_000)
      await accounts.endFamily(bob, token(hers.successorJti), 900_000)
      await accounts.revoke(bob, token('t'))
      await accounts.rotate(ann, token(hers.successorJti), lives)
      expect(await codeOf(accounts.rotate(bob, token('t'), lives))).toBe('invalid_token')
    })

    test('a family that is over stays so until its last token has expired', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      const { successorJti } = await accounts.rotate('ann', token('first', 20_000), lives)
      await accounts.endFamily('ann', token('first', 20_000), 900_000)
      clock.ms = hourMs - 1
      expect(await accounts.sweepTokens()).toBe(2) // the first token, and the family's place in the list
      expect(await codeOf(accounts.rotate('ann', token(successorJti), lives))).toBe('invalid_token')
      clock.ms = hourMs
      expect(await accounts.sweepTokens()).toBe(2)
    })

    test('revoked tokens are listed in their order, page by page, until they expire', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      for (const jti of ['a', 'b', 'c']) await accounts.revoke('ann', token(jti, 50_000))
      clock.ms = 2_000
      await accounts.revoke('bob', token('a'))
      await accounts.revoke('bob', token('a'))
      const all = await accounts.revocations(start, 10)
      expect(all.map(({ revokedAtMs }) => revokedAtMs)).toEqual([1_000, 1_000, 1_000, 2_000])
      const first = await accounts.revocations(start, 2)
      expect([...first, ...(await accounts.revocations(first[1] ?? start, 2))]).toEqual(all)
      clock.ms = 50_000
      expect(await accounts.revocations(start, 10)).toEqual(all.slice(3))
      expect(await accounts.sweepTokens()).toBe(3)
    })
  })
}
