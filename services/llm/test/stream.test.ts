import { expect, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ChatRequest, numberedScript } from '@collabry/fake-ollama/script'
import { listen, type llmClient, openLlm, until } from './llm'

const apis = [
  ['Ollama', (url: string) => ({ OLLAMA_BASE_URL: url })],
  ['OpenAI', (url: string) => ({ OPENAI_BASE_URL: `${url}/v1` })],
] as const

test('streams an answer in order, with its leading blank, and ends with one finish', async () => {
  await using fake = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const { text, finish } = await listen(llm.ask('what is entropy'))
  expect(text).toBe(' You asked: what is entropy')
  expect(finish).toMatchObject({ reason: 'FINISH_REASON_STOP', model: 'fake-chat:latest' })
  expect(finish?.usage).toMatchObject({ completionTokens: 5, contextTokensMax: 8_192, messagesUsed: 1, messagesLeftOut: 0 })
})

test('hands on what the model said while it still speaks', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(5_000, { tokenDelayMs: 20 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const texts: string[] = []
  for await (const { deltas } of llm.ask('count')) {
    texts.push(...(deltas?.texts ?? []))
    expect(fake.activeChats()).toBe(1)
    if (texts.length === 3) break
  }
  expect(texts.join('')).toStartWith(' token-000000000 token-000000001 token-000000002')
})

test.each(apis)('texts of an answer that is shown as a whole come together from %s', async (_, env) => {
  await using fake = await startFakeOllama({ script: numberedScript(500) })
  await using llm = await openLlm(env(fake.url))
  const request = { messages: [{ role: 'ROLE_USER' as const, content: 'count' }], wholeAnswer: true }
  const messages = (await Array.fromAsync(llm.generate(request))).flatMap(({ deltas }) => (deltas ? [deltas.texts] : []))
  expect(messages.every(({ length }) => length === 1)).toBe(true)
  expect(messages.length).toBeLessThan(250)
  expect(messages.join('')).toEndWith(' token-000000499')
})

test('an answer goes back to Ollama as the model wrote it, where the template of the model writes its leading blank', async () => {
  const templates = {
    llama2: '{{ range .Messages }}{{- else if eq .Role "assistant" }} {{ .Content }}</s><s>[INST] {{ end }}{{ end }}',
    mistral: '{{- else if eq .Role "assistant" }}\n{{- if .Content }} {{ .Content }}</s>\n{{- else if .ToolCalls }}',
    chatml: '{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n',
    trimmed: '{{- else if eq .Role "assistant" -}} {{ .Content }}</s>',
    unknown: '',
  }
  const models = Object.entries(templates).map(([name, template]) => ({ name, template, capabilities: ['completion' as const] }))
  await using fake = await startFakeOllama({ models })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const said = async (model: string, answer: string) => {
    const messages = [
      { role: 'ROLE_USER' as const, content: ' The capital of France?' },
      { role: 'ROLE_ASSISTANT' as const, content: answer },
      { role: 'ROLE_USER' as const, content: 'And of Spain?' },
    ]
    await listen(llm.generate({ messages, model }))
    const sent = (fake.lastChat()?.body as ChatRequest | undefined)?.messages
    expect(sent?.map(({ content }) => content)).toEqual([' The capital of France?', expect.any(String), 'And of Spain?'])
    return sent?.[1]?.content
  }
  expect(await said('llama2', ' Paris.')).toBe('Paris.')
  expect(await said('mistral', '  Paris.')).toBe(' Paris.')
  expect(await said('mistral', 'Paris. ')).toBe('Paris. ')
  for (const model of ['chatml', 'trimmed', 'unknown']) expect(await said(model, ' Paris.')).toBe(' Paris.')
})

/** An answer that is read: `begun` resolves with its first text, `answer` at its end with the code of its failure. */
function reading(stream: ReturnType<ReturnType<typeof llmClient>['ask']>) {
  const first = Promise.withResolvers<void>()
  const read = async () => {
    for await (const { deltas } of stream) if (deltas) first.resolve()
  }
  return { begun: first.promise, answer: read().catch((error: { code: string }) => error.code) }
}

for (const [api, env] of apis) {
  test(`${api}: closes the connection to the model when the caller cancels, before the first token and after`, async () => {
    await using fake = await startFakeOllama()
    await using llm = await openLlm(env(fake.url))
    await listen(llm.ask('warm up'))
    const silent = numberedScript(5, { fault: { kind: 'silent' } })
    for (const script of [silent, numberedScript(5_000, { tokenDelayMs: 20 })]) {
      fake.script = script
      const leaving = new AbortController()
      const { begun, answer } = reading(llm.ask('count', leaving.signal))
      await until(() => fake.activeChats() === 1)
      if (script !== silent) await begun
      leaving.abort()
      expect(await answer).toBe('cancelled')
      await until(() => fake.activeChats() === 0)
      expect(fake.lastChat()?.end).toBe('connection_gone')
    }
  })
}

for (const [api, env] of apis) {
  test(`${api}: a hundred callers that cancel at once close a hundred connections at once, and leave none behind`, async () => {
    await using fake = await startFakeOllama({ script: numberedScript(5_000, { tokenDelayMs: 20 }) })
    await using llm = await openLlm(env(fake.url))
    const leaving = new AbortController()
    const readers = Array.from({ length: 100 }, () => reading(llm.ask('count', leaving.signal)))
    await Promise.all(readers.map(({ begun }) => begun))
    const cancelledAt = performance.now()
    leaving.abort()
    await Promise.all(readers.map(({ answer }) => answer))
    await until(() => fake.activeChats() === 0)
    const times = fake.requests
      .flatMap(({ end, endedAt = 0 }) => (end === 'connection_gone' ? [endedAt - cancelledAt] : []))
      .sort((a, b) => a - b)
    process.stdout.write(`${api}: 100 cancelled, closed after p50 ${times[49]?.toFixed(0)} ms, p99 ${times[98]?.toFixed(0)} ms\n`)
    expect(times).toHaveLength(100)
    // What the model server was asked about itself may keep a connection each.
    await until(() => fake.openConnections() <= fake.requests.length - times.length)
    expect(fake.activeChats()).toBe(0)
  })
}
