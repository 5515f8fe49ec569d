import { describe, expect, test } from 'bun:test'
import { codeOf, lookAlikes, type OpenStores, settingsAt } from '../../test/contract-users'

const hourMs = 3_600_000
const token = (jti: string, expiresAtMs = hourMs) => ({ jti, expiresAtMs })
const start = { revokedAtMs: 0, id: '' }

/** What every store of accounts does, with two users throughout. */
export function accountStoreContract(name: string, open: OpenStores) {
  describe(`account store: ${name}`, () => {
    test('each token leads to the next, and is used once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      const second = await accounts.rotate('ann', token('first'), hourMs)
      expect(second).toEqual({ successorJti: expect.stringMatching(/^[0-9a-f-]{36}$/), issuedAtMs: 1_000 })
      clock.ms = 60_000
      const third = await accounts.rotate('ann', token(second.successorJti), hourMs)
      expect(third.successorJti).not.toBe(second.successorJti)
      expect(await codeOf(accounts.rotate('ann', token('first'), hourMs))).toBe('invalid_token')
      expect(await codeOf(accounts.rotate('ann', token(third.successorJti), hourMs))).toBe('invalid_token') // the thief's too
    })

    test('a token used again within 10 s names the same successor, also many times at once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const rotate = () => stores.accounts.rotate('ann', token('first'), hourMs)
      const pairs = await Promise.all(Array.from({ length: 10 }, rotate))
      clock.ms = 10_999
      pairs.push(await rotate())
      expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(1)
      const [pair] = pairs
      await stores.accounts.rotate('ann', token(pair?.successorJti ?? ''), hourMs)
      clock.ms = 11_000
      expect(await codeOf(rotate())).toBe('invalid_token')
    })

    test('a logout ends the family, whichever of its tokens is given and also before its first use', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { accounts } = stores
      const { successorJti } = await accounts.rotate('ann', token('a'), hourMs)
      await accounts.endFamily('ann', token('a'))
      expect(await codeOf(accounts.rotate('ann', token(successorJti), hourMs))).toBe('invalid_token')
      await accounts.endFamily('ann', token('unused'))
      expect(await codeOf(accounts.rotate('ann', token('unused'), hourMs))).toBe('invalid_token')
      await accounts.rotate('ann', token('another'), hourMs)
    })

    test.each(lookAlikes)('a token id of user %j is not that of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { accounts } = stores
      const hers = await accounts.rotate(ann, token('t'), hourMs)
      await accounts.endFamily(bob, token('t'))
      await accounts.endFamily(bob, token(hers.successorJti))
      await accounts.revoke(bob, token('t'))
      await accounts.rotate(ann, token(hers.successorJti), hourMs)
      expect(await codeOf(accounts.rotate(bob, token('t'), hourMs))).toBe('invalid_token')
    })

    test('a family that is over stays so until its last token has expired', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { accounts } = stores
      const { successorJti } = await accounts.rotate('ann', token('first', 20_000), hourMs)
      await accounts.endFamily('ann', token('first', 20_000))
      clock.ms = hourMs - 1
      expect(await accounts.sweepTokens()).toBe(1)
      expect(await codeOf(accounts.rotate('ann', token(successorJti), hourMs))).toBe('invalid_token')
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
