import { describe, expect, test } from 'bun:test'
import { codeOf, LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'

const HOUR_MS = 3_600_000
const token = (jti: string, expiresAtMs = HOUR_MS) => ({ jti, expiresAtMs })
const lives = { successorMs: HOUR_MS, accessMs: 900_000 }
const start = { revokedAtMs: 0, id: '' }

/** What every store of tokens does, with two users throughout. */
export function tokenStoreContract(name: string, open: OpenStores) {
  describe(`account store: ${name}`, () => {
    test('each token leads to the next, and is used once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { tokens } = stores
      const second = await tokens.rotate('ann', token('first'), lives)
      expect(second).toEqual({
        successorJti: expect.stringMatching(/^[0-9a-f-]{36}$/),
        issuedAtMs: 1_000,
        familyId: expect.stringMatching(/^[\w-]{43}$/),
      })
      clock.ms = 60_000
      const third = await tokens.rotate('ann', token(second.successorJti), lives)
      expect(third.successorJti).not.toBe(second.successorJti)
      expect(await codeOf(tokens.rotate('ann', token('first'), lives))).toBe('invalid_token')
      expect(await codeOf(tokens.rotate('ann', token(third.successorJti), lives))).toBe('invalid_token') // the thief's too
    })

    test('beyond the tokens of an owner no further one is given, until some expire', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { tokens: 3 } })
      const { tokens } = stores
      let jti = 'first'
      for (let n = 0; n < 3; n++) ({ successorJti: jti } = await tokens.rotate('ann', token(jti), lives))
      expect(await codeOf(tokens.rotate('ann', token(jti), lives))).toBe('rate_limited')
      expect(await codeOf(tokens.rotate('bob', token('first'), lives))).toBe('no error')
      await tokens.endFamily('ann', token(jti), 1_000) // a logout goes on
      clock.ms += HOUR_MS
      await tokens.sweepTokens()
      expect(await codeOf(tokens.rotate('ann', token('new', 3 * HOUR_MS), lives))).toBe('no error')
    })

    test('a token used again within 10 s names the same successor, also many times at once', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const rotate = () => stores.tokens.rotate('ann', token('first'), lives)
      const pairs = await Promise.all(Array.from({ length: 10 }, rotate))
      clock.ms = 10_999
      pairs.push(await rotate())
      expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(1)
      const [pair] = pairs
      await stores.tokens.rotate('ann', token(pair?.successorJti ?? ''), lives)
      clock.ms = 11_000
      expect(await codeOf(rotate())).toBe('invalid_token')
    })

    test('a logout ends the family, whichever of its tokens is given and also before its first use', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { tokens } = stores
      const { successorJti } = await tokens.rotate('ann', token('a'), lives)
      await tokens.endFamily('ann', token('a'), 900_000)
      expect(await codeOf(tokens.rotate('ann', token(successorJti), lives))).toBe('invalid_token')
      await tokens.endFamily('ann', token('unused'), 900_000)
      expect(await codeOf(tokens.rotate('ann', token('unused'), lives))).toBe('invalid_token')
      await tokens.rotate('ann', token('another'), lives)
    })

    test('a family that ends is listed as revoked, once, as long as access tokens that name it may be good', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { tokens } = stores
      const stolen = await tokens.rotate('ann', token('stolen'), lives)
      const next = await tokens.rotate('ann', token(stolen.successorJti), lives)
      const ofBob = await tokens.rotate('bob', token('stolen'), lives)
      expect(next.familyId).toBe(stolen.familyId)
      expect(ofBob.familyId).not.toBe(stolen.familyId)
      expect(await tokens.revocations(start, 10)).toEqual([])
      clock.ms = 60_000
      for (let times = 0; times < 2; times++)
        expect(await codeOf(tokens.rotate('ann', token('stolen'), lives))).toBe('invalid_token')
      const listed = { id: stolen.familyId, revokedAtMs: 60_000, expiresAtMs: 960_000 }
      expect(await tokens.revocations(start, 10)).toEqual([listed])
      expect(await tokens.endFamily('bob', token(ofBob.successorJti), 900_000)).toBe(ofBob.familyId)
      expect((await tokens.revocations(start, 10)).map(({ id }) => id).toSorted()).toEqual(
        [stolen.familyId, ofBob.familyId].toSorted(),
      )
      clock.ms = 960_000
      expect(await tokens.revocations(start, 10)).toEqual([])
    })

    test.each(LOOK_ALIKES)('a token id of user %j is not that of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { tokens } = stores
      const hers = await tokens.rotate(ann, token('t'), lives)
      await tokens.endFamily(bob, token('t'), 900_000)
      await tokens.endFamily(bob, token(hers.successorJti), 900_000)
      await tokens.revoke(bob, token('t'))
      await tokens.rotate(ann, token(hers.successorJti), lives)
      expect(await codeOf(tokens.rotate(bob, token('t'), lives))).toBe('invalid_token')
    })

    test('a family that is over stays so until its last token has expired', async () => {
      const clock = { ms: 0 }
      await using stores = await open(settingsAt(clock))
      const { tokens } = stores
      const { successorJti } = await tokens.rotate('ann', token('first', 20_000), lives)
      await tokens.endFamily('ann', token('first', 20_000), 900_000)
      clock.ms = HOUR_MS - 1
      expect(await tokens.sweepTokens()).toBe(2) // the first token, and the family's place in the list
      expect(await codeOf(tokens.rotate('ann', token(successorJti), lives))).toBe('invalid_token')
      clock.ms = HOUR_MS
      expect(await tokens.sweepTokens()).toBe(2)
    })

    test('revoked tokens are listed in their order, page by page, until they expire', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open(settingsAt(clock))
      const { tokens } = stores
      for (const jti of ['a', 'b', 'c']) await tokens.revoke('ann', token(jti, 50_000))
      clock.ms = 2_000
      await tokens.revoke('bob', token('a'))
      await tokens.revoke('bob', token('a'))
      const all = await tokens.revocations(start, 10)
      expect(all.map(({ revokedAtMs }) => revokedAtMs)).toEqual([1_000, 1_000, 1_000, 2_000])
      const first = await tokens.revocations(start, 2)
      expect([...first, ...(await tokens.revocations(first[1] ?? start, 2))]).toEqual(all)
      clock.ms = 50_000
      expect(await tokens.revocations(start, 10)).toEqual(all.slice(3))
      expect(await tokens.sweepTokens()).toBe(3)
    })
  })
}
