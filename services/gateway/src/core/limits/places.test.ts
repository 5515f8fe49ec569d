import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { callerOf } from '../../../test/fakes/caller'
import { exports } from '../../../test/fakes/exports'
import { documentOf } from '../../../test/fakes/rag'
import { memoryStreams } from '../../../test/fakes/streams'
import { requestOf, testServer } from '../../../test/fakes/use-cases'
import { NO_USAGE } from '../../generation/llm'
import type { UseCases } from '../router'
import { OverLimit, openLimits } from './limits'

const log = createLog({ service: 'test', level: 'silent' })
const limitsOf = (streamsPerUserMax: number) =>
  openLimits({
    rateLimitRequests: 0,
    rateLimitAddressRequests: 0,
    rateLimitSeconds: 60,
    streamsPerUserMax,
    limitStoreDown: 'local',
    log,
  })

/** A chat that says one word and then waits until it is let go. */
function waiting() {
  const gate = Promise.withResolvers<void>()
  const chat: UseCases['chat'] = async function* (_, { signal }, onBegun) {
    await onBegun?.({ sessionId: 's1', messageId: 'm1' } as never)
    yield { type: 'text', text: 'One' }
    await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))])
    signal.throwIfAborted()
    const result = {
      message_id: 'm1',
      documents_processing: 0,
      response: 'One',
      session_id: 's1',
      tool_used: null,
      sources: [],
      model: 'm',
      usage: NO_USAGE,
    }
    yield { type: 'finish', result }
  }
  return { chat, open: gate.resolve }
}

async function until(condition: () => Promise<boolean>) {
  const deadline = performance.now() + 15_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it does not come true')
    await Bun.sleep(10)
  }
}

test('a user has so many streams at once, and a place is free again however a stream ends', async () => {
  const { chat, open } = waiting()
  await using server = testServer({ chat }, { limits: await limitsOf(2) })
  const ask = async (init: RequestInit = {}, user = 'ann') =>
    fetch(await requestOf(`${server.origin}/ai/chat/stream`, { body: { message: 'a' }, user }), init)
  const leave = new AbortController()
  const first = await ask({ signal: leave.signal })
  const second = await ask()
  expect([first.status, second.status]).toEqual([200, 200])
  const third = await ask()
  expect([third.status, ((await third.json()) as { code: string }).code]).toEqual([429, 'rate_limited'])
  expect([third.headers.get('ratelimit'), third.headers.get('ratelimit-policy')]).toEqual(['"streams";r=0;t=1', '"streams";q=2'])
  expect(third.headers.get('retry-after')).toBe('1')
  expect((await ask({}, 'bob')).status).toBe(200)
  expect((await fetch(await requestOf(`${server.origin}/ai/sessions`))).status).toBe(200)
  leave.abort() // the client of the first one is gone
  await until(async () => (await ask()).status === 200)
  expect((await ask()).status).toBe(429)
  open() // they all come to their end
  await second.text()
  await until(async () => {
    const answer = await ask()
    await answer.text()
    return answer.status === 200
  })
})

test('a stream that fails before its first word takes no place', async () => {
  const chat: UseCases['chat'] = async function* () {
    yield* []
    throw new OverLimit('quota_exceeded', 'Enough.', { name: 'tokens', max: 1, seconds: 86_400, remaining: 0, resetMs: 5_000 })
  }
  await using server = testServer({ chat }, { limits: await limitsOf(1) })
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(await requestOf(`${server.origin}/ai/chat/stream`, { body: { message: 'a' } }))
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([429, 'quota_exceeded'])
    expect(answer.headers.get('ratelimit')).toBe('"tokens";r=0;t=5')
  }
})

test('a resumable answer holds its place while it is made, also when nobody reads it, and readers have their own', async () => {
  const { chat, open } = waiting()
  const streams: UseCases['streams'] = {
    ...memoryStreams(),
    async begin({ run }) {
      const produce = async () => {
        for await (const _ of run(callerOf('ann'), async () => undefined));
      }
      void produce()
      return async function* (signal) {
        yield { kind: 'text', data: 'One', n: 1 }
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      }
    },
  }
  await using server = testServer({ chat, streams }, { limits: await limitsOf(1) })
  const ask = async (init: RequestInit = {}) =>
    fetch(await requestOf(`${server.origin}/ai/chat/stream`, { body: { message: 'a', resumable: true } }), init)
  const leave = new AbortController()
  expect((await ask({ signal: leave.signal })).status).toBe(200)
  leave.abort()
  expect((await ask()).status).toBe(429)
  const readAlong = await fetch(await requestOf(`${server.origin}/ai/chat/stream/x`))
  expect([readAlong.status, await readAlong.text()]).toEqual([200, expect.stringContaining('event: done')])
  open()
  await until(async () => (await ask()).status === 200)
})

test('an answer that is not streamed takes a place too, on each route that runs a model', async () => {
  const { chat, open } = waiting()
  await using server = testServer({ chat }, { limits: await limitsOf(1) })
  const ask = async (path: string, body: object) => {
    const answer = await fetch(await requestOf(`${server.origin}${path}`, { body }))
    return [answer.status, ((await answer.json()) as { code?: string }).code]
  }
  const first = ask('/ai/chat', { message: 'a' })
  await until(async () => (await ask('/ai/mindmap', { topic: 'a' }))[0] === 429)
  const routes: [string, object][] = [
    ['/ai/chat', { message: 'a' }],
    ['/ai/sessions/s/chat', { message: 'a' }],
    ['/ai/sessions/s/messages/m/regenerate', {}],
    ['/ai/qa', { question: 'a' }],
    ['/ai/summarize', { text: 'Leaves turn light into sugar.' }],
    ['/ai/quiz', { text: 'a' }],
    ['/ai/flashcards', { text: 'a' }],
    ['/ai/concepts', { text: 'a' }],
    ['/ai/study-plan', { topic: 'a', start_date: '2030-01-01', end_date: '2030-01-02', minutes_per_day: 30 }],
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'a' }] }],
    ['/v1/embeddings', { input: 'a' }],
  ]
  for (const [path, body] of routes) expect([path, (await ask(path, body))[0]]).toEqual([path, 429])
  expect((await ask('/ai/search', { query: 'a' }))[0]).toBe(200)
  open()
  expect(await first).toEqual([200, undefined])
  await until(async () => (await ask('/ai/mindmap', { topic: 'a' }))[0] === 200)
})

/** Compressed it is larger than what waits for the first bytes of an answer. */
const LONG_TEXT = Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))).toString('hex')

test('a user reads four exports at once, and a place is free when one has ended, was left or could not begin', async () => {
  const gate = Promise.withResolvers<void>()
  let isAvailable = true
  const exported: UseCases['exports'] = {
    ...exports,
    async *exportDocuments() {
      if (!isAvailable) throw new AppError('unavailable', 'The store is away.')
      yield { kind: 'document', document: documentOf() }
      yield { kind: 'text', text: LONG_TEXT }
      await gate.promise
    },
  }
  await using server = testServer({ exports: exported }, { limits: await limitsOf(0) })
  const ask = async (init: RequestInit = {}, user = 'ann') =>
    fetch(await requestOf(`${server.origin}/ai/me/export`, { user }), init)
  const leave = new AbortController()
  const running = [await ask({ signal: leave.signal }), await ask(), await ask(), await ask()]
  expect(running.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const fifth = await ask()
  expect([fifth.status, await fifth.json()]).toEqual([
    429,
    expect.objectContaining({
      code: 'rate_limited',
      detail: '4 exports are being read, as many as may be at once; let one end first.',
    }),
  ])
  expect([fifth.headers.get('ratelimit'), fifth.headers.get('retry-after')]).toEqual(['"exports";r=0;t=1', '1'])
  expect((await ask({}, 'bob')).status).toBe(200)
  leave.abort()
  isAvailable = false // a refusal for want of a place comes before one for want of the store
  await until(async () => (await ask()).status === 503)
  for (let n = 0; n < 5; n++) expect((await ask()).status).toBe(503)
  isAvailable = true
  const again = await ask()
  expect([again.status, (await ask()).status]).toEqual([200, 429])
  gate.resolve()
  await Promise.all([...running.slice(1), again].map((answer) => answer.arrayBuffer()))
  await until(async () => (await ask()).status === 200)
})
