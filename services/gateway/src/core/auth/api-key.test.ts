import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { requestOf, testApp, tokenFor } from '../../../test/fakes/use-cases'
import { apiKeyMaker, isApiKey, keyVerifier } from './api-key'

const OLD = 'the secret before, of 32 bytes or more'
const NEW = 'the secret of now, with 32 bytes or more'
const maker = apiKeyMaker([NEW, OLD])
const { keyId, key } = maker.make(undefined)

describe('a key', () => {
  test('has an id of its own, and is known as genuine by its MAC alone', () => {
    expect(key).toMatch(/^ck_[A-Za-z0-9_-]{76}$/)
    expect(key.slice(3, 23)).toBe(keyId)
    expect(isApiKey(key)).toBe(true)
    expect(maker.isGenuine(key)).toBe(true)
    expect(maker.make(undefined).key).not.toBe(key)
  })

  test('made with the secret of before is genuine, with another it is not', () => {
    expect(maker.isGenuine(apiKeyMaker([OLD]).make(undefined).key)).toBe(true)
    expect(maker.isGenuine(apiKeyMaker(['another secret, of 32 bytes or more']).make(undefined).key)).toBe(false)
  })

  test('changed in any one character is forged', () => {
    for (let at = 3; at < key.length; at++) {
      const changed = `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`
      expect([at, maker.isGenuine(changed)]).toEqual([at, false])
    }
  })

  test.each(['', 'ck_', 'ck_x', key.slice(0, -1), `${key}A`, `${key} `, key.toUpperCase(), key.slice(3), `ck_${'é'.repeat(76)}`])(
    'is not %j',
    (text) => expect(maker.isGenuine(text)).toBe(false),
  )

  test('of the same seed is the same one, and nobody can make it without the secret', () => {
    expect(maker.make('seed')).toEqual(maker.make('seed'))
    expect(maker.make('seed').key).not.toBe(maker.make('other').key)
    expect(maker.make('seed').key).not.toBe(apiKeyMaker([OLD]).make('seed').key)
  })
})

/** An app whose registry knows one key, and counts how often it is asked. */
function appWithKey(scopes: string[] = [], expiresAtMs: number | null = null) {
  let lookUps = 0
  const asked: string[] = []
  const verifyKey = keyVerifier({
    isGenuine: maker.isGenuine,
    async find(found) {
      lookUps++
      if (found !== key) throw new AppError('not_found', 'There is no API key with this id.')
      return { userId: 'ann', scopes, expiresAtMs }
    },
    tagOf: () => 'tag',
  })
  const app = testApp(
    {
      sessions: new Proxy({} as never, {
        get:
          (_, name) =>
          (...args: { userId?: string }[]) => {
            asked.push(`${String(name)} ${args.at(-1)?.userId}`)
            return Promise.resolve({ sessions: [], total: 0, nextCursor: null })
          },
      }),
    },
    { verifyKey },
  )
  const ask = async (
    path: string,
    { token = key, method = 'GET', body }: { token?: string; method?: string; body?: unknown } = {},
  ) => {
    const request = await requestOf(`http://localhost${path}`, { method, body, headers: { authorization: `Bearer ${token}` } })
    const answer = await app.handle(request)
    return { status: answer.status, headers: answer.headers, body: (await answer.json().catch(() => ({}))) as { code?: string } }
  }
  return { ask, asked, lookUps: () => lookUps }
}

describe('a request with a key', () => {
  test('is its user’s, and costs one look-up', async () => {
    const { ask, asked, lookUps } = appWithKey()
    expect((await ask('/ai/sessions')).status).toBe(200)
    expect(asked).toEqual(['list ann'])
    expect(lookUps()).toBe(1)
  })

  test('that is forged costs no look-up, one that was deleted costs one', async () => {
    const { ask, lookUps } = appWithKey()
    const forged = await ask('/ai/sessions', { token: `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` })
    expect([forged.status, forged.body.code, lookUps()]).toEqual([401, 'invalid_token', 0])
    expect(forged.headers.get('www-authenticate')).toContain('error="invalid_token"')
    const deleted = await ask('/ai/sessions', { token: maker.make(undefined).key })
    expect([deleted.status, deleted.body.code, lookUps()]).toEqual([401, 'invalid_token', 1])
  })

  test('makes no keys and no tokens, and does not erase its user, however the path is spelled', async () => {
    const { ask } = appWithKey(['documents:publish'])
    const forbidden = [
      ['POST', '/auth/keys', { name: 'a' }],
      ['GET', '/auth/keys'],
      ['DELETE', '/auth/keys/k1'],
      ['POST', '/auth/logout', { refresh_token: 'x' }],
      ['POST', '/auth/refresh', { refresh_token: 'x' }],
      ['DELETE', '/ai/me'],
      ['DELETE', '/ai/me/'],
      ['GET', '/auth/keys/'],
    ] as const
    for (const [method, path, body] of forbidden) {
      const { status, body: answer, headers } = await ask(path, { method, body })
      expect([method, path, status, answer.code]).toEqual([method, path, 403, 'insufficient_scope'])
      expect(headers.get('www-authenticate')).toContain('insufficient_scope')
    }
    for (const [method, path] of [
      ['GET', '/%61uth/keys'],
      ['GET', '/Auth/keys'],
      ['GET', '//auth/keys'],
      ['GET', '/ai/../auth/keys'],
      ['DELETE', '/ai/%6de'],
      ['DELETE', '/ai/me//'],
    ] as const)
      expect([403, 404, 405]).toContain((await ask(path, { method })).status)
    expect((await ask('/ai/me/export')).status).toBe(200)
  })

  test('has the scopes of the key alone', async () => {
    const upload = { content: 'x', filename: 'a.txt', metadata: { public: true } }
    const publish = async (scopes: string[]) =>
      (await appWithKey(scopes).ask('/ai/upload', { method: 'POST', body: upload })).status
    expect([await publish([]), await publish(['documents:publish'])]).toEqual([403, 200])
  })
})

describe('making a key', () => {
  const create = async (body: unknown) => {
    const made: unknown[] = []
    const app = testApp({
      apiKeys: {
        list: async () => [],
        delete: async () => {},
        async create(wanted, maker) {
          made.push(wanted, [...maker.scopes])
          return { keyId: 'k', createdAtMs: 0, expiresAtMs: null, key: 'ck_secret', ...wanted }
        },
      },
    })
    const authorization = `Bearer ${await tokenFor('ann')}`
    const answer = await app.handle(await requestOf('http://localhost/auth/keys', { body, headers: { authorization } }))
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown>, made }
  }

  test('answers with the key, which no cache may keep', async () => {
    const { status, headers, body } = await create({ name: 'script', expires_in_days: 3 })
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(body).toMatchObject({ key_id: 'k', key: 'ck_secret', name: 'script', scopes: [], expires_at: null, user_id: 'ann' })
  })

  test.each([
    {},
    { name: '' },
    { name: '  ' },
    { name: 'x'.repeat(101) },
    { name: 'a', scopes: 'documents:publish' },
    { name: 'a', scopes: ['two words'] },
    { name: 'a', scopes: ['same', 'same'] },
    { name: 'a', scopes: Array.from({ length: 21 }, (_, n) => `s${n}`) },
    { name: 'a', expires_in_days: 0 },
    { name: 'a', expires_in_days: 1.5 },
    { name: 'a', expires_in_days: 3_651 },
  ])('is refused for %j', async (body) => {
    expect(await create(body)).toMatchObject({ status: 422, body: { code: 'validation_error' }, made: [] })
  })

  test('takes at most 16 KiB', async () => {
    expect(await create({ name: 'a', more: 'x'.repeat(17_000) })).toMatchObject({ status: 413 })
  })
})
