import { expect, test } from 'bun:test'
import { connect } from 'node:net'
import { requestOf, testApp, testServer, tokenFor } from '../../../test/fakes/use-cases'

const app = testApp()
const methodsWithBody = new Set(['POST', 'PATCH', 'PUT', 'DELETE'])
const OPEN = ['/', '/health', '/livez', '/readyz', '/docs', '/redoc', '/openapi.json', '/favicon.ico', '/docs/assets/:file']

test('every route asks for a token, but for the open ones', async () => {
  const closed = app.routes.filter(({ path, method }) => ![...OPEN, '/auth/refresh'].includes(path) && method !== 'OPTIONS')
  expect(closed.length).toBeGreaterThan(20)
  for (const { method, path } of closed) {
    const body = methodsWithBody.has(method) ? '{' : undefined
    const request = await requestOf(`http://localhost${path.replaceAll(/:\w+/g, 'x')}`, { method, body, user: null })
    const answer = await app.handle(request)
    expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 401`)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="collabry"')
    expect(await answer.json()).toMatchObject({ code: 'missing_token' })
  }
})

test('the open routes answer without a token, and with a bad one', async () => {
  for (const path of OPEN) {
    const url = `http://localhost${path.replace(':file', 'swagger-ui.css')}`
    expect((await app.handle(new Request(url))).status).toBe(200)
    expect((await app.handle(new Request(url, { headers: { authorization: 'Bearer x' } }))).status).toBe(200)
    expect((await app.handle(new Request(url, { method: 'HEAD' }))).status).toBe(200)
    expect((await app.handle(new Request(url, { method: 'POST' }))).status).toBe(401)
  }
})

test('a ticket that is none is told as one, whatever it looks like, and only where tickets are taken', async () => {
  const codeOf = async (path: string) => {
    const answer = await app.handle(new Request(`http://localhost${path}`))
    return [answer.status, ((await answer.json()) as { code: string }).code]
  }
  for (const ticket of ['nope', '', 'a%20b', 'x'.repeat(44), '%F0%9F%99%82'])
    expect(await codeOf(`/ai/chat/stream/s1?ticket=${ticket}`)).toEqual([401, 'invalid_token'])
  expect(await codeOf('/ai/upload/status/t1/events?ticket=nope')).toEqual([401, 'invalid_token'])
  expect(await codeOf(`/ai/upload/status/t1?ticket=${'x'.repeat(43)}`)).toEqual([401, 'missing_token'])
  // Good for the stream x alone.
  for (const path of ['/ai/upload/status/x/events', '/ai/chat/stream/other'])
    expect(await codeOf(`${path}?ticket=${'t'.repeat(43)}`)).toEqual([401, 'invalid_token'])
  expect(await codeOf('/ai/chat/stream/s1')).toEqual([401, 'missing_token'])
  expect(await codeOf('/ai/sessions?ticket=nope')).toEqual([401, 'missing_token'])
})

test('an unknown path asks for a token before it says that it is unknown', async () => {
  for (const path of ['/nope', '/ai/chat/', '//', '/healthz', '/health/', '/docs/assets', '/%2e%2e/ai/sessions', '/HEALTH']) {
    expect((await app.handle(new Request(`http://localhost${path}`))).status).toBe(401)
  }
})

test('a token that is refused is told apart from a missing one', async () => {
  const ask = (authorization: string) => app.handle(new Request('http://localhost/ai/sessions', { headers: { authorization } }))
  for (const header of ['Bearer x', 'Bearer a.b.c', 'Bearer a b', `Bearer ${await tokenFor('ann')} x`]) {
    const answer = await ask(header)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(await answer.json()).toMatchObject({ code: 'invalid_token' })
  }
  const expired = await ask(`Bearer ${await tokenFor('ann', { exp: 1 })}`)
  expect(expired.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect(await expired.json()).toMatchObject({ code: 'token_expired' })
  expect((await ask(`bearer  ${await tokenFor('ann')} `)).status).toBe(200)
  expect(await (await ask('Basic YTpi')).json()).toMatchObject({ code: 'missing_token' })
})

test('two Authorization headers are refused, though each alone is good', async () => {
  await using server = testServer()
  const header = `Authorization: Bearer ${await tokenFor('ann')}\r\n`
  expect(await statusOf(server.port, `GET /ai/sessions HTTP/1.1\r\nHost: localhost\r\n${header}\r\n`)).toBe(200)
  expect(await statusOf(server.port, `GET /ai/sessions HTTP/1.1\r\nHost: localhost\r\n${header}${header}\r\n`)).toBe(401)
})

test('the token is judged before the body has come', async () => {
  await using server = testServer()
  const head = 'POST /ai/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{'
  expect(await statusOf(server.port, head)).toBe(401)
})

test('a host that is made to look like a path opens nothing', async () => {
  await using server = testServer()
  for (const host of ['a', 'a/health?', 'localhost/health', '/health?']) {
    expect(await statusOf(server.port, `GET /ai/sessions HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).not.toBe(200)
  }
})

/** Status of the answer to these bytes, as soon as it comes. */
function statusOf(port: number, bytes: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.once('data', (data) => {
      resolve(Number(data.toString('latin1').split(' ')[1]))
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(0))
  })
}
