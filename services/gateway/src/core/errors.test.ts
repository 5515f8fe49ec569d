import { describe, expect, test } from 'bun:test'
import { AppError, type Code, codes } from '@collabry/runtime/errors'
import { requestOf, testApp } from '../../test/fakes/use-cases'
import { answerFaults } from '../../test/openapi/faults'

const app = testApp()
const failing = (error: unknown) =>
  testApp({
    chat: () => {
      throw error
    },
  })
const chat = () => requestOf('http://localhost/ai/chat', { body: { message: 'a' } })

const KEYS = ['code', 'detail', 'error', 'request_id', 'timestamp', 'user_id']

describe('an error of a component', () => {
  const passed = (Object.keys(codes) as Code[]).filter((code) => !/token|cancelled/.test(code))
  test.each(passed)('%s keeps its code, status and sentence', async (code) => {
    const answer = await failing(new AppError(code, 'A sentence.', { retryAfterMs: 1_500 })).handle(await chat())
    expect(answer.status).toBe(codes[code].http)
    const body = (await answer.json()) as Record<string, unknown>
    expect(Object.keys(body).sort()).toEqual(KEYS)
    expect(body).toMatchObject({ code, detail: 'A sentence.', error: codes[code].title, user_id: 'ann' })
    expect(answer.headers.get('x-request-id')).toBe(String(body.request_id))
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(String(body.timestamp)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    // No component answers a chat with these two statuses, so that its operation does not have them.
    if ([403, 405].includes(codes[code].http)) answerFaults.length = 0
  })

  test('503 says when to try again though the component did not', async () => {
    const answer = await failing(new AppError('unavailable', 'Down.')).handle(await chat())
    expect(answer.headers.get('retry-after')).toBe('1')
  })

  test('a component that refuses our key is not told to the caller as a bad token', async () => {
    const answer = await failing(new AppError('invalid_token', 'Name the calling service.')).handle(await chat())
    expect(answer.status).toBe(500)
    expect(answer.headers.get('www-authenticate')).toBeNull()
  })

  test('a component that breaks off is not told as the client leaving', async () => {
    expect((await failing(new AppError('cancelled', 'x')).handle(await chat())).status).toBe(503)
  })
})

test('a bug says nothing of its cause', async () => {
  const error = Object.assign(new TypeError('secret at 10.0.0.7:27017'), {
    status: 418,
    toResponse: () => new Response('secret'),
  })
  const answer = await failing(error).handle(await chat())
  expect(answer.status).toBe(500)
  const text = await answer.text()
  expect(text).not.toMatch(/secret|10\.0|TypeError| at /)
  expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' })
})

describe('a path', () => {
  test('that nobody knows is 404', async () => {
    const answer = await app.handle(await requestOf('http://localhost/ai/nope'))
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({ status: 404, code: 'not_found' })
  })

  test.each([
    ['PUT', '/ai/chat', 'OPTIONS, POST'],
    ['GET', '/ai/chat', 'OPTIONS, POST'],
    ['POST', '/ai/sessions/x', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['DELETE', '/ai/upload/status/x', 'GET, HEAD, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/ai/search', 'OPTIONS, POST'],
  ])('asked with %s %s is 405 and says which methods it takes', async (method, path, allow) => {
    const answer = await app.handle(await requestOf(`http://localhost${path}`, { method }))
    expect(answer.headers.get('allow')).toBe(allow)
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
      status: 405,
      code: 'method_not_allowed',
    })
  })

  test.each([
    '/ai/sessions/%E0%A4%A',
    '/ai/sessions/%00',
    '/ai/sessions/a%2Fb',
    '/ai/documents/%ff',
    `/ai/documents/${'a'.repeat(5_000)}`,
  ])('with an id that nobody can have is no 500: %s', async (path) => {
    const { status } = await app.handle(await requestOf(`http://localhost${path}`))
    expect([404, 422]).toContain(status)
  })

  test.each([
    '?limit=0',
    '?limit=201',
    '?limit=1e2x',
    '?limit=-1',
    '?limit=2.5',
    '?limit=',
    `?cursor=${'a'.repeat(1_001)}`,
    '?notebook_id=a%20b',
  ])('with a wrong query names the field: %s', async (query) => {
    const answer = await app.handle(await requestOf(`http://localhost/ai/sessions${query}`))
    expect(answer.status).toBe(422)
    const [field] = query.slice(1).split('=')
    expect(await answer.json()).toMatchObject({ errors: [{ field }] })
  })
})

test('the request id is the one of the client when it is a clean one', async () => {
  const idOf = async (id: string) =>
    (await app.handle(await requestOf('http://localhost/livez', { headers: { 'x-request-id': id } }))).headers.get('x-request-id')
  expect(await idOf('Trace-1.a_b')).toBe('Trace-1.a_b')
  for (const id of ['a b', 'a"b', 'a'.repeat(129), 'a,b', 'é']) {
    expect(await idOf(id)).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('every answer has the headers that keep a browser safe', async () => {
  for (const path of ['/livez', '/ai/sessions', '/nope', '/docs']) {
    const { headers } = await app.handle(await requestOf(`http://localhost${path}`))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-request-id')).toMatch(/./)
    expect(headers.get('strict-transport-security')).toBeNull()
  }
  const tls = await app.handle(await requestOf('http://localhost/livez', { headers: { 'x-forwarded-proto': 'https' } }))
  expect(tls.headers.get('strict-transport-security')).toMatch(/max-age=\d+/)
})
