import { afterEach, expect, test } from 'bun:test'
import { ApiError, ConnectionError, createClient } from './client.js'

// A server that answers by a script, on a real socket: what a client does with refusals, silence and lost connections.

type Answer = (request: Request) => Response | Promise<Response>

const servers: Bun.Server<undefined>[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop(true)))
})

/** Answers each request with the next entry of the script, and the last one again and again. */
function scripted(...script: Answer[]) {
  const seen: { method: string; path: string; headers: Headers; body: string }[] = []
  const server = Bun.serve({
    port: 0,
    async fetch(request) {
      const { method, url, headers } = request
      seen.push({ method, path: new URL(url).pathname, headers, body: await request.clone().text() })
      const answer = script.length > 1 ? script.shift() : script[0]
      return answer?.(request) ?? new Response(null, { status: 500 })
    },
  })
  servers.push(server)
  const client = createClient({ baseUrl: server.url.href, token: 'a.b.c', silenceMsMax: 200 })
  return { client, seen }
}

const refused =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  () =>
    Response.json(
      { error: 'Title', detail: 'Change it.', code, timestamp: '2026-03-01T09:30:00.000Z', request_id: 'r1' },
      { status, headers },
    )
const health = () => Response.json({ status: 'healthy', version: '1', components: {}, timestamp: '2026-03-01T09:30:00.000Z' })

const failureOf = async (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

test('a refusal is an ApiError with its code, its sentence and its fields', async () => {
  const { client, seen } = scripted(() =>
    Response.json(
      {
        error: 'x',
        detail: 'top_k is wrong.',
        code: 'validation_error',
        request_id: 'r1',
        errors: [{ field: 'top_k', message: 'is wrong' }],
      },
      { status: 422 },
    ),
  )
  const error = await failureOf(client.documents.search({ query: 'light' }))
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({
    status: 422,
    code: 'validation_error',
    message: 'top_k is wrong.',
    requestId: 'r1',
    fields: [{ field: 'top_k', message: 'is wrong' }],
  })
  expect(seen).toHaveLength(1)
})

test('an answer of a proxy, which is no JSON, is an ApiError too', async () => {
  const { client } = scripted(() => new Response('<html>', { status: 413 }))
  expect(await failureOf(client.health())).toMatchObject({ name: 'ApiError', status: 413, code: 'upstream_error' })
})

test.each([429, 503])('a %p with Retry-After is asked again once that time is over', async (status) => {
  const { client, seen } = scripted(refused(status, 'rate_limited', { 'retry-after': '0' }), health)
  expect(await client.health()).toMatchObject({ status: 'healthy' })
  expect(seen).toHaveLength(2)
})

test('a Retry-After that is too long is for the caller to decide', async () => {
  const { client, seen } = scripted(refused(429, 'rate_limited', { 'retry-after': '3600' }))
  expect(await failureOf(client.health())).toMatchObject({ code: 'rate_limited', retryAfterMs: 3_600_000 })
  expect(seen).toHaveLength(1)
})

test('a POST is tried again under the same key, so that its work is done once', async () => {
  const { client, seen } = scripted(refused(503, 'unavailable', { 'retry-after': '0' }), () => Response.json({ results: [] }))
  await client.documents.search({ query: 'light' })
  const keys = seen.map(({ headers }) => headers.get('idempotency-key'))
  expect(keys).toEqual([expect.any(String), keys[0] ?? null])
  expect(keys[0]).not.toBeNull()
})

test('a quota that is used up is no reason to try again', async () => {
  const { client, seen } = scripted(refused(429, 'quota_exceeded', { 'retry-after': '1' }))
  expect(await failureOf(client.health())).toMatchObject({ code: 'quota_exceeded' })
  expect(seen).toHaveLength(1)
})

test('a server that is not there is a ConnectionError after all attempts', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:9', token: 't', retriesMax: 1 })
  expect(await failureOf(client.health())).toBeInstanceOf(ConnectionError)
})

test('the token may come from a function, which is asked for each request', async () => {
  const { seen } = scripted(health)
  let asked = 0
  const client = createClient({ baseUrl: String(servers[0]?.url), token: () => `t${++asked}` })
  await client.health()
  await client.health()
  expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer t1', 'Bearer t2'])
})

const encoder = new TextEncoder()
/** A stream of these frames, which then ends, breaks off or stays silent. */
const sse =
  (frames: string[], end: 'close' | 'break' | 'silence' = 'close'): Answer =>
  () =>
    new Response(
      new ReadableStream({
        async start(controller) {
          for (const frame of frames) controller.enqueue(encoder.encode(frame))
          // The frames are on their way before the connection breaks.
          await Bun.sleep(20)
          if (end === 'close') controller.close()
          if (end === 'break') controller.error(new Error('broken'))
        },
      }),
      { headers: { 'content-type': 'text/event-stream', 'x-stream-id': 's1', 'x-message-id': 'm1' } },
    )

test('a chat is its start, its texts, in order and whole, and its end', async () => {
  const { client, seen } = scripted(
    sse(['id: s1-1\ndata: Light\n\n', 'id: s1-2\ndata:  and\ndata: leaves.\n\nevent: done\ndata: c1\n\n']),
  )
  const events = []
  for await (const event of client.chat.stream({ message: 'a' })) events.push(event)
  expect(events).toEqual([
    { type: 'start', streamId: 's1', messageId: 'm1' },
    { type: 'text', text: 'Light' },
    { type: 'text', text: ' and\nleaves.' },
    { type: 'done', sessionId: 'c1' },
  ])
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ message: 'a', resumable: true, stream: true })
})

test.each(['close', 'break', 'silence'] as const)('a stream whose connection ends by %s goes on where it was', async (end) => {
  const { client, seen } = scripted(
    sse(['id: s1-1\ndata: Light\n\n'], end),
    sse(['id: s1-2\ndata:  and leaves.\n\nevent: done\ndata: c1\n\n']),
  )
  expect(await client.chat.stream({ message: 'a' }).text()).toBe('Light and leaves.')
  expect(seen.map(({ method, path, headers }) => [method, path, headers.get('last-event-id')])).toEqual([
    ['POST', '/ai/chat/stream', null],
    ['GET', '/ai/chat/stream/s1', 's1-1'],
  ])
})

test('comments keep a silent stream alive', async () => {
  const { client, seen } = scripted(
    () =>
      new Response(
        new ReadableStream({
          async start(controller) {
            for (let beat = 0; beat < 6; beat++) {
              controller.enqueue(encoder.encode(': keep-alive\n\n'))
              await Bun.sleep(50)
            }
            controller.enqueue(encoder.encode('data: a\n\nevent: done\ndata: c1\n\n'))
            controller.close()
          },
        }),
        { headers: { 'x-stream-id': 's1' } },
      ),
  )
  expect(await client.chat.stream({ message: 'a' }).text()).toBe('a')
  expect(seen).toHaveLength(1)
})

test('an error event is thrown, and the stream is not resumed', async () => {
  const body = {
    type: 'error',
    message: 'Slow.',
    error: 'Timeout',
    detail: 'Slow.',
    code: 'timeout',
    timestamp: '',
    request_id: 'r',
  }
  const { client, seen } = scripted(sse([`data: a\n\nevent: error\ndata: ${JSON.stringify(body)}\n\n`]))
  expect(await failureOf(client.chat.stream({ message: 'a' }).text())).toMatchObject({ code: 'timeout', message: 'Slow.' })
  expect(seen).toHaveLength(1)
})

test.each(['break', 'signal'] as const)('leaving a stream by %s stops the model', async (how) => {
  const { client, seen } = scripted(sse(['id: s1-1\ndata: Light\n\n'], 'silence'), () => Response.json({}))
  const left = new AbortController()
  const reading = (async () => {
    for await (const event of client.chat.stream({ message: 'a' }, { signal: left.signal })) {
      if (event.type !== 'text') continue
      if (how === 'break') break
      left.abort(new Error('left'))
    }
  })()
  expect(await failureOf(reading)).toEqual(how === 'break' ? undefined : new Error('left'))
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toContain('DELETE /ai/chat/stream/s1')
})
