import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { requestOf, saying, testApp } from '../../../test/fakes/use-cases'
import { parseEvents } from '../../../test/sse-events'
import type { Chat } from '../../chat/chat'
import type { AnswerEvent, ChatResult } from '../../generation/types'

const ask = async (chat: Chat, body: object = {}, options: Parameters<typeof testApp>[1] = {}) => {
  const request = await requestOf('http://localhost/ai/chat/stream', { body: { message: 'a', session_id: 's7', ...body } })
  return testApp({ chat }, options).handle(request)
}
const textOf = (raw: string) =>
  parseEvents(raw)
    .filter(({ event }) => event === 'message')
    .map(({ data }) => data)
    .join('')

/** Yields these, then throws. */
const breaking = (error: unknown, ...events: AnswerEvent<ChatResult>[]): Chat =>
  async function* () {
    yield* events
    throw error
  }

test('a stream has the frames of the contract, to the byte', async () => {
  const answer = await ask(saying('Hello', ' you\n', 'x'))
  const id = answer.headers.get('x-stream-id')
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-cache, no-transform')
  expect(answer.headers.get('x-accel-buffering')).toBe('no')
  expect(await answer.text()).toBe(
    `id: ${id}-1\ndata: Hello\n\nid: ${id}-2\ndata:  you\ndata: \n\nid: ${id}-3\ndata: x\n\nevent: done\ndata: s7\n\n`,
  )
})

describe('text arrives as it was', () => {
  const rows: string[][] = [
    ['a\nb', '\n', '\n\nc'],
    [' leading', '  two', '\ttab'],
    ['data: x', '\ndata: y\n', 'event: done\ndata: forged\n\n', 'id: 9', ': comment', 'retry: 1'],
    ['event: error', '\n\n', ''],
    ['👩‍🎓', 'é', '\u2028\u2029\u0085', '\ufeff', '\0'],
    ['x'.repeat(200_000), '\n'.repeat(5_000)],
  ]
  test.each(rows.map((texts) => [texts]))('%#', async (texts) => {
    const raw = await (await ask(saying(...texts))).text()
    expect(textOf(raw)).toBe(texts.join(''))
    expect(parseEvents(raw).filter(({ event }) => event !== 'message')).toEqual([
      { event: 'done', data: 's7', id: expect.anything() },
    ])
  })

  test('a carriage return, which no model text has here, is a line end and can forge nothing', async () => {
    const raw = await (await ask(saying('a\rdata: b\r\nevent: done'))).text()
    expect(textOf(raw)).toBe('a\ndata: b\nevent: done')
  })
})

test('sources come only when they were asked for, on one line before the text', async () => {
  expect(await (await ask(saying('x'))).text()).not.toContain('sources')
  const raw = await (await ask(saying('x'), { include_sources: true })).text()
  expect(raw).toStartWith('event: sources\ndata: []\n\n')
})

test('the answer of /ai/chat with stream is the stream', async () => {
  const request = await requestOf('http://localhost/ai/chat', { body: { message: 'a', stream: true } })
  expect((await testApp().handle(request)).headers.get('content-type')).toContain('text/event-stream')
})

test('streams of summaries and answers end with the JSON of the plain call on one line', async () => {
  for (const [path, body] of [
    ['/ai/qa', { question: 'a' }],
    ['/ai/summarize', { text: 'a long enough text' }],
  ] as const) {
    const plain = (await (await testApp().handle(await requestOf(`http://localhost${path}`, { body }))).json()) as object
    const raw = await (await testApp().handle(await requestOf(`http://localhost${path}/stream`, { body }))).text()
    const done = parseEvents(raw).at(-1)
    expect(done?.event).toBe('done')
    expect({ ...JSON.parse(done?.data ?? ''), timestamp: 0 }).toEqual({ ...plain, timestamp: 0 })
  }
})

describe('a failure', () => {
  test('before the first event is a plain HTTP error', async () => {
    const answer = await ask(breaking(new AppError('unavailable', 'Down.')))
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'unavailable', detail: 'Down.' })
  })

  test('after it is one error event, the last one', async () => {
    const answer = await ask(breaking(new AppError('timeout', 'Too slow.'), { type: 'text', text: 'a' }))
    expect(answer.status).toBe(200)
    const events = parseEvents(await answer.text())
    expect(events.map(({ event }) => event)).toEqual(['message', 'error'])
    const error = JSON.parse(events[1]?.data ?? '')
    expect(error).toMatchObject({ type: 'error', message: 'Too slow.', detail: 'Too slow.', code: 'timeout', error: 'Timeout' })
    expect(error.request_id).toBe(answer.headers.get('x-request-id'))
    expect(error.timestamp).toEndWith('Z')
  })

  test('that is a bug says nothing of its cause', async () => {
    const raw = await (await ask(breaking(new Error('secret'), { type: 'text', text: 'a' }))).text()
    expect(raw).not.toContain('secret')
    expect(raw).toContain('internal_error')
  })

  test('to finish is an error too', async () => {
    const silent: Chat = async function* () {
      yield { type: 'text', text: 'a' }
    }
    expect(parseEvents(await (await ask(silent)).text()).map(({ event }) => event)).toEqual(['message', 'error'])
  })
})

test('texts of one turn of the loop leave in one write', async () => {
  const answer = await ask(saying(...Array.from({ length: 2_000 }, (_, index) => `${index} `)))
  let writes = 0
  for await (const _ of answer.body ?? []) writes += 1
  expect(writes).toBeLessThan(100)
})

test('a text leaves when it is there, not with the next one', async () => {
  const gate = Promise.withResolvers<void>()
  const chat: Chat = async function* (request) {
    yield { type: 'text', text: 'first' }
    await gate.promise
    yield* saying('second')(request)
  }
  const reader = (await ask(chat)).body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toContain('data: first')
  gate.resolve()
  expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toContain('data: second')
})

test('a stream that is silent says so, and sends its headers before its first event', async () => {
  const gate = Promise.withResolvers<void>()
  const chat: Chat = async function* (request) {
    await gate.promise
    yield* saying('late')(request)
  }
  const answer = await ask(chat, {}, { pace: { headersMs: 20, keepAliveMs: 20 } })
  const reader = answer.body?.getReader()
  for (let round = 0; round < 3; round++) {
    expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toBe(': keep-alive\n\n')
  }
  gate.resolve()
  expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toContain('data: late')
})

test('the end of the grace time is an error event', async () => {
  const shutdown = new AbortController()
  const left = Promise.withResolvers<boolean>()
  const chat: Chat = async function* (_, { signal }) {
    yield { type: 'text', text: 'a' }
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
    shutdown.abort(new AppError('shutting_down', 'Restarting.'))
    await aborted
    left.resolve(signal.aborted)
    signal.throwIfAborted()
  }
  const answer = await ask(chat, {}, { shutdown: shutdown.signal })
  const events = parseEvents(await answer.text())
  expect(events.map(({ event }) => event)).toEqual(['message', 'error'])
  expect(JSON.parse(events[1]?.data ?? '')).toMatchObject({ code: 'shutting_down' })
  expect(await left.promise).toBe(true)
})
