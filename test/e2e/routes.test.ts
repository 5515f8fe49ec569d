import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'

setDefaultTimeout(180_000)

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack[Symbol.asyncDispose]())

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, { security?: unknown[]; responses?: Record<string, unknown> }>>
}

const OPEN = ['/', '/health', '/livez', '/readyz', '/docs', '/redoc', '/openapi.json', '/auth/refresh']
const openApi = async () => (await (await fetch(`${stack.url}/openapi.json`)).json()) as OpenApi

test('the routes of the contract are in the OpenAPI document', async () => {
  const { openapi, paths } = await openApi()
  expect(openapi).toStartWith('3.1')
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(routes).toEqual(
    expect.arrayContaining([
      'POST /ai/chat',
      'POST /ai/chat/stream',
      'GET /ai/sessions',
      'POST /ai/sessions',
      'POST /ai/upload',
      'POST /ai/upload/file',
      'POST /ai/summarize',
      'POST /ai/qa',
      'POST /ai/mindmap',
      'POST /ai/summarize/stream',
      'POST /ai/qa/stream',
      'POST /ai/search',
      'GET /ai/documents',
      'GET /health',
      'GET /',
    ]),
  )
})

test('every route but the open ones refuses a missing and a wrong token before it looks at the body', async () => {
  const { paths } = await openApi()
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  )
  const closed = routes.filter(({ path }) => !OPEN.includes(path))
  expect(closed.length).toBeGreaterThan(10)
  for (const { path, method } of closed) {
    const url = `${stack.url}${path.replace(/\{\w+\}/g, 'some-id')}`
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{not json' }
    const missing = await fetch(url, { method, ...body })
    expect({ path, method, status: missing.status, challenge: missing.headers.get('www-authenticate')?.split(' ')[0] }).toEqual({
      path,
      method,
      status: 401,
      challenge: 'Bearer',
    })
    expect(await missing.json()).toMatchObject({ code: 'missing_token', request_id: missing.headers.get('x-request-id') })
    const forged = await fetch(url, { method, headers: { authorization: 'Bearer a.b.c' }, ...body })
    expect(forged.headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(await forged.json()).toMatchObject({ code: 'invalid_token' })
  }
})

test('the open routes need no token', async () => {
  for (const path of OPEN.slice(0, -1))
    expect({ path, status: (await fetch(`${stack.url}${path}`)).status }).toEqual({ path, status: 200 })
})

test('the stack in one process gives its tokens away and answers', async () => {
  const headers = { authorization: `Bearer ${await stack.token('alice')}`, 'content-type': 'application/json' }
  const answer = await fetch(`${stack.url}/ai/sessions`, { method: 'POST', headers })
  expect(await answer.json()).toMatchObject({
    user_id: 'alice',
    session_id: expect.any(String),
    timestamp: expect.stringMatching(/Z$/),
  })
})
