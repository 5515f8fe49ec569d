import { describe, expect, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { codeOf, LOOK_ALIKES, type OpenStores, settingsAt } from '../../test/contract-users'
import { openKey, registerKey } from './store'

const key = (text: string, change: object = {}) => ({
  keyId: `id-${text}`,
  key: `ck_${text}`.padEnd(79, 'x'),
  name: `for ${text}`,
  scopes: ['documents:publish', 'other'],
  expiresInMs: 0,
  ...change,
})
const secretOf = (text: string) => key(text).key

/** What every store of API keys does, with two users throughout. */
export function keyStoreContract(name: string, open: OpenStores) {
  describe(`store of API keys: ${name}`, () => {
    test('a key finds its user, until it is deleted', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { keys } = stores
      const shown = { keyId: 'id-a', name: 'for a', scopes: ['documents:publish', 'other'], createdAtMs: 1_000, expiresAtMs: 0 }
      expect(await registerKey(keys, 'ann', key('a'), 1_000)).toEqual(shown)
      await registerKey(keys, 'bob', key('b', { scopes: [] }), 1_000)
      expect(await openKey(keys, secretOf('a'))).toMatchObject({ userId: 'ann', key: shown })
      expect(await openKey(keys, secretOf('b'))).toMatchObject({ userId: 'bob', key: { scopes: [] } })
      expect(await keys.listKeys(ownerKey('ann'))).toEqual([shown])
      await keys.deleteKey(ownerKey('ann'), 'id-a')
      expect(await codeOf(openKey(keys, secretOf('a')))).toBe('not_found')
      expect(await codeOf(keys.deleteKey(ownerKey('ann'), 'id-a'))).toBe('not_found')
      expect(await keys.listKeys(ownerKey('ann'))).toEqual([])
      expect((await openKey(keys, secretOf('b'))).userId).toBe('bob')
    })

    test('nothing that is stored gives the key or the user away', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      await registerKey(stores.keys, 'CANARY-ann', key('CANARY-a', { name: 'n' }), 1_000)
      const hash = new Bun.CryptoHasher('sha256').update(secretOf('CANARY-a')).digest('base64url')
      const stored = await stores.keys.findKey(hash)
      expect(stored).toBeDefined()
      expect(JSON.stringify({ ...stored, keyId: '' })).not.toContain('CANARY')
    })

    test('the same key again changes nothing, and is refused with other properties or for another user', async () => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { keys } = stores
      const first = await registerKey(keys, 'ann', key('a'), 1_000)
      expect(await registerKey(keys, 'ann', key('a'), 2_000)).toEqual(first)
      expect(await keys.listKeys(ownerKey('ann'))).toEqual([first])
      for (const change of [{ name: 'other' }, { scopes: [] }, { expiresInMs: 1_000 }])
        expect(await codeOf(registerKey(keys, 'ann', key('a', change), 2_000))).toBe('conflict')
      expect(await codeOf(registerKey(keys, 'bob', key('a'), 2_000))).toBe('conflict')
    })

    test('a key expires, and then makes room', async () => {
      const clock = { ms: 1_000 }
      await using stores = await open({ ...settingsAt(clock), ownerLimits: { keys: 2 } })
      const { keys } = stores
      await registerKey(keys, 'ann', key('a', { expiresInMs: 500 }), clock.ms)
      await registerKey(keys, 'ann', key('b'), clock.ms)
      expect(await codeOf(registerKey(keys, 'ann', key('c'), clock.ms))).toBe('conflict')
      expect(await codeOf(registerKey(keys, 'bob', key('d'), clock.ms))).toBe('no error')
      clock.ms = 1_499
      expect((await openKey(keys, secretOf('a'))).key.expiresAtMs).toBe(1_500)
      clock.ms = 1_500
      expect(await codeOf(openKey(keys, secretOf('a')))).toBe('not_found')
      expect((await keys.listKeys(ownerKey('ann'))).map(({ keyId }) => keyId)).toEqual(['id-b'])
      await registerKey(keys, 'ann', key('c'), clock.ms)
      expect(await keys.sweepKeys()).toBe(1)
      expect(await keys.sweepKeys()).toBe(0)
    })

    test('many that are made at once are never more than one may have', async () => {
      await using stores = await open({ ...settingsAt({ ms: 1_000 }), ownerLimits: { keys: 3 } })
      const made = Array.from({ length: 10 }, (_, n) => codeOf(registerKey(stores.keys, 'ann', key(`k${n}`), 1_000)))
      const codes = await Promise.all(made)
      const left = await stores.keys.listKeys(ownerKey('ann'))
      expect(left.length).toBeLessThanOrEqual(3)
      expect(codes.filter((code) => code === 'no error')).toHaveLength(left.length)
    })

    test.each(LOOK_ALIKES)('user %j has no hand in a key of %j', async (bob, ann) => {
      await using stores = await open(settingsAt({ ms: 1_000 }))
      const { keys } = stores
      await registerKey(keys, ann, key('a'), 1_000)
      expect(await keys.listKeys(ownerKey(bob))).toEqual([])
      expect(await codeOf(keys.deleteKey(ownerKey(bob), 'id-a'))).toBe('not_found')
      expect(await keys.eraseKeys(ownerKey(bob))).toBe(0)
      expect((await openKey(keys, secretOf('a'))).userId).toBe(ann)
      expect(await keys.eraseKeys(ownerKey(ann))).toBe(1)
      expect(await codeOf(openKey(keys, secretOf('a')))).toBe('not_found')
    })
  })
}
