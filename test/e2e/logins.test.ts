import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'

setDefaultTimeout(20_000)

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack[Symbol.asyncDispose]())

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
const sessionsStatus = async (token: string) =>
  (await fetch(`${stack.url}/ai/sessions`, { headers: { authorization: `Bearer ${token}` } })).status

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

test('nobody can log out another user', async () => {
  const alices = await stack.token('alice', { refresh: true })
  const { status, body } = await post('/auth/logout', alices, await stack.token('bob'))
  expect([status, body.code]).toEqual([422, 'validation_error'])
  expect((await refreshed(alices)).user_id).toBe('alice')
  expect((await post('/auth/logout', alices)).status).toBe(401)
})
