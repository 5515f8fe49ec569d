import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'

setDefaultTimeout(180_000)

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack[Symbol.asyncDispose]())

async function call(user: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${await stack.token(user)}`, 'content-type': 'application/json' }
  return fetch(`${stack.url}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
}

interface Kept {
  message_id: string
  role: string
  content: string
  rating?: number
}
const messagesOf = async (answer: Response) => ((await answer.json()) as { messages: Kept[] }).messages

test('a conversation is exported as a file with all that was said, and only to its owner', async () => {
  await call('alice', '/ai/sessions', { session_id: 'talk', title: 'Leaves / light' })
  const chat = await call('alice', '/ai/sessions/talk/chat', { message: 'What do leaves turn light into?', use_rag: false })
  const { response } = (await chat.json()) as { response: string }
  const markdown = await call('alice', '/ai/sessions/talk/export?format=md')
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(markdown.headers.get('content-disposition')).toContain('filename="Leaves light.md"')
  const text = await markdown.text()
  expect(text).toStartWith('# Leaves / light\n\n## You, ')
  expect(text).toContain('What do leaves turn light into?')
  expect(text).toContain(response)
  const exported = await messagesOf(await call('alice', '/ai/sessions/talk/export?format=json'))
  const listed = await messagesOf(await call('alice', '/ai/sessions/talk/messages'))
  expect(exported.map(({ rating: _, ...message }) => message)).toEqual(listed)
  for (const format of ['md', 'json']) expect((await call('bob', `/ai/sessions/talk/export?format=${format}`)).status).toBe(404)
  expect((await call('alice', '/ai/sessions/talk/export?format=pdf')).status).toBe(422)
})

test('feedback is kept with the answer, later feedback replaces it, and nobody rates the answers of another user', async () => {
  await call('alice', '/ai/sessions/rated/chat', { message: 'What do leaves turn light into?', use_rag: false })
  const answer = (await messagesOf(await call('alice', '/ai/sessions/rated/messages')))[1]
  const path = `/ai/sessions/rated/messages/${answer?.message_id}/feedback`
  expect((await call('alice', path, { rating: 1, comment: 'Clear.' })).status).toBe(200)
  expect((await call('alice', path, { rating: -1 })).status).toBe(200)
  expect((await call('bob', path, { rating: 1 })).status).toBe(404)
  for (const rating of [0, 2, '1', true]) expect((await call('alice', path, { rating })).status).toBe(422)
  expect((await messagesOf(await call('alice', '/ai/sessions/rated/export')))[1]?.rating).toBe(-1)
})

test('a branch is asked for by a message of it', async () => {
  await call('alice', '/ai/sessions/tree/chat', { message: 'One', use_rag: false })
  const first = await messagesOf(await call('alice', '/ai/sessions/tree/messages'))
  await call('alice', '/ai/sessions/tree/chat', { message: 'Two', use_rag: false })
  const branch = `/ai/sessions/tree/messages?branch=${first[1]?.message_id}`
  expect(await messagesOf(await call('alice', branch))).toEqual(first)
  expect((await call('bob', branch)).status).toBe(404)
  expect((await call('alice', '/ai/sessions/tree/messages?branch=unknown')).status).toBe(404)
})

test('an answer is made anew on a branch of its own, for the same question or an edited one, and only by its owner', async () => {
  await call('alice', '/ai/sessions/anew/chat', { message: 'One', use_rag: false })
  const first = await messagesOf(await call('alice', '/ai/sessions/anew/messages'))
  const path = `/ai/sessions/anew/messages/${first[1]?.message_id}/regenerate`
  for (const [body, question] of [
    [{}, 'One'],
    [{ message: 'Uno' }, 'Uno'],
  ] as const) {
    expect(await (await call('alice', path, { ...body, use_rag: false })).json()).toMatchObject({ session_id: 'anew' })
    const now = await messagesOf(await call('alice', '/ai/sessions/anew/messages'))
    expect(now.map(({ role }) => role)).toEqual(['user', 'assistant'])
    expect(now[0]?.content).toBe(question)
    expect(now[1]?.message_id).not.toBe(first[1]?.message_id)
  }
  const older = await call('alice', `/ai/sessions/anew/messages?branch=${first[1]?.message_id}`)
  expect(await messagesOf(older)).toEqual(first)
  expect((await call('bob', path, {})).status).toBe(404)
  expect((await call('alice', '/ai/sessions/anew/messages/unknown/regenerate', {})).status).toBe(404)
})

test('a chat does not take the answer to make anew from its body', async () => {
  const answer = await call('alice', '/ai/sessions/plain/chat', { message: 'One', message_id: 'unknown', use_rag: false })
  expect(answer.status).toBe(200)
})

test('messages are read from the newest backwards, page by page', async () => {
  for (const message of ['One', 'Two']) await call('alice', '/ai/sessions/backwards/chat', { message, use_rag: false })
  const path = '/ai/sessions/backwards/messages'
  const oldestFirst = await messagesOf(await call('alice', path))
  const seen: Kept[] = []
  for (let cursor = '', page = 0; page < 4; page++) {
    const answer = await call('alice', `${path}?order=desc&limit=1&cursor=${cursor}`)
    const { messages, next_cursor } = (await answer.json()) as { messages: Kept[]; next_cursor: string | null }
    seen.push(...messages)
    if (page === 0) expect((await call('alice', `${path}?cursor=${next_cursor}`)).status).toBe(422)
    cursor = next_cursor ?? ''
  }
  expect(seen).toEqual(oldestFirst.toReversed())
  expect((await call('alice', `${path}?order=newest`)).status).toBe(422)
})

test('every answer of a chat names its message in the history: whole, streamed, resumed, replayed and to the AI SDK', async () => {
  const newest = async () => (await messagesOf(await call('alice', '/ai/sessions/named/messages'))).at(-1)
  const question = { message: 'One', use_rag: false }
  const whole = (await (await call('alice', '/ai/sessions/named/chat', question)).json()) as Kept
  expect(await newest()).toMatchObject({ message_id: whole.message_id, role: 'assistant' })

  const asked: [string, object][] = [
    ['chat/stream', question],
    ['chat', { ...question, stream: true }],
    ['chat/stream', { ...question, resumable: true }],
    [`messages/${whole.message_id}/regenerate`, { stream: true }],
  ]
  for (const [path, body] of asked) {
    const stream = await call('alice', `/ai/sessions/named/${path}`, body)
    await stream.text()
    expect([path, stream.headers.get('x-message-id')]).toEqual([path, (await newest())?.message_id ?? ''])
    if (!('resumable' in body)) continue
    const resumed = await call('alice', `/ai/chat/stream/${stream.headers.get('x-stream-id')}`)
    await resumed.text()
    expect(resumed.headers.get('x-message-id')).toBe(stream.headers.get('x-message-id'))
  }

  const sdk = await call('alice', '/ai/sessions/named/chat/stream?format=ai-sdk', question)
  const parts = (await sdk.text()).split('\n\n')
  expect(JSON.parse(parts[0]?.slice('data: '.length) ?? '')).toEqual({ type: 'start', messageId: (await newest())?.message_id })

  const keyed = async () => {
    const headers = { authorization: `Bearer ${await stack.token('alice')}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers: { ...headers, 'idempotency-key': 'k1' }, body: JSON.stringify(question) }
    const stream = await fetch(`${stack.url}/ai/sessions/named/chat/stream`, init)
    await stream.text()
    return stream.headers.get('x-message-id')
  }
  const first = await keyed()
  expect(first).toBe((await newest())?.message_id ?? '')
  expect(await keyed()).toBe(first)
})

test('the AI SDK asks anew and edits on a branch, by the id that it was given or by the place', async () => {
  const path = '/ai/chat/stream?format=ai-sdk'
  const said = (role: string, text: string, id: string = crypto.randomUUID()) => ({ id, role, parts: [{ type: 'text', text }] })
  const ask = async (user: string, body: object) => {
    const parts = (await (await call(user, path, { id: 'sdk', use_rag: false, ...body })).text()).split('\n\n')
    return (JSON.parse(parts[0]?.slice('data: '.length) ?? '{}') as { messageId: string }).messageId
  }
  const kept = async (user: string) =>
    (await messagesOf(await call(user, '/ai/sessions/sdk/messages'))).map(({ role, content }) =>
      role === 'user' ? content : '-',
    )
  const first = [said('user', 'One')]
  const one = await ask('alice', { messages: first, trigger: 'submit-message' })
  const two = [...first, said('assistant', '-', one), said('user', 'Two')]
  const answered = await ask('alice', { messages: two, trigger: 'submit-message' })
  expect(await kept('alice')).toEqual(['One', '-', 'Two', '-'])

  const anew = await ask('alice', { messages: two, trigger: 'regenerate-message', messageId: answered })
  expect(anew).not.toBe(answered)
  expect(await kept('alice')).toEqual(['One', '-', 'Two', '-'])
  await ask('alice', { messages: two, trigger: 'regenerate-message' })
  expect(await kept('alice')).toEqual(['One', '-', 'Two', '-'])
  const edited = [...two.slice(0, 2), said('user', 'Deux', 'mine')]
  await ask('alice', { messages: edited, trigger: 'submit-message', messageId: 'mine' })
  expect(await kept('alice')).toEqual(['One', '-', 'Deux', '-'])
  await ask('alice', { messages: first, trigger: 'regenerate-message', messageId: one })
  expect(await kept('alice')).toEqual(['One', '-'])
  await ask('alice', { messages: [...first, said('assistant', '-'), said('user', 'Next')], trigger: 'submit-message' })
  expect(await kept('alice')).toEqual(['One', '-', 'Next', '-'])

  await ask('bob', { messages: two, trigger: 'regenerate-message', messageId: answered })
  expect(await kept('bob')).toEqual(['Two', '-'])
  expect(await kept('alice')).toEqual(['One', '-', 'Next', '-'])
})
