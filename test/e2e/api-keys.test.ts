import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'
import { remember } from './canaries'
import { type GatewayProcess, spawnGateway } from './gateway-process'

setDefaultTimeout(180_000)

let stack: Stack
let other: GatewayProcess
beforeAll(async () => {
  stack = await startStack({ env: { RATE_LIMIT_PER_MINUTE: '1000' } })
  other = await spawnGateway(stack)
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await stack[Symbol.asyncDispose]()
})

interface Answer {
  key: string
  key_id: string
  keys: { key_id: string; name: string; scopes: string[]; expires_at: string | null }[]
  code: string
  user_id: string
}

async function call(token: string, method: string, path: string, body?: unknown, { url = stack.url, idempotencyKey = '' } = {}) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer }
}

async function makeKey(user: string, body: object = {}, claims: object = {}) {
  const token = await stack.token(user, claims)
  const made = await call(token, 'POST', '/auth/keys', { name: 'script', ...body })
  remember(made.body.key)
  return { token, ...made }
}

const statusOf = async (key: string, url = stack.url) => (await call(key, 'GET', '/ai/sessions', undefined, { url })).status

test('a key is good wherever a token is, on every gateway, and on none of them once it is deleted', async () => {
  const { token, status, body } = await makeKey('ann')
  expect(status).toBe(200)
  expect(body.key).toMatch(/^ck_/)
  for (const url of [stack.url, other.url]) expect(await statusOf(body.key, url)).toBe(200)
  expect((await call(body.key, 'POST', '/v1/chat/completions', { model: 'x', messages: [] })).status).not.toBe(401)
  const { body: list } = await call(token, 'GET', '/auth/keys')
  expect(list.keys.map(({ key_id, name }) => [key_id, name])).toEqual([[body.key_id, 'script']])
  expect(JSON.stringify(list)).not.toContain(body.key)
  expect((await call(token, 'DELETE', `/auth/keys/${body.key_id}`)).status).toBe(200)
  for (const url of [stack.url, other.url]) expect(await statusOf(body.key, url)).toBe(401)
  expect((await call(token, 'DELETE', `/auth/keys/${body.key_id}`)).status).toBe(404)
})

test('a key acts for its user alone, whose list and limits it shares', async () => {
  const { body } = await makeKey('ben', { expires_in_days: 1 })
  const { body: session, headers } = await call(body.key, 'POST', '/ai/sessions', { session_id: 'made-by-key' })
  expect(session.user_id).toBe('ben')
  const left = (name: string) => Number(/r=(\d+)/.exec(name)?.[1])
  const before = left(headers.get('ratelimit') ?? '')
  const { headers: after, status } = await call(await stack.token('ben'), 'GET', '/ai/sessions/made-by-key')
  expect([status, left(after.get('ratelimit') ?? '')]).toEqual([200, before - 1])
  const stranger = await stack.token('eve')
  expect((await call(stranger, 'DELETE', `/auth/keys/${body.key_id}`)).status).toBe(404)
  expect((await call(stranger, 'GET', '/auth/keys')).body.keys).toEqual([])
})

test('a key has no scope that its maker’s token lacks, and makes no keys', async () => {
  const scope = 'documents:publish'
  expect(await makeKey('cat', { scopes: [scope] })).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } })
  const { body } = await makeKey('cat', { scopes: [scope] }, { scope })
  const publish = (key: string) => call(key, 'POST', '/ai/upload', { content: 'x', filename: 'a', metadata: { public: true } })
  expect((await publish(body.key)).status).toBe(200)
  expect((await publish((await makeKey('cat')).body.key)).status).toBe(403)
  expect((await call(body.key, 'POST', '/auth/keys', { name: 'more' })).status).toBe(403)
  expect((await call(body.key, 'DELETE', '/ai/me')).status).toBe(403)
})

test('a user has at most 20 keys', async () => {
  const made = await Promise.all(Array.from({ length: 25 }, () => makeKey('dan')))
  expect(made.filter(({ status }) => status === 200)).toHaveLength(20)
  expect(made.filter(({ status, body }) => status === 409 && body.code === 'conflict')).toHaveLength(5)
})

test('a request that is repeated with its Idempotency-Key gets the same key, which is kept nowhere', async () => {
  const token = await stack.token('fay')
  const make = (name: string) => call(token, 'POST', '/auth/keys', { name }, { idempotencyKey: 'once' })
  const [first, second] = [await make('script'), await make('script')]
  expect(second.body.key).toBe(first.body.key)
  expect((await call(token, 'GET', '/auth/keys')).body.keys).toHaveLength(1)
  expect(await make('another')).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } })
})

test('an erasure ends all keys of the user', async () => {
  const { token, body } = await makeKey('gus')
  expect(await statusOf(body.key)).toBe(200)
  expect((await call(token, 'DELETE', '/ai/me')).status).toBe(200)
  for (const url of [stack.url, other.url]) expect(await statusOf(body.key, url)).toBe(401)
  expect((await call(token, 'GET', '/auth/keys')).body.keys).toEqual([])
})
