import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import type { ChatRequest } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import { type Client, clientOf } from './client'

setDefaultTimeout(180_000) // a busy machine

// The longest texts that the contract allows, in characters of three and four bytes, with a window that holds them whole.

const WINDOW_TOKENS = 1_048_576

let fake: FakeOllama
let stack: Stack
let ann: Client
beforeAll(async () => {
  const models = [
    { name: 'fake-chat:latest', capabilities: ['completion' as const], contextLength: WINDOW_TOKENS },
    { name: 'all-minilm:latest', capabilities: ['embedding' as const] },
  ]
  fake = await startFakeOllama({ models, script: () => ({ tokens: [' Short.'] }) })
  const env = { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: String(WINDOW_TOKENS) }
  stack = await startStack({ env })
  ann = await clientOf(stack, 'ann')
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const chinese = (length: number) => '光合作用把光變成能量。'.repeat(Math.ceil(length / 11)).slice(0, length)
const plants = (length: number) => '🌱'.repeat(length / 2)

function lastPrompt(): string {
  const asked = fake.requests.findLast(({ path }) => path === '/api/chat')
  if (!asked) throw new Error('the model was not asked')
  return (asked.body as ChatRequest).messages.map(({ content }) => content).join('\n')
}

test.each([
  ['a summary of 700,000', '/ai/summarize', { text: chinese(700_000) }, chinese(700_000)],
  ['a summary of a million', '/ai/summarize', { text: chinese(1_000_000) }, chinese(1_000_000)],
  ['a summary of half a million plants', '/ai/summarize', { text: plants(1_000_000) }, plants(1_000_000)],
  [
    'an answer from a context of a million',
    '/ai/qa',
    { question: chinese(8_000), context: chinese(1_000_000), use_rag: false },
    chinese(1_000_000),
  ],
  ['a message of 32,000', '/ai/chat', { message: chinese(32_000), use_rag: false }, chinese(32_000)],
])('%s is made of the whole text', async (_, path, body, text) => {
  const { status, body: answer } = await ann.post(path, body)
  expect({ status, detail: answer.error }).toMatchObject({ status: 200 })
  expect(lastPrompt().includes(text)).toBe(true)
})

test('a prompt of the OpenAI API may fill its body: the window decides', async () => {
  const message = (length: number) => ({ role: 'user', content: chinese(length) })
  const fits = [message(500_000), { role: 'assistant', content: 'Go on.' }, message(500_000)]
  expect((await ann.post('/v1/chat/completions', { messages: fits })).status).toBe(200)
  const long = await ann.post('/v1/chat/completions', { messages: [...fits, ...fits, ...fits].slice(0, 7) })
  expect(long.status).toBe(200) // the oldest ones were left out
  const tooLong = await ann.post('/v1/chat/completions', { messages: [{ role: 'system', content: chinese(600_000) }, ...fits] })
  expect(tooLong).toMatchObject({ status: 400, body: { error: { code: 'context_length_exceeded' } } })
})

test('texts to embed may fill a body', async () => {
  const input = Array.from({ length: 150 }, () => chinese(20_000))
  const { status, body } = await ann.post('/v1/embeddings', { input })
  expect(status).toBe(200)
  expect((body as unknown as { data: unknown[] }).data).toHaveLength(150)
})
