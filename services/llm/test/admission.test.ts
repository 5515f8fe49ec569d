import { expect, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ChatRequest, numberedScript, type Script } from '@collabry/fake-ollama/script'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import { failureOf, listen, openLlm, until } from './llm'

test('what is over the queue is refused at once with a delay to retry, and what was accepted is finished', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(5, { tokenDelayMs: 40 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, GENERATIONS_MAX: '2', GENERATIONS_QUEUED_MAX: '2' })
  const accepted = Array.from({ length: 4 }, () => listen(llm.ask('hello')))
  await until(() => fake.activeChats() === 2)
  const refusal = await failureOf(listen(llm.ask('one too many')))
  expect(refusal).toMatchObject({ code: 'overloaded', retryAfterMs: 2_000 })
  for (const { finish } of await Promise.all(accepted)) expect(finish?.reason).toBe('FINISH_REASON_STOP')
  expect(fake.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(4)
  const metrics = await (await fetch(`http://127.0.0.1:${llm.adminPort}/metrics`)).text()
  expect(metrics).toContain('collabry_llm_generations_running{service="llm"} 0')
  expect(metrics).toContain('collabry_llm_generations_total{outcome="overloaded",model="",service="llm"} 1')
})

test('a caller that leaves the queue gives its place to the next', async () => {
  const spoken = Promise.withResolvers<void>()
  await using fake = await startFakeOllama({ script: numberedScript(8, { until: spoken.promise }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, GENERATIONS_MAX: '1', GENERATIONS_QUEUED_MAX: '1' })
  const first = listen(llm.ask('first'))
  await until(() => fake.activeChats() === 1)
  const leaving = new AbortController()
  const waiting = failureOf(listen(llm.ask('waits', leaving.signal)))
  await until(async () => (await llm.queued()) === 1)
  leaving.abort()
  expect(await waiting).toMatchObject({ code: 'cancelled' })
  await until(async () => (await llm.queued()) === 0)
  const next = listen(llm.ask('next'))
  await until(async () => (await llm.queued()) === 1)
  spoken.resolve()
  expect((await first).finish?.reason).toBe('FINISH_REASON_STOP')
  expect((await next).finish?.reason).toBe('FINISH_REASON_STOP')
  expect(fake.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(2)
})

test('the oldest messages that do not fit the window are left out, and the finish says how many', async () => {
  await using fake = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '1024' })
  const turn = (index: number) => ({
    role: index % 2 === 0 ? ('ROLE_USER' as const) : ('ROLE_ASSISTANT' as const),
    content: `${index} ${'word '.repeat(60)}`,
  })
  const messages = [
    { role: 'ROLE_SYSTEM' as const, content: 'Be kind.' },
    ...Array.from({ length: 21 }, (_, index) => turn(index)),
  ]
  const { finish } = await listen(llm.generate({ messages, maxTokens: 256 }))
  const sent = fake.lastChat()?.body as { messages: { role: string; content: string }[]; options: object }
  expect(sent.messages[0]).toEqual({ role: 'system', content: 'Be kind.' })
  expect(sent.messages.at(-1)?.content).toStartWith('20 ')
  expect(finish?.usage?.messagesLeftOut).toBe(messages.length - sent.messages.length)
  expect(finish?.usage?.messagesLeftOut).toBeGreaterThan(10)
  expect(sent.options).toMatchObject({ num_ctx: 1_024, num_predict: 256 })

  const tooLong = { messages: [{ role: 'ROLE_USER' as const, content: 'word '.repeat(2_000) }] }
  expect(await failureOf(listen(llm.generate(tooLong)))).toMatchObject({
    code: 'validation_error',
    fields: [{ field: 'messages' }],
  })
})

test('passages that do not fit are left out of prompt and brief, and the first message says how many', async () => {
  await using fake = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '1024' })
  const passage = 'word '.repeat(100)
  const messages = [{ role: 'ROLE_USER' as const, content: `${passage.repeat(8)}Question` }]
  const droppable = Array.from({ length: 8 }, (_, index) => ({
    message: 0,
    start: index * passage.length,
    end: (index + 1) * passage.length,
  }))
  const replies = await Array.fromAsync(llm.generate({ messages, maxTokens: 256, droppable, droppableMin: 1 }))
  const sent = fake.lastChat()?.body as { messages: { content: string }[] }
  const leftOut = 8 - (sent.messages[0]?.content.length ?? 0) / passage.length
  expect(sent.messages[0]?.content).toBe(`${passage.repeat(8 - Math.ceil(leftOut))}Question`)
  expect(replies.map(({ partsLeftOut }) => partsLeftOut)).toEqual([Math.ceil(leftOut), ...replies.slice(1).map(() => 0)])
  expect(replies.at(-1)?.finish?.usage?.partsLeftOut).toBe(Math.ceil(leftOut))
  expect(leftOut).toBeGreaterThan(1)
  const strict = listen(llm.generate({ messages, maxTokens: 256, droppable, droppableMin: 8 }))
  expect(await failureOf(strict)).toMatchObject({ code: 'validation_error', fields: [{ field: 'messages' }] })
})

/** A window of 1,024 tokens at each kind of server. */
const WINDOWS = [
  ['Ollama', (url: string) => ({ OLLAMA_BASE_URL: url, OLLAMA_NUM_CTX: '1024' })],
  ['OpenAI', (url: string) => ({ OPENAI_BASE_URL: `${url}/v1` })],
] as const

const CHAT_MODELS = [{ name: 'fake-chat:latest', capabilities: ['completion' as const], contextLength: 1_024 }]
const CHATS: string[] = ['/api/chat', '/v1/chat/completions']

for (const [api, env] of WINDOWS) {
  /** Five characters are two tokens, where a letter is estimated as a quarter of one, as in a text of random letters. */
  const script: Script = ({ messages }) => ({
    tokens: [' ok'],
    promptTokens: Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / 2.5),
  })
  const startWindow = async () => {
    const fake = await startFakeOllama({ script, models: CHAT_MODELS })
    const sent = () => fake.requests.filter(({ path }) => CHATS.includes(path)).map(({ body }) => body as ChatRequest)
    return { fake, sent }
  }
  const turns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      role: index % 2 === 0 ? ('ROLE_USER' as const) : ('ROLE_ASSISTANT' as const),
      content: `${index} ${'word '.repeat(30)}`,
    }))
  const instructions = { role: 'ROLE_SYSTEM' as const, content: 'Be kind.' }

  test(`${api}: a prompt that the model finds too long is cut further, and answered`, async () => {
    const { fake, sent } = await startWindow()
    await using _ = fake
    await using llm = await openLlm(env(fake.url))
    const messages = [instructions, ...turns(19)]
    const { text, finish } = await listen(llm.generate({ messages, maxTokens: 64 }))
    expect({ text, reason: finish?.reason }).toEqual({ text: ' ok', reason: 'FINISH_REASON_STOP' })
    const [first, second, ...more] = sent()
    expect(more).toEqual([])
    expect(second?.messages.length).toBeLessThan(first?.messages.length ?? 0)
    expect(second?.messages.at(0)?.content).toBe('Be kind.')
    expect(second?.messages.at(-1)?.content).toStartWith('18 ')
    expect(finish?.usage?.messagesLeftOut).toBe(messages.length - (second?.messages.length ?? 0))
    // The model's count has corrected our estimate: the next prompt fits at once.
    await listen(llm.generate({ messages, maxTokens: 64 }))
    expect(sent()).toHaveLength(3)
  })

  test(`${api}: a prompt that the model finds too long lacks further passages, and says how many`, async () => {
    const { fake, sent } = await startWindow()
    await using _ = fake
    await using llm = await openLlm(env(fake.url))
    const passage = 'word '.repeat(50)
    const messages = [{ role: 'ROLE_USER' as const, content: `${passage.repeat(14)}Question` }]
    const droppable = Array.from({ length: 14 }, (_, at) => ({ message: 0, start: at * 250, end: (at + 1) * 250 }))
    const replies = await Array.fromAsync(llm.generate({ messages, maxTokens: 64, droppable, droppableMin: 1 }))
    const kept = ((sent().at(-1)?.messages[0]?.content.length ?? 0) - 'Question'.length) / passage.length
    expect(replies.map(({ partsLeftOut }) => partsLeftOut)).toEqual([14 - kept, ...replies.slice(1).map(() => 0)])
    expect(kept).toBeLessThan(12)
    expect(kept).toBeGreaterThan(4)
  })

  test(`${api}: a prompt that reaches the model whole or not at all is refused as too long`, async () => {
    const { fake, sent } = await startWindow()
    await using _ = fake
    await using llm = await openLlm(env(fake.url))
    const whole = llm.generate({
      messages: [{ role: 'ROLE_USER', content: 'word '.repeat(650) }],
      maxTokens: 64,
      wholePrompt: true,
    })
    expect(await failureOf(listen(whole))).toMatchObject({ code: 'context_length_exceeded', fields: [{ field: 'messages' }] })
    expect(sent().every(({ messages }) => messages[0]?.content.length === 3_250)).toBe(true)
  })
}

test('Ollama cuts a prompt that cannot be cut here, and one whose reasoning it adds', async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [' ok'], promptTokens: 2_000 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '1024' })
  const truncates = () =>
    fake.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => (body as ChatRequest).truncate)
  expect((await listen(llm.ask('word '.repeat(380)))).text).toBe(' ok')
  expect(truncates()).toEqual([false, undefined])
  const inJson = { messages: [{ role: 'ROLE_USER' as const, content: 'hello' }], jsonSchema: '{"type": "object"}' }
  expect((await listen(llm.generate(inJson))).text).toBe(' ok')
  expect(truncates()).toEqual([false, undefined, undefined])
})

test('OpenAI: a text that does not fit, and cannot be cut, is refused with the field that is too long', async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [], promptTokens: 2_000 }), models: CHAT_MODELS })
  await using llm = await openLlm({ OPENAI_BASE_URL: `${fake.url}/v1` })
  expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'validation_error', fields: [{ field: 'messages' }] })
})

test("tokens that the model counted and the estimate missed are kept free in that user's prompts from then on", async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [' ok'], promptTokens: 200 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '1024' })
  const sent: number[] = []
  for (const userId of ['ann', 'ann', 'bob', 'bob']) {
    await listen(llm.generate({ userId, messages: [{ role: 'ROLE_USER', content: 'hello' }], maxTokens: 4_000 }))
    const body = fake.lastChat()?.body as { options: { num_predict: number } } | undefined
    sent.push(body?.options.num_predict ?? 0)
  }
  const [whole = 0] = sent
  expect(sent).toEqual([whole, whole - 190, whole, whole - 190])
})

test('a broken limit of the contract is named', async () => {
  await using llm = await openLlm({ LLM_PROVIDER: 'builtin' })
  const messages = [{ role: 'ROLE_USER' as const, content: 'hello' }]
  const requests: [GenerateRequestInit, string][] = [
    [{ messages: [] }, 'messages'],
    [{ messages: [{ content: 'no role' }] }, 'messages'],
    [{ messages, temperature: 3 }, 'temperature'],
    [{ messages, jsonSchema: '[1' }, 'json_schema'],
    [{ messages, userId: '' }, 'user_id'],
    [{ messages, brief: { textSpan: { message: 0, start: 0, end: 6 } } }, 'brief.text_span'],
    [{ messages, droppable: [{ message: 0, start: 0, end: 6 }] }, 'droppable'],
    [{ messages, droppable: [{ message: 1, start: 0, end: 0 }] }, 'droppable'],
    [
      {
        messages,
        droppable: [
          { message: 0, start: 2, end: 3 },
          { message: 0, start: 0, end: 1 },
        ],
      },
      'droppable',
    ],
    [{ messages, droppable: Array.from({ length: 51 }, () => ({ message: 0, start: 0, end: 0 })) }, 'droppable'],
    [{ messages, brief: { textSpan: { message: 1, start: 0, end: 1 } } }, 'brief.text_span'],
    [{ messages, brief: { textSpan: { message: 0, start: 3, end: 2 } } }, 'brief.text_span'],
  ]
  for (const [request, field] of requests) {
    const failure = await failureOf(listen(llm.generate(request)))
    expect({ code: failure.code, field: failure.fields?.[0]?.field }).toEqual({ code: 'validation_error', field })
  }
})
