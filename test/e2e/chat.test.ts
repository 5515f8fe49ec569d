import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, numberedScript } from '@collabry/fake-ollama/script'
import { type Client, clientOf, nextOf, type SseEvent, textOf } from './client'
import { measured, type Product, startProduct, until } from './product'

setDefaultTimeout(180_000)

let fake: FakeOllama
let product: Product
let alice: Client
beforeAll(async () => {
  fake = await startFakeOllama()
  product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  alice = await clientOf(product, 'alice')
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const historyOf = async (session: string) => (await alice.get(`/ai/sessions/${session}/messages`)).body.messages

test('text that looks like frames arrives byte for byte, and the history holds the same', async () => {
  const tokens = [
    ' leading',
    '\n',
    '\ndata: no frame',
    '\nevent: done',
    ':colon',
    '  two  blanks ',
    'id: 7\n\n',
    '🙂漢字',
    ' end\n',
  ]
  fake.script = () => ({ tokens })
  const { text, events } = await alice.read('/ai/chat/stream', { message: 'Send strange text, please', session_id: 'strange' })
  expect(text).toBe(tokens.join(''))
  expect(events).toEqual([expect.objectContaining({ event: 'done', data: 'strange' })])
  expect(await historyOf('strange')).toMatchObject([
    { role: 'user', content: 'Send strange text, please', status: 'complete' },
    { role: 'assistant', content: tokens.join(''), status: 'complete' },
  ])
})

test('each chunk leaves when the model gave it', async () => {
  fake.script = numberedScript(5_000, { tokenDelayMs: 20 })
  const leaving = new AbortController()
  const { events } = await alice.stream('/ai/chat/stream', { message: 'Count slowly, please' }, leaving.signal)
  const sentAt = performance.now()
  const arrivals: number[] = []
  while (arrivals.length < 8) {
    const { event, data } = await nextOf(events)
    if (event === undefined && data !== undefined) arrivals.push(Math.round(performance.now() - sentAt))
  }
  measured(`chunks at a model's 20 ms a token, ms after the headers: ${arrivals.join(' ')}`)
  expect(fake.activeChats()).toBe(1)
  leaving.abort()
  await until(() => fake.activeChats() === 0)
})

test.each([
  ['in the middle of the answer', numberedScript(5_000, { tokenDelayMs: 20 }), 5],
  ['before the first token', numberedScript(5, { firstTokenDelayMs: 60_000 }), 0],
])('a client that leaves %s closes the connection to the model', async (_when, script, taken) => {
  fake.script = script
  const before = fake.requests.length
  const leaving = new AbortController()
  const session = `left-${taken}`
  const opening = alice.stream(
    '/ai/chat/stream',
    { message: 'Count to two hundred, please', session_id: session },
    leaving.signal,
  )
  opening.catch(() => undefined)
  await until(() => fake.activeChats() === 1)
  let text = ''
  if (taken > 0) {
    const { events } = await opening
    while (text.split('token').length <= taken) text += textOf([await nextOf(events)])
  }
  const leftAt = performance.now()
  leaving.abort()
  await until(() => fake.activeChats() === 0)
  const request = fake.requests.slice(before).find(({ path }) => path === '/api/chat')
  measured(`the model's connection closed ${Math.round((request?.endedAt ?? 0) - leftAt)} ms after the client left`)
  expect(request?.end).toBe('connection_gone')
  await until(async () => (await historyOf(session)).at(-1)?.status !== 'streaming')
  const last = (await historyOf(session)).at(-1)
  expect(last?.status).toBe('interrupted')
  expect(last?.content.startsWith(text)).toBe(true)
})

test('what was said before is told to the model', async () => {
  fake.script = echoScript
  await alice.post('/ai/chat', { message: 'My favourite animal is the axolotl', session_id: 'memory' })
  await alice.post('/ai/chat', { message: 'Which animal do I like most?', session_id: 'memory' })
  const chats = fake.requests.filter(({ path }) => path === '/api/chat')
  expect(JSON.stringify(chats.at(-1)?.body)).toContain('axolotl')
})

test('sessions are listed newest first, each user their own', async () => {
  const bob = await clientOf(product, 'bob:%')
  await bob.post('/ai/chat', { message: 'A question of another user', session_id: 'memory' })
  const mine = (await alice.get('/ai/sessions')).body
  expect(mine.sessions[0]).toMatchObject({ session_id: 'memory', thread_id: 'alice:memory', message_count: 4, is_current: true })
  const { body } = await bob.get('/ai/sessions')
  expect(body).toMatchObject({
    user_id: 'bob:%',
    total: 1,
    sessions: [{ session_id: 'memory', thread_id: 'bob%3A%25:memory', message_count: 2 }],
  })
})

test('a failure in the middle of the answer is one error event at the end', async () => {
  fake.script = numberedScript(5, { fault: { kind: 'close_mid_line', after: 3 } })
  const { text, events } = await alice.read('/ai/chat/stream', { message: 'Break in the middle, please', session_id: 'broken' })
  expect(text).toContain('token-000000002')
  expect(events.map(({ event }: SseEvent) => event)).toEqual(['error'])
  expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({
    type: 'error',
    code: expect.stringMatching(/^(upstream_error|unavailable)$/),
  })
  expect((await historyOf('broken')).at(-1)).toMatchObject({ status: 'failed', content: text })
})
