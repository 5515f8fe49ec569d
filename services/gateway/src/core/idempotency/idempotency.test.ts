import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { memoryRequests } from '../../../test/fakes/idempotency'
import { requestOf, saying, testApp } from '../../../test/fakes/use-cases'
import { parseEvents } from '../../../test/sse-events'
import type { Chat } from '../../chat/chat'
import type { UseCases } from '../router'

/** A gateway with a chat that counts its runs; `crash` is that everybody who held a request is gone. */
function counting(chat: Chat = saying('Hello'), changed: Partial<UseCases> = {}) {
  let runs = 0
  const sessions: string[] = []
  const requests = memoryRequests()
  const app = testApp({
    async *chat(request, caller, onBegun) {
      runs += 1
      sessions.push(request.sessionId)
      yield* chat(request, caller, onBegun)
    },
    idempotentRequests: requests,
    ...changed,
  })
  const ask = async (key: string, { path = '/ai/chat', body = { message: 'a' } as object, user = 'ann' } = {}) =>
    app.handle(await requestOf(`http://localhost${path}`, { body, user, headers: { 'idempotency-key': key } }))
  return { ask, runs: () => runs, sessions, crash: () => requests.expire() }
}
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

test('the same key with the same body gives the same answer, and the work is done once', async () => {
  const { ask, runs } = counting()
  const first = await ask('k')
  const again = await ask('k')
  expect(await again.text()).toBe(await first.text())
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
  expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  expect(runs()).toBe(1)
})

test("keys are a user's own, and a route's own", async () => {
  const { ask, runs } = counting()
  for (const user of ['ann', 'bob', 'ann', 'bob'])
    expect(((await (await ask('k', { user })).json()) as { user_id: string }).user_id).toBe(user)
  expect(runs()).toBe(2)
  expect((await ask('k', { path: '/ai/summarize', body: { text: 'a long enough text' } })).status).toBe(200)
})

test('another body, path or query under the same key is a conflict', async () => {
  const { ask, runs } = counting()
  await ask('k')
  expect(await codeOf(await ask('k', { body: { message: 'b' } }))).toEqual([409, 'idempotency_conflict'])
  await ask('s', { path: '/ai/sessions/s1/chat' })
  expect(await codeOf(await ask('s', { path: '/ai/sessions/s2/chat' }))).toEqual([409, 'idempotency_conflict'])
  expect(runs()).toBe(2)
})

test('while the first try runs, the second is told to wait', async () => {
  const gate = Promise.withResolvers<void>()
  const { ask, runs } = counting(async function* (request) {
    await gate.promise
    yield* saying('late')(request)
  })
  const first = ask('k')
  while (runs() === 0) await Bun.sleep(1)
  expect(await codeOf(await ask('k'))).toEqual([409, 'idempotency_conflict'])
  gate.resolve()
  expect((await first).status).toBe(200)
  expect((await ask('k')).headers.get('idempotency-replayed')).toBe('true')
  expect(runs()).toBe(1)
})

test('who takes over after a crash works in the same new session', async () => {
  let hangs = true
  const { ask, runs, sessions, crash } = counting(async function* (request) {
    if (hangs) await new Promise(() => {})
    yield* saying('x')(request)
  })
  void ask('k')
  while (runs() === 0) await Bun.sleep(1)
  hangs = false
  crash()
  expect((await ask('k')).status).toBe(200)
  expect(runs()).toBe(2)
  expect(sessions[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(new Set(sessions).size).toBe(1)
})

describe('what is kept', () => {
  test.each([
    ['rate_limited', false],
    ['quota_exceeded', false],
    ['unavailable', false],
    ['internal_error', false],
    ['not_found', true],
    ['failed_precondition', true],
  ] as const)('of %s: %p', async (code, kept) => {
    const { ask, runs } = counting(async function* () {
      yield* []
      throw new AppError(code, 'No.')
    })
    const first = await ask('k')
    const again = await ask('k')
    expect(await codeOf(again)).toEqual(await codeOf(first))
    expect(runs()).toBe(kept ? 1 : 2)
  })

  test('a body that its schema refuses takes no key', async () => {
    const { ask, runs } = counting()
    expect((await ask('k', { body: { message: '' } })).status).toBe(422)
    expect((await ask('k')).status).toBe(200)
    expect(runs()).toBe(1)
  })

  test('a key is 1 to 255 printable characters', async () => {
    const { ask, runs } = counting()
    for (const key of ['x'.repeat(256), 'é', '\t\x7f']) expect([key, (await ask(key)).status]).toEqual([key, 422])
    expect((await ask('x'.repeat(255))).status).toBe(200)
    expect(runs()).toBe(1)
  })
})

describe('a stream', () => {
  const path = '/ai/chat/stream'

  test('that has ended is replayed to the byte, with its id', async () => {
    const { ask, runs } = counting(saying('Hello', ' you'))
    const first = await ask('k', { path })
    const bytes = await first.text()
    const again = await ask('k', { path })
    expect(await again.text()).toBe(bytes)
    expect(again.headers.get('x-stream-id')).toBe(first.headers.get('x-stream-id'))
    expect(again.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(runs()).toBe(1)
  })

  test('may be asked for again as soon as its end was read', async () => {
    const { ask } = counting(saying('Hello'))
    const reader = (await ask('k', { path })).body?.getReader()
    let text = ''
    while (!text.includes('event: done')) text += new TextDecoder().decode((await reader?.read())?.value)
    expect((await ask('k', { path })).headers.get('idempotency-replayed')).toBe('true')
  })

  test('that runs is a conflict, and one that broke or was left is done again', async () => {
    const { ask, runs } = counting(async function* (_, { signal }) {
      yield { type: 'text', text: 'a' }
      if (runs() === 2) throw new AppError('timeout', 'Too slow.')
      if (runs() > 2) return yield* saying('b')({ sessionId: 's' } as Parameters<Chat>[0])
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const first = await ask('k', { path })
    expect((await ask('k', { path })).status).toBe(409)
    await first.body?.cancel()
    expect(parseEvents(await (await ask('k', { path })).text()).at(-1)?.event).toBe('error')
    expect(parseEvents(await (await ask('k', { path })).text()).at(-1)?.event).toBe('done')
    expect(runs()).toBe(3)
  })
})

test('a request without a key is done as often as it comes', async () => {
  const { runs, ask } = counting()
  await ask('1')
  await ask('2')
  expect(runs()).toBe(2)
})

test('copies of streams that are sent are bounded by user: one without room is sent whole, and not kept', async () => {
  const gate = Promise.withResolvers<void>()
  const { ask, runs } = counting(async function* (request) {
    yield { type: 'text', text: 'x'.repeat(LONG) }
    await gate.promise
    yield* saying('')(request)
  })
  const stream = (key: string, user = 'ann') => ask(key, { path: '/ai/chat/stream', user })
  const keys = ['a', 'b', 'c', 'd', 'e']
  const readers = []
  for (const answer of [...(await Promise.all(keys.map((key) => stream(key)))), await stream('a', 'bob')])
    readers.push(await readLong(answer))
  gate.resolve()
  for (const reader of readers) while (!(await reader.read()).done);
  expect(runs()).toBe(6)
  const replayed = async (key: string, user?: string) => {
    const again = await stream(key, user)
    await again.text()
    return again.headers.get('idempotency-replayed') === 'true'
  }
  const kept = []
  for (const key of keys) kept.push(await replayed(key))
  expect(kept).toEqual([true, true, true, true, false])
  expect([await replayed('a', 'bob'), await replayed('e')]).toEqual([true, true]) // now there was room
})

const LONG = 2_900_000

/** Reads the long text, and leaves the rest. */
async function readLong({ body }: Response) {
  if (!body) throw new Error('there is nothing to read')
  const reader = body.getReader()
  for (let bytes = 0; bytes < LONG; ) bytes += (await reader.read()).value?.length ?? LONG
  return reader
}
