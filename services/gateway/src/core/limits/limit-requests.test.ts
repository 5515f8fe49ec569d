import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../../test/fakes/caller'
import { memoryRequests } from '../../../test/fakes/idempotency'
import { requestOf, testApp, tokenFor } from '../../../test/fakes/use-cases'
import type { AppOptions } from '../router'
import { OverLimit, openLimits } from './limits'

const log = createLog({ service: 'test', level: 'silent' })
const limitsOf = (user: number, address: number) =>
  openLimits({
    rateLimitRequests: user,
    rateLimitAddressRequests: address,
    streamsPerUserMax: 0,
    rateLimitSeconds: 60,
    limitStoreDown: 'local',
    log,
  })

async function appWith(user: number, address: number, options: Partial<AppOptions> = {}) {
  const counted: string[] = []
  const app = testApp({}, { limits: await limitsOf(user, address), count: ({ userId }) => void counted.push(userId), ...options })
  const ask = async (path: string, call: Parameters<typeof requestOf>[1] = {}) => {
    const answer = await app.handle(await requestOf(`http://localhost${path}`, call))
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { code?: string; detail?: string } }
  }
  return { ask, counted }
}

test('a user may send so many requests, on any route, and is told how many are left', async () => {
  const { ask, counted } = await appWith(3, 0)
  const first = await ask('/ai/sessions')
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=2;t=(60|59)$/)
  expect((await ask('/ai/chat', { body: { message: 'a' } })).status).toBe(200)
  const stream = await ask('/nope')
  expect([stream.status, stream.headers.get('ratelimit')]).toEqual([404, expect.stringMatching(/r=0;/)])
  const refused = await ask('/ai/sessions')
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
  expect(refused.headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60')
  expect(refused.headers.get('ratelimit')).toMatch(/^"requests";r=0;t=\d+$/)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect((await ask('/ai/sessions', { user: 'bob' })).status).toBe(200)
  expect(counted).toEqual(['ann', 'ann', 'ann', 'bob'])
})

test('a stream tells how its user stands', async () => {
  const app = testApp({}, { limits: await limitsOf(3, 0) })
  const answer = await app.handle(await requestOf('http://localhost/ai/chat/stream', { body: { message: 'a' } }))
  expect(answer.headers.get('ratelimit')).toMatch(/^"requests";r=2;/)
})

test('who has no good token is limited by address, on open routes and on all others; who has one is not', async () => {
  const { ask } = await appWith(0, 3)
  const bad = { user: null, headers: { authorization: 'Bearer a.b.c' } }
  expect((await ask('/health', { user: null })).status).toBe(200)
  expect((await ask('/ai/sessions', bad)).status).toBe(401)
  const last = await ask('/auth/refresh', { user: null, body: { refresh_token: 'x' } })
  expect(last.headers.get('ratelimit')).toMatch(/^"address";r=0;/)
  for (const answer of [await ask('/ai/sessions', bad), await ask('/health', { user: null })])
    expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited'])
  expect((await ask('/livez', { user: null })).status).toBe(200)
  expect((await ask('/readyz', { user: null })).status).toBe(200)
  expect((await ask('/ai/sessions')).status).toBe(200)
})

test('what a client says about its address gets it no further', async () => {
  const { ask } = await appWith(0, 3, { trustedProxies: ['10.0.0.0/8'], peerOf: () => '203.0.113.5' })
  const statuses: number[] = []
  for (let n = 0; n < 5; n++)
    statuses.push((await ask('/health', { user: null, headers: { 'x-forwarded-for': `198.51.100.${n}` } })).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
})

test('behind a trusted proxy each client is limited for itself', async () => {
  const { ask } = await appWith(0, 1, { trustedProxies: ['10.0.0.0/8'], peerOf: () => '10.0.0.1' })
  const from = (address: string) => ask('/health', { user: null, headers: { 'x-forwarded-for': address } })
  expect((await from('198.51.100.1')).status).toBe(200)
  expect((await from('198.51.100.2')).status).toBe(200)
  // The client writes an entry of its own; the proxy appends where it really is.
  expect((await from('8.8.8.8, 198.51.100.1')).status).toBe(429)
})

test('a user with two tokens is one user', async () => {
  const { ask } = await appWith(1, 0)
  const headers = async () => ({ authorization: `Bearer ${await tokenFor('ann', { jti: crypto.randomUUID() })}` })
  expect((await ask('/ai/sessions', { user: null, headers: await headers() })).status).toBe(200)
  expect((await ask('/ai/sessions', { user: null, headers: await headers() })).status).toBe(429)
})

test('without limits no answer speaks of them', async () => {
  const { ask } = await appWith(0, 0)
  expect((await ask('/ai/sessions')).headers.get('ratelimit')).toBeNull()
})

test('a request that is known by its key is not refused before its body, but its work is, where no answer was kept', async () => {
  const used = new OverLimit('quota_exceeded', 'Used up.', {
    name: 'tokens',
    max: 1,
    seconds: 86_400,
    remaining: 0,
    resetMs: 1_000,
  })
  const judged: string[] = []
  const quotas = {
    checkTokens: async () => {
      judged.push('before the body')
      throw used
    },
    holdTokens: async () => {
      judged.push('at its work')
      throw used
    },
  }
  const requests = memoryRequests()
  const app = testApp({ idempotentRequests: requests }, { quotas })
  const ask = async (path: string, key: string) => {
    const call = { body: { message: 'a' }, headers: { 'idempotency-key': key } }
    const { status } = await app.handle(await requestOf(`http://localhost${path}`, call))
    return [status, ...judged.splice(0)]
  }
  expect(await ask('/ai/chat', 'k')).toEqual([429, 'before the body'])
  for (const route of ['POST /ai/chat', 'POST /ai/sessions/:session_id/chat'])
    await requests.begin({ route, key: 'k', bodyHash: 'of another body' }, callerOf('ann'))
  expect(await ask('/ai/chat', 'k')).toEqual([409])
  expect(await ask('/ai/chat/', 'k')).toEqual([409])
  expect(await ask('/ai/sessions/s1/chat', 'k')).toEqual([409])
  expect(await ask('/ai/chat/stream', 'k')).toEqual([429, 'before the body'])
  const known = testApp({ idempotentRequests: { ...requests, isKnown: async () => true } }, { quotas })
  const fresh = await known.handle(
    await requestOf('http://localhost/ai/chat', { body: { message: 'a' }, headers: { 'idempotency-key': 'new' } }),
  )
  expect([fresh.status, ...judged]).toEqual([429, 'at its work'])
})

test('a key counts for nothing where memory is unavailable, or where it is no key', async () => {
  const used = new OverLimit('quota_exceeded', 'Used up.', {
    name: 'tokens',
    max: 1,
    seconds: 86_400,
    remaining: 0,
    resetMs: 1_000,
  })
  const quotas = { checkTokens: () => Promise.reject(used), holdTokens: () => Promise.reject(used) }
  const isKnown = () => Promise.reject(new AppError('unavailable', 'Away.'))
  const app = testApp({ idempotentRequests: { ...memoryRequests(), isKnown } }, { quotas })
  for (const key of ['k', 'é'.repeat(300), '']) {
    const call = { body: { message: 'a' }, headers: { 'idempotency-key': encodeURIComponent(key) } }
    expect((await app.handle(await requestOf('http://localhost/ai/chat', call))).status).toBe(429)
  }
})
