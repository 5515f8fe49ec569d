import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'
import { signToken } from '@collabry/stack/token'
import { type GatewayProcess, spawnGateway } from './gateway-process'
import { until } from './product'

setDefaultTimeout(180_000) // a busy machine

let stack: Stack
let other: GatewayProcess
/** The key before the one of now. */
const OLD_SECRET = 'the key that was before the one of now'
/** How far memory's clock is ahead. */
let aheadMs = 0
beforeAll(async () => {
  stack = await startStack({ env: { JWT_PREVIOUS_SECRET_KEYS: OLD_SECRET }, memoryNow: () => Date.now() + aheadMs })
  other = await spawnGateway(stack)
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await stack[Symbol.asyncDispose]()
})

interface Pair {
  access_token: string
  refresh_token: string
  expires_in: number
  user_id: string
  code?: string
}

async function post(path: string, refreshToken: string, accessToken?: string) {
  const answer = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) },
    body: JSON.stringify({ refresh_token: refreshToken }),
  })
  return { status: answer.status, body: (await answer.json()) as Pair }
}
const refreshed = async (token: string) => {
  const { status, body } = await post('/auth/refresh', token)
  expect(status).toBe(200)
  return body
}
const sessionsStatus = async (token: string, url = stack.url) =>
  (await fetch(`${url}/ai/sessions`, { headers: { authorization: `Bearer ${token}` } })).status

test('a refresh token gives a pair that works, the same pair when it is sent again, and its successor goes on', async () => {
  const first = await stack.token('alice', { refresh: true, scope: 'documents:publish' })
  const pair = await refreshed(first)
  expect(pair).toMatchObject({ user_id: 'alice', expires_in: 900 })
  expect(await sessionsStatus(pair.access_token)).toBe(200)
  const again = await refreshed(first)
  expect([again.access_token, again.refresh_token]).toEqual([pair.access_token, pair.refresh_token])
  const next = await refreshed(pair.refresh_token)
  expect(next.refresh_token).not.toBe(pair.refresh_token)
  expect(await sessionsStatus(next.access_token)).toBe(200)
})

test('neither kind of token is taken for the other', async () => {
  const refresh = await stack.token('alice', { refresh: true })
  expect(await sessionsStatus(refresh)).toBe(401)
  expect((await refreshed(refresh)).user_id).toBe('alice')
  const { status, body } = await post('/auth/refresh', await stack.token('alice'))
  expect([status, body.code]).toEqual([401, 'invalid_token'])
})

test('a logout ends the family of the token, and no other login', async () => {
  const [laptop, phone] = await Promise.all([1, 2].map(() => stack.token('alice', { refresh: true })))
  const { access_token, refresh_token } = await refreshed(laptop ?? '')
  expect((await post('/auth/logout', refresh_token, access_token)).status).toBe(200)
  expect((await post('/auth/logout', refresh_token, access_token)).status).toBe(200)
  for (const token of [laptop ?? '', refresh_token]) {
    const { status, body } = await post('/auth/refresh', token)
    expect([status, body.code]).toEqual([401, 'invalid_token'])
  }
  expect((await refreshed(phone ?? '')).user_id).toBe('alice')
})

test('the access tokens of a login end with it, at every gateway, and those of another login do not', async () => {
  const [laptop, phone] = await Promise.all([1, 2].map(async () => refreshed(await stack.token('alice', { refresh: true }))))
  if (!laptop || !phone) throw new Error('there are two logins')
  expect(await sessionsStatus(laptop.access_token, other.url)).toBe(200)
  expect((await post('/auth/logout', laptop.refresh_token, laptop.access_token)).status).toBe(200)
  const answer = await fetch(`${stack.url}/ai/sessions`, { headers: { authorization: `Bearer ${laptop.access_token}` } })
  expect([answer.status, ((await answer.json()) as Pair).code]).toEqual([401, 'invalid_token'])
  await until(async () => (await sessionsStatus(laptop.access_token, other.url)) === 401)
  for (const url of [stack.url, other.url]) expect(await sessionsStatus(phone.access_token, url)).toBe(200)
})

test('a refresh token that is used twice ends its family, for the thief and for the owner', async () => {
  const stolen = await stack.token('alice', { refresh: true })
  const pair = await refreshed(stolen)
  const next = await refreshed(pair.refresh_token)
  // Within ten seconds it is taken for a lost answer; then it is a theft.
  const accessTokens = [pair.access_token, next.access_token]
  for (const token of accessTokens) expect(await sessionsStatus(token)).toBe(200)
  expect((await post('/auth/refresh', stolen)).status).toBe(200)
  aheadMs += 11_000
  expect((await post('/auth/refresh', stolen)).status).toBe(401)
  for (const token of accessTokens)
    for (const url of [stack.url, other.url]) await until(async () => (await sessionsStatus(token, url)) === 401)
  for (const token of [stolen, pair.refresh_token, next.refresh_token]) {
    const { status, body } = await post('/auth/refresh', token)
    expect([status, body.code]).toEqual([401, 'invalid_token'])
  }
})

test('a token of the key before is good, and what it is exchanged for is signed with the key of now', async () => {
  const current = stack.gatewayEnv(0).JWT_SECRET_KEY ?? ''
  const old = await signToken({ jwtSecretKey: OLD_SECRET }, { user: 'alice', refresh: true })
  expect(await sessionsStatus(await signToken({ jwtSecretKey: OLD_SECRET }, { user: 'alice' }))).toBe(200)
  const pair = await refreshed(old)
  for (const token of [pair.access_token, pair.refresh_token]) {
    expect(await isSignedWith(current, token)).toBe(true)
    expect(await isSignedWith(OLD_SECRET, token)).toBe(false)
  }
})

/** As a stranger would check it: RFC 7515, by hand. */
async function isSignedWith(secret: string, token: string): Promise<boolean> {
  const [head, payload, signature = ''] = token.split('.')
  return new Bun.CryptoHasher('sha256', secret).update(`${head}.${payload}`).digest('base64url') === signature
}

test('nobody can log out another user', async () => {
  const alices = await stack.token('alice', { refresh: true })
  const { status, body } = await post('/auth/logout', alices, await stack.token('bob'))
  expect([status, body.code]).toEqual([422, 'validation_error'])
  expect((await refreshed(alices)).user_id).toBe('alice')
  expect((await post('/auth/logout', alices)).status).toBe(401)
})
