import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { requestOf, saying, testApp } from '../../../test/fakes/use-cases'
import type { ChatRequest, Source } from '../../generation/types'
import type { Chat } from '../chat'
import { wantsAiSdk } from './ui-body'

const source: Source = {
  source: 'a.txt',
  content: 'Light.',
  metadata: {},
  document_id: 'd1',
  chunk_id: 'c1',
  filename: 'a.txt',
  score: 0.5,
  start: 0,
  end: 6,
  page: null,
}
const ask = async (chat: Chat, body: object = { message: 'a', session_id: 's7' }, path = '/ai/chat/stream?format=ai-sdk') =>
  testApp({ chat }).handle(await requestOf(`http://localhost${path}`, { body }))
const partsOf = (raw: string) => raw.split('\n\n').filter((frame) => frame !== '')

test('a turn is the parts of one UI message, to the byte', async () => {
  const chat: Chat = async function* (request) {
    yield { type: 'sources', sources: [source] }
    for await (const event of saying('He\nllo', '', ' [1]')(request)) if (event.type !== 'sources') yield event
  }
  const answer = await ask(chat)
  expect(answer.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const frames = partsOf(await answer.text())
  expect(frames.at(-1)).toBe('data: [DONE]')
  expect(frames.slice(0, -1).map((frame) => JSON.parse(frame.slice('data: '.length)))).toEqual([
    { type: 'start' },
    {
      type: 'source-document',
      sourceId: '1',
      mediaType: 'text/plain',
      title: 'a.txt',
      filename: 'a.txt',
      providerMetadata: { collabry: source },
    },
    { type: 'text-start', id: 'answer' },
    { type: 'text-delta', id: 'answer', delta: 'He\nllo' },
    { type: 'text-delta', id: 'answer', delta: ' [1]' },
    { type: 'text-end', id: 'answer' },
    {
      type: 'finish',
      messageMetadata: { session_id: 's7', message_id: 'm1', model: 'm', tool_used: null, usage: expect.anything() },
    },
  ])
})

describe('a failure', () => {
  const failing = (...texts: string[]): Chat =>
    async function* () {
      for (const text of texts) yield { type: 'text', text }
      throw new AppError('timeout', 'Too slow.')
    }

  test('before the first part is an HTTP error of the contract', async () => {
    const answer = await ask(failing())
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 504, body: { code: 'timeout' } })
  })

  test('later is one error part, the last one', async () => {
    const frames = partsOf(await (await ask(failing('a'))).text())
    expect(frames.at(-1)).toBe('data: {"type":"error","errorText":"Too slow."}')
    expect(frames.filter((frame) => /error|DONE/.test(frame))).toHaveLength(1)
  })
})

describe('the body of the transport', () => {
  const requestFor = async (body: object, path?: string) => {
    let seen: ChatRequest | undefined
    const chat: Chat = (request) => {
      seen = request
      return saying('x')(request)
    }
    const { status } = await ask(chat, body, path)
    return { status, message: seen?.message, sessionId: seen?.sessionId }
  }
  const messages = [
    { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'first' }] },
    { id: 'm2', role: 'assistant', parts: [{ type: 'text', text: 'answer' }] },
    {
      id: 'm3',
      role: 'user',
      parts: [
        { type: 'text', text: 'second' },
        { type: 'file', url: 'x' },
        { type: 'text', text: 'more' },
      ],
    },
  ]

  test('is the last message of the user in the session of the chat', async () => {
    expect(await requestFor({ id: 'chat1', messages })).toEqual({ status: 200, message: 'second\nmore', sessionId: 'chat1' })
    expect(await requestFor({ id: 'chat1', messages, session_id: 's1' })).toMatchObject({ sessionId: 's1' })
    expect(await requestFor({ id: 'chat1', messages, message: 'mine' })).toMatchObject({ message: 'mine', sessionId: '' })
  })

  test.each([[[]], ['x'], [[null]], [[{ role: 'user' }]], [[{ role: 'user', parts: [] }]]])(
    'is refused without a text: %j',
    async (wrong) => {
      expect(await requestFor({ id: 'chat1', messages: wrong })).toMatchObject({ status: 422, message: undefined })
    },
  )

  test('is no body of the contract’s own streams', async () => {
    expect(await requestFor({ id: 'chat1', messages }, '/ai/chat/stream')).toMatchObject({ status: 422 })
  })
})

test('it is asked for by the query or by the profile of the media type', () => {
  const asks = (accept: string, query = '') =>
    wantsAiSdk(new Request(`http://localhost/ai/chat/stream${query}`, { headers: { accept } }))
  for (const accept of [
    'text/event-stream; profile=ai-sdk',
    'text/event-stream;profile="ai-sdk"',
    '*/*, Text/Event-Stream;q=0.9; profile=ai-sdk;x=1',
  ])
    expect([accept, asks(accept)]).toEqual([accept, true])
  for (const accept of ['*/*', 'text/event-stream', 'text/event-stream; profile=ai-sdk2', 'application/json; profile=ai-sdk'])
    expect([accept, asks(accept)]).toEqual([accept, false])
  expect(asks('*/*', '?format=ai-sdk')).toBe(true)
})
