import { describe, expect, test } from 'bun:test'
import { memoryStreams } from '../../../test/fakes/streams'
import { requestOf, saying, sessions, testApp } from '../../../test/fakes/use-cases'
import type { ChatRequest } from '../../generation/types'
import type { Chat } from '../chat'

const question = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'first' }] }
const body = { id: 'chat1', messages: [question] }
const partsIn = (raw: string) =>
  raw
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as { type: string })

const said = { content: 'x', createdAtMs: 0, status: 'complete' as const, sources: [], parentId: null }
const history = [
  { ...said, messageId: 'q1', role: 'user' as const },
  { ...said, messageId: 'm1', role: 'assistant' as const },
]

async function ask(sent: object) {
  const seen: ChatRequest[] = []
  const stopped: string[] = []
  const chat: Chat = async function* (request, _, onBegun) {
    seen.push(request)
    await onBegun?.({ sessionId: request.sessionId, messageId: 'm1' })
    yield* saying('Hello')(request)
  }
  const streams = { ...memoryStreams(), stop: async (id: string) => void stopped.push(id) }
  const app = testApp({
    chat,
    streams,
    sessions: { ...sessions, messages: async () => ({ messages: history, nextCursor: null }) },
  })
  const answer = await app.handle(await requestOf('http://localhost/ai/ui/chat', { body: sent }))
  const raw = await answer.text()
  return { status: answer.status, headers: answer.headers, raw, request: seen[0], stopped }
}

test('a message of the transport is answered as one UI message, which can be resumed', async () => {
  const { status, headers, raw, request, stopped } = await ask(body)
  expect(status).toBe(200)
  expect(headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
  expect(headers.get('x-message-id')).toBe('m1')
  expect(partsIn(raw).map(({ type }) => type)).toEqual(['start', 'text-start', 'text-delta', 'text-end', 'finish'])
  expect(raw.endsWith('data: [DONE]\n\n')).toBe(true)
  expect(request).toMatchObject({ message: 'first', sessionId: 'chat1' })
  expect(stopped).toEqual(['x']) // the answer that was still written in the session
})

test.each([
  ['no messages', { id: 'chat1' }],
  ['no message of the user', { id: 'chat1', messages: [{ role: 'assistant', parts: [] }] }],
  ['a message that is no object', { id: 'chat1', messages: ['first'] }],
  ['a message without parts', { id: 'chat1', messages: [{ role: 'user' }] }],
  ['a blank question', { id: 'chat1', messages: [{ role: 'user', parts: [{ type: 'text', text: ' \n\t ' }] }] }],
  [
    'a question that is too long',
    { id: 'chat1', messages: [{ role: 'user', parts: [{ type: 'text', text: 'x'.repeat(32_001) }] }] },
  ],
  ['no id', { messages: [question] }],
  ['an id that no session can have', { ...body, id: '..' }],
  ['a trigger of another protocol', { ...body, trigger: 'resume-stream' }],
])('%s is refused', async (_, sent) => {
  const { status, request, raw } = await ask(sent)
  expect([status, request]).toEqual([422, undefined])
  expect(JSON.parse(raw)).toMatchObject({ code: 'validation_error', errors: [expect.anything()] })
})

test('a transport that sends the last message alone is understood', async () => {
  expect((await ask({ id: 'chat1', message: question })).request).toMatchObject({ message: 'first' })
})

describe('a branch', () => {
  const answered = { id: 'm1', role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] }

  test.each([
    ['regenerate() with the id of the history', { ...body, trigger: 'regenerate-message', messageId: 'm1' }],
    ['regenerate() with an id of its own', { ...body, trigger: 'regenerate-message', messageId: 'own' }],
    ['regenerate() of the last answer', { id: 'chat1', message: question, trigger: 'regenerate-message' }],
    ['messages that end with an answer', { id: 'chat1', messages: [question, answered] }],
  ])('is made by %s', async (_, sent) => {
    expect((await ask(sent)).request).toMatchObject({ insteadOf: 'm1' })
  })

  test('is not made by the next question', async () => {
    const messages = [question, answered, { ...question, id: 'u2' }]
    expect((await ask({ id: 'chat1', messages, trigger: 'submit-message' })).request).not.toHaveProperty('insteadOf')
  })
})

describe('the answer that is being written', () => {
  const get = async (path: string, streams = memoryStreams(), method = 'GET') =>
    testApp({ streams }).handle(await requestOf(`http://localhost${path}`, { method }))
  const none = { ...memoryStreams(), running: async () => undefined }

  test('is given from its beginning, with the message that it writes', async () => {
    const answer = await get('/ai/ui/chat/chat1/stream')
    expect([answer.status, answer.headers.get('x-message-id')]).toEqual([200, 'm1'])
    expect(partsIn(await answer.text())).toEqual([
      { type: 'start', messageId: 'm1' },
      { type: 'text-start', id: 'answer' },
      { type: 'text-delta', id: 'answer', delta: 'Hello' },
      { type: 'text-end', id: 'answer' },
      { type: 'finish', messageMetadata: { session_id: 's1', message_id: 'm1' } },
    ] as never)
  })

  test('is none: 204', async () => {
    expect((await get('/ai/ui/chat/chat1/stream', none)).status).toBe(204)
  })

  test('is stopped by its session, and nothing is stopped when there is none', async () => {
    expect(await (await get('/ai/ui/chat/chat1/stream', memoryStreams(), 'DELETE')).json()).toMatchObject({ stopped: true })
    expect(await (await get('/ai/ui/chat/chat1/stream', none, 'DELETE')).json()).toMatchObject({ stopped: false })
  })

  test('can be followed by its id in either format, whoever began it', async () => {
    const ended = JSON.stringify({ session_id: 's9', message_id: 'm1', model: 'm', tool_used: null })
    const streams = {
      ...memoryStreams(),
      async *follow() {
        yield { kind: 'sources' as const, data: '[]', n: 1 }
        yield { kind: 'text' as const, data: 'Hello', n: 2 }
        yield { outcome: 'done' as const, data: ended, n: 3 }
      },
    }
    const plain = await (await get('/ai/chat/stream/x', streams)).text()
    expect(plain).toContain('event: done\ndata: s9\n')
    const ui = partsIn(await (await get('/ai/chat/stream/x?format=ai-sdk', streams)).text())
    expect(ui.at(-1)).toEqual({ type: 'finish', messageMetadata: JSON.parse(ended) } as never)
  })

  test.each([
    ['error', JSON.stringify({ type: 'error', detail: 'Too slow.' }), 'Too slow.'],
    ['producer_lost', '', 'The server that wrote this answer is gone; the history holds what it wrote.'],
  ] as const)('ends with one error part when it ended with %s', async (outcome, data, errorText) => {
    const streams = {
      ...memoryStreams(),
      async *follow() {
        yield { kind: 'text' as const, data: 'Hello', n: 1 }
        yield { outcome, data, n: 2 }
      },
    }
    const parts = partsIn(await (await get('/ai/ui/chat/chat1/stream', streams)).text())
    expect(parts.at(-1)).toEqual({ type: 'error', errorText } as never)
  })
})
