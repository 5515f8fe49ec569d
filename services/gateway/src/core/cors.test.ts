import { expect, test } from 'bun:test'
import { requestOf, testApp } from '../../test/fakes/use-cases'

const PAGE = 'https://study.example'

async function ask(corsOrigins: string[], origin: string, method = 'GET') {
  const headers = { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}) }
  const request = await requestOf('http://localhost/ai/sessions', { method, headers, user: method === 'OPTIONS' ? null : 'ann' })
  const answer = await testApp({}, { corsOrigins }).handle(request)
  const { headers: got } = answer
  return {
    status: answer.status,
    origin: got.get('access-control-allow-origin'),
    credentials: got.get('access-control-allow-credentials'),
  }
}

test('a page of a named origin may call, with credentials', async () => {
  expect(await ask([PAGE], PAGE)).toEqual({ status: 200, origin: PAGE, credentials: 'true' })
  expect(await ask([PAGE], PAGE, 'OPTIONS')).toEqual({ status: 204, origin: PAGE, credentials: 'true' })
})

test('a page of another origin may not', async () => {
  for (const other of ['https://evil.example', `${PAGE}.evil.example`, 'http://study.example', 'null', 'study.example']) {
    expect((await ask([PAGE], other)).origin).toBeNull()
    expect((await ask([], other)).origin).toBeNull()
  }
})

test('an origin is recognised however the setting writes it', async () => {
  const written = [`${PAGE}/`, 'https://STUDY.example:443', `${PAGE}/app?a`, 'study.example', 'HTTPS://study.example']
  for (const setting of written) expect([setting, (await ask([setting], PAGE)).origin]).toEqual([setting, PAGE])
  for (const setting of written) expect((await ask([setting], `${PAGE}.evil.example`)).origin).toBeNull()
  expect((await ask(['http://localhost:3000/'], 'http://localhost:3000')).origin).toBe('http://localhost:3000')
  expect((await ask(['capacitor://localhost'], 'capacitor://localhost')).origin).toBe('capacitor://localhost')
  // Names that every object has.
  for (const other of ['constructor', '__proto__', 'toString']) expect((await ask([PAGE], other)).origin).toBeNull()
})

test('anyone means anyone without credentials', async () => {
  expect(await ask(['*'], 'https://evil.example')).toEqual({ status: 200, origin: '*', credentials: null })
  expect(await ask(['*', PAGE], PAGE)).toEqual({ status: 200, origin: '*', credentials: null })
})

test('a preflight needs no token, and errors carry the headers too', async () => {
  const preflight = await requestOf('http://localhost/ai/chat', {
    method: 'OPTIONS',
    user: null,
    headers: {
      origin: PAGE,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,traceparent,x-stainless-lang',
    },
  })
  const answer = await testApp({}, { corsOrigins: [PAGE] }).handle(preflight)
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,traceparent,x-stainless-lang')
  expect(answer.headers.get('access-control-allow-methods')).toContain('POST')
  const refused = await requestOf('http://localhost/ai/chat', { method: 'POST', user: null, headers: { origin: PAGE } })
  const error = await testApp({}, { corsOrigins: [PAGE] }).handle(refused)
  expect(error.status).toBe(401)
  expect(error.headers.get('access-control-allow-origin')).toBe(PAGE)
  const exposed = error.headers.get('access-control-expose-headers')?.toLowerCase().split(', ')
  for (const name of [
    'content-disposition',
    'retry-after',
    'ratelimit',
    'ratelimit-policy',
    'x-request-id',
    'x-stream-id',
    'x-message-id',
  ])
    expect(exposed).toContain(name)
  const bare = await requestOf('http://localhost/ai/chat', {
    method: 'OPTIONS',
    user: null,
    headers: { origin: PAGE, 'access-control-request-method': 'POST' },
  })
  expect((await testApp({}, { corsOrigins: [PAGE] }).handle(bare)).headers.get('access-control-allow-headers')).toContain(
    'Authorization',
  )
})
