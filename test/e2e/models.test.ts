import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { connect, type Socket } from 'node:net'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ChatRequest, numberedScript } from '@collabry/fake-ollama/script'
import { type Client, clientOf } from './client'
import { measured, type Product, startProduct, until } from './product'
import { upload } from './upload'

setDefaultTimeout(180_000)

const STALL_SECONDS = 1
const WINDOW_TOKENS = 8_192

let fake: FakeOllama
let product: Product
let ann: Client
let bob: Client
beforeAll(async () => {
  fake = await startFakeOllama()
  product = await startProduct({
    env: {
      LLM_PROVIDER: 'ollama',
      OLLAMA_BASE_URL: fake.url,
      OLLAMA_NUM_CTX: String(WINDOW_TOKENS),
      UPSTREAM_GENERATIONS_MAX: '2',
      STREAM_STALL_SECONDS: String(STALL_SECONDS),
    },
  })
  ann = await clientOf(product, 'ann')
  bob = await clientOf(product, 'bob')
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const chatsSince = (index: number) => fake.requests.slice(index).filter(({ path }) => path === '/api/chat')

const FACT = 'The vault opens with the word quillfeather.'
const filler = (length: number) => 'Nothing of any note was seen on that day.\n\n'.repeat(Math.ceil(length / 43)).slice(0, length)
const book = `${filler(300_000 - FACT.length - 2)}\n\n${FACT}`

/** Knows of a prompt one thing: whether it holds the word. */
const reader = ({ messages }: ChatRequest) => ({
  tokens: JSON.stringify(messages).includes('quillfeather') ? [' The word', ' is quillfeather.'] : [' Nothing of note.'],
})

test.each([
  ['a summary', '/ai/summarize', { text: book }, 'summary'],
  ['an answer', '/ai/qa', { question: 'With which word does the vault open?', context: book, use_rag: false }, 'answer'],
])('%s of 300,000 characters knows their last paragraph, and says how it was made', async (_, path, body, field) => {
  fake.script = reader
  const before = fake.requests.length
  const { status, body: answer } = await ann.post(path, body)
  const runs = chatsSince(before)
  expect(status).toBe(200)
  expect(answer).toMatchObject({
    [field]: expect.stringContaining('quillfeather'),
    usage: {
      stages: runs.length,
      context: { window_tokens: WINDOW_TOKENS, messages_left_out: 0, messages_used: 2 * runs.length },
    },
  })
  expect(runs.length).toBeGreaterThan(300_000 / (4 * WINDOW_TOKENS))
  for (const { body: asked } of runs) expect(asked).toMatchObject({ options: { num_ctx: WINDOW_TOKENS } })
})

/** A client that sees bytes, so that it can stop reading them. */
async function openSocket(user: string): Promise<Socket> {
  const body = JSON.stringify({ text: 'The whole history of all bridges.' })
  const socket = connect(Number(new URL(product.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(
    `POST /ai/summarize/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${await product.token(user)}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  return socket
}

test('two clients that stop reading block no third: they are cut, and the model behind them is stopped', async () => {
  // More than the sockets on the way hold, less than an answer may have, and slower than the cut: it must not end by itself.
  const page = '漢'.repeat(8_192)
  fake.script = () => ({ tokens: Array.from({ length: 1_400 }, () => page), tokenDelayMs: 5 })
  const before = fake.requests.length
  const sleepers = await Promise.all(['cy', 'dan'].map(openSocket))
  await until(() => fake.activeChats() === 2)
  fake.script = numberedScript(3)
  const askedAt = performance.now()
  const third = await bob.post('/ai/chat', { message: 'Is there a place for me too?', use_rag: false })
  measured(`a third user was answered ${Math.round(performance.now() - askedAt)} ms after two clients stopped reading`)
  expect(third.status).toBe(200)
  await until(() => fake.activeChats() === 0)
  expect(chatsSince(before).map(({ end }) => end)).toEqual(['connection_gone', 'connection_gone', 'answered'])
  for (const socket of sleepers) socket.destroy()
})

test("fifty waiting requests of one user delay another's by no answer but those that are being made", async () => {
  fake.script = numberedScript(5, { tokenDelayMs: 200 })
  const before = fake.requests.length
  const leaving = new AbortController()
  const ask = (index: number) =>
    ann.stream('/ai/chat/stream', { message: `Tell me story number ${index}`, use_rag: false }, leaving.signal)
  const waiting = Array.from({ length: 50 }, (_, index) => ask(index).catch(() => undefined))
  await until(() => chatsSince(before).length >= 4)
  await Bun.sleep(100)
  const begun = chatsSince(before).length
  const answer = await bob.post('/ai/chat', { message: 'Only one thing from me', use_rag: false })
  const place = chatsSince(before).findIndex(({ body }) => JSON.stringify(body).includes('Only one thing'))
  leaving.abort()
  await Promise.all(waiting)
  expect(answer.status).toBe(200)
  measured(`${place - begun} answers of another began before the one of a single request, with two places`)
  // One of each of the two places may end while the request travels, and one more is the bound.
  expect(place - begun).toBeLessThanOrEqual(4)
  await until(() => fake.activeChats() === 0)
})

const CUT = [' It is so [', '1] and so [9', '9]', ' or [', '2', ', then\ndata: x\n', 'event: done\r', 'last ', ']', '.']

test('markers cut over chunks leave as text: resolvable ones alone where documents were used, all of them where not', async () => {
  const eve = await clientOf(product, 'eve')
  await upload(eve, 'vault.txt', 'The vault of the old bank is opened with a word.')
  fake.script = () => ({ tokens: CUT })
  const question = { message: 'How is the vault of the old bank opened?' }
  const cited = await eve.read('/ai/chat/stream', { ...question, use_rag: true, session_id: 'cited' })
  expect(cited.text).toBe(' It is so [1] and so or [2, then\ndata: x\nevent: done\nlast ].')
  const plain = await eve.read('/ai/chat/stream', { ...question, use_rag: false, session_id: 'plain' })
  expect(plain.text).toBe(CUT.join('').replace('\r', '\n'))
  for (const { events } of [cited, plain]) expect(events.map(({ event }) => event)).toEqual(['done'])
})

test.each([
  ['/ai/summarize/stream', { text: 'A long tale of many bridges.' }, 'summary', { summary_length: 35, original_length: 28 }],
  ['/ai/qa/stream', { question: 'How long is it?', context: 'It is long.', use_rag: false }, 'answer', { sources: [] }],
])('%s is framed as a chat, and its end holds the whole answer', async (path, body, field, more) => {
  fake.script = () => ({ tokens: [' one\n', '\ndata: two', ' event: done', ' [9]', ' end'] })
  const { text, events } = await ann.read(path, body)
  expect(text).toBe(' one\n\ndata: two event: done [9] end')
  expect(events.map(({ event }) => event)).toEqual(['done'])
  expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({ [field]: text, model: 'fake-chat:latest', user_id: 'ann', ...more })
})
