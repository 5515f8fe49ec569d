import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import type { Script } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import { type Client, clientOf } from './client'
import { until } from './product'

setDefaultTimeout(120_000)

let fake: FakeOllama
let stack: Stack
let alice: Client
beforeAll(async () => {
  fake = await startFakeOllama()
  const env = { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '2048', DIGEST_SECONDS: '1' }
  stack = await startStack({ env })
  alice = await clientOf(stack, 'alice')
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

/** A model that returns recognisable titles and summaries, and otherwise answers at some length. */
const script: Script = ({ messages }) => {
  const system = messages[0]?.content ?? ''
  if (system.includes('title of two to six words')) return { tokens: [' Cables', ' and', ' towers'] }
  if (system.includes('keep the memory')) return { tokens: [' MEMORY', ' of', ' bridges'] }
  return { tokens: Array.from({ length: 120 }, (_, n) => ` word${n}`) }
}

interface Chat {
  usage: { context: { messages_left_out: number; messages_summarized: number; turns_recalled: number } }
}

const say = async (session: string, message: string) =>
  (await alice.post(`/ai/sessions/${session}/chat`, { message, use_rag: false })).body as unknown as Chat
const titleOf = async (session: string) =>
  ((await alice.get(`/ai/sessions/${session}`)).body as unknown as { title: string }).title
const prompts = () =>
  fake.requests
    .filter(({ path }) => path === '/api/chat')
    .map(({ body }) => (body as { messages: { role: string; content: string }[] }).messages)

test('a session gets a title of its first exchange, and keeps one that was given', async () => {
  fake.script = script
  await say('titled', 'Explain how a suspension bridge carries its load')
  expect(await titleOf('titled')).toMatch(/Cables and towers|^Explain/)
  await until(async () => (await titleOf('titled')) === 'Cables and towers')
  await alice.post('/ai/sessions', { session_id: 'given', title: 'Mine' })
  await say('given', 'Explain how a suspension bridge carries its load')
  await say('other', 'Explain how an arch bridge carries its load')
  await until(async () => (await titleOf('other')) === 'Cables and towers')
  expect(await titleOf('given')).toBe('Mine')
})

test('a long conversation is remembered: in short, by what is asked, and said honestly', async () => {
  fake.script = script
  await say('long', 'My zebra is called Quagga, remember that about my zebra please')
  for (let n = 0; n < 8; n++) await say('long', `Tell me more of the bridge, part ${n} of it`)
  // Hardly anybody asks now, so that the model is free for it.
  await until(async () => {
    await Bun.sleep(1_500)
    await say('long', 'Tell me more of the towers, if you please')
    return prompts().at(-1)?.at(-1)?.content.includes('MEMORY of bridges') === true
  })
  const { usage } = await say('long', 'What is the name of my zebra?')
  const prompt = prompts().at(-1) ?? []
  expect(prompt[0]?.content).not.toContain('MEMORY of bridges')
  expect(prompt.at(-1)?.content).toContain('MEMORY of bridges')
  expect(prompt.at(-1)?.content).toMatch(/Student: My zebra is called Quagga[\s\S]*Message:\nWhat is the name of my zebra\?$/)
  expect(prompt.slice(1).map(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'))).not.toContain(false)
  const { message_count } = (await alice.get('/ai/sessions/long')).body as unknown as { message_count: number }
  const { messages_left_out, messages_summarized, turns_recalled } = usage.context
  expect(messages_left_out).toBe(message_count - 2 - (prompt.length - 2))
  expect(messages_summarized).toBeWithin(2, messages_left_out + 1)
  expect(turns_recalled).toBeGreaterThan(0)
})

test('background work leaves the model to who asks', async () => {
  let called = 0
  fake.script = (request) => {
    if (!request.messages[0]?.content.includes('title of two to six words')) return script(request)
    called += 1
    return { tokens: Array.from({ length: 2_000 }, () => ' slow'), tokenDelayMs: 10 }
  }
  await say('slow', 'Explain how a cable stayed bridge carries its load')
  await until(() => called > 0)
  await say('slow', 'And how does it carry the wind, in short?')
  await until(() => fake.activeChats() === 0)
  expect(await titleOf('slow')).toStartWith('Explain')
})

test('without a model a title is made of the words of the question', async () => {
  await using own = await startStack({ env: { DIGEST_SECONDS: '1' } })
  const client = await clientOf(own, 'alice')
  await client.post('/ai/sessions/s/chat', { message: 'Explain how a suspension bridge carries its load' })
  const title = async () => ((await client.get('/ai/sessions/s')).body as unknown as { title: string }).title
  await until(async () => (await title()) === 'Suspension bridge, load')
})
