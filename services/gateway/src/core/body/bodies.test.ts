import { describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { requestOf, testApp, testServer, tokenFor } from '../../../test/fakes/use-cases'

const app = testApp()
const KIB = 1_024

const statusOf = async (request: Request): Promise<number> => (await app.handle(request)).status

describe('every route that is not GET names its parser and its bound', () => {
  const routes = app.routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  test.each(routes.map(({ method, path, hooks }) => [`${method} ${path}`, hooks] as const))('%s', (name, hooks) => {
    const parsers: unknown[] = [hooks.parse ?? []].flat().map((hook) => hook.fn ?? hook)
    expect(parsers).toEqual([expect.any(Function)])
    const { kind, bytesMax } = parsers[0] as { kind?: unknown; bytesMax?: unknown }
    expect(kind).toBe(hooks.body ? 'json' : name === 'POST /ai/upload/file' ? 'form' : 'none')
    expect(bytesMax).toBeGreaterThan(0)
    if (kind === 'none' || name.includes(' /auth/')) expect(bytesMax).toBe(16 * KIB)
  })

  test('and there are such routes', () => expect(routes.length).toBeGreaterThan(25))
})

test('no body is read where no route names a parser', async () => {
  const calls = [
    ['OPTIONS', '/ai/chat'],
    ['PUT', '/ai/chat'],
    ['POST', '/ai/nowhere'],
  ]
  for (const [method, path] of calls) {
    const request = await requestOf(`http://localhost${path}`, { method: method ?? '', body: { a: 1 } })
    await app.handle(request)
    expect([method, path, request.bodyUsed]).toEqual([method, path, false])
  }
})

test('no hook makes the framework parse the body of a route that does not ask for it', async () => {
  const bare = testApp().delete('/bare', ({ request }) => String(request.bodyUsed))
  const answer = await bare.handle(await requestOf('http://localhost/bare', { method: 'DELETE', body: { a: 1 } }))
  expect(await answer.text()).toBe('false')
})

describe('a route that takes no body drops up to 16 KiB of one', () => {
  const routes: [string, string][] = [
    ['DELETE', '/ai/sessions/s1'],
    ['DELETE', '/ai/documents/d1'],
    ['DELETE', '/ai/upload/t1'],
    ['POST', '/ai/upload/t1/retry'],
    ['DELETE', '/ai/me'],
  ]
  const types = ['application/json', 'multipart/form-data; boundary=b', 'application/x-www-form-urlencoded', 'text/plain']
  test.each(routes)('%s %s', async (method, path) => {
    for (const type of types) {
      const send = (body: string, more = {}) =>
        requestOf(`http://localhost${path}`, { method, body, headers: { 'content-type': type, ...more } }).then(statusOf)
      expect(await send('{"broken')).toBe(200)
      expect(await send('x'.repeat(16 * KIB))).toBe(200)
      expect(await send('x'.repeat(16 * KIB + 1))).toBe(413)
      expect(await send('x', { 'content-length': '40000000' })).toBe(413)
    }
  })

  test('GET, by what it says', async () => {
    const get = (length: number) =>
      requestOf('http://localhost/ai/sessions', { headers: { 'content-length': String(length) } }).then(statusOf)
    expect(await get(16 * KIB)).toBe(200)
    expect(await get(16 * KIB + 1)).toBe(413)
  })
})

test('a login body has at most 16 KiB, and a lot of values in it are not read', async () => {
  const login = (size: number) => ({ refresh_token: 'x', a: ' '.repeat(size) })
  for (const path of ['/auth/refresh', '/auth/logout']) {
    const send = (body: unknown) => requestOf(`http://localhost${path}`, { body }).then(statusOf)
    expect(await send(login(15 * KIB))).not.toBe(413)
    expect(await send(login(16 * KIB))).toBe(413)
  }
})

test('a charset other than UTF-8 is refused, and the answer says so', async () => {
  const send = async (type: string) => {
    const answer = await app.handle(
      await requestOf('http://localhost/ai/chat', { body: { message: 'a' }, headers: { 'content-type': type } }),
    )
    return [answer.status, ((await answer.json()) as { detail?: string }).detail]
  }
  for (const charset of ['utf-16', 'iso-8859-1', '"UTF-16LE"', 'utf-7', '']) {
    expect(await send(`application/json; charset=${charset}`)).toEqual([415, expect.stringMatching(/UTF-8/)])
  }
  for (const rest of ['', ';', `;${' '.repeat(15_000)};`, '; charset=UTF8', `; version="1"; charset="utf-8"`]) {
    expect((await send(`application/json${rest}`))[0]).toBe(200)
  }
  expect((await send(`application/json${' '.repeat(15_000)}x`))[0]).toBe(415)
})

test('bodies that one user has in flight are bounded, and another user is served meanwhile', async () => {
  await using server = testServer({}, { maxBodyBytes: 256 * KIB, maxUploadBodyBytes: 256 * KIB })
  const half = async (user: string) => {
    const socket = connect(server.port, '127.0.0.1')
    const head = `POST /ai/chat HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await tokenFor(user)}\r\nContent-Type: application/json\r\n`
    socket.write(`${head}Content-Length: ${250 * KIB}\r\n\r\n${' '.repeat(249 * KIB)}`)
    const { promise, resolve } = Promise.withResolvers<string>()
    socket.once('data', (data) => resolve(data.toString()))
    return { answer: promise, [Symbol.dispose]: () => socket.destroy() }
  }
  const open = await Promise.all(['ann', 'ann', 'ann'].map(half))
  const refused = await Promise.race(open.map(({ answer }) => answer))
  expect(refused).toMatch(/^HTTP\/1.1 503 .*"code":"overloaded"/s)
  expect(refused).toMatch(/retry-after: \d/i)
  const message = { message: 'a'.repeat(30_000), other: ' '.repeat(200 * KIB) }
  expect((await fetch(await requestOf(`${server.origin}/ai/chat`, { body: message, user: 'bob' }))).status).toBe(200)
  for (const body of open) body[Symbol.dispose]()
})

test('bodies of requests that were answered, well or not, count no more', async () => {
  const small = testApp({}, { maxBodyBytes: 64 * KIB, maxUploadBodyBytes: 64 * KIB })
  for (let round = 0; round < 5; round++) {
    for (const body of [{ message: 'a'.repeat(31_000) }, { message: 7, x: 'a'.repeat(60_000) }, `{"x":"${'a'.repeat(60_000)}`]) {
      expect((await small.handle(await requestOf('http://localhost/ai/chat', { body }))).status).not.toBe(503)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
})
