import { describe, expect, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import type { Script } from '@collabry/fake-ollama/script'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import { failureOf, listen, openLlm } from './llm'

const models = [{ name: 'fake-chat:latest', capabilities: ['completion' as const, 'tools' as const] }]
const tool = { type: 'function', function: { name: 'web_search', description: 'Searches', parameters: { type: 'object' } } }
const asked: GenerateRequestInit = {
  messages: [{ role: 'ROLE_USER', content: 'what is new' }],
  toolsJson: JSON.stringify([tool]),
}
const apis = [
  ['Ollama', (url: string) => ({ OLLAMA_BASE_URL: url })],
  ['OpenAI', (url: string) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_TOOLS: 'true' })],
] as const

for (const [name, env] of apis) {
  test(`${name}: functions reach the model, its calls come whole, and their results go back`, async () => {
    const calls = [
      { name: 'web_search', arguments: { query: 'žluť "x"' } },
      { name: 'web_search', arguments: { query: 'b' } },
    ]
    await using fake = await startFakeOllama({ models, script: () => ({ tokens: [' Let me see.'], calls }) })
    await using llm = await openLlm(env(fake.url))
    expect(await llm.status()).toMatchObject({ callsTools: true, contextTokensMax: name === 'Ollama' ? 8_192 : 32_768 })
    const { text, toolCalls, finish } = await listen(llm.generate(asked))
    expect(text).toBe(' Let me see.')
    expect(finish?.reason).toBe('FINISH_REASON_TOOL_CALLS')
    expect(toolCalls.map(({ name: called, argumentsJson }) => [called, JSON.parse(argumentsJson)])).toEqual(
      calls.map((call) => [call.name, call.arguments]),
    )
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2)
    expect(fake.lastChat()?.body).toMatchObject({ tools: [tool] })

    const result = { role: 'ROLE_TOOL' as const, content: 'found', toolCallId: toolCalls[0]?.id ?? '', toolName: 'web_search' }
    const messages = [...(asked.messages ?? []), { role: 'ROLE_ASSISTANT' as const, toolCalls: toolCalls.slice(0, 1) }, result]
    await listen(llm.generate({ ...asked, messages }))
    const sent = fake.lastChat()?.body as { messages: Record<string, unknown>[] }
    expect(sent.messages[2]).toMatchObject({ role: 'tool', content: 'found' })
    const call = { name: 'web_search', arguments: { query: 'žluť "x"' } }
    if (name === 'Ollama') expect(sent.messages[1]?.tool_calls).toEqual([{ function: call }])
    else {
      const made = { ...call, arguments: JSON.stringify(call.arguments) }
      expect(sent.messages[1]?.tool_calls).toEqual([{ id: result.toolCallId, type: 'function', function: made }])
      expect(sent.messages[2]?.tool_call_id).toBe(result.toolCallId)
    }
  })

  test(`${name}: a model that calls no functions refuses them, and says so`, async () => {
    await using fake = await startFakeOllama()
    await using llm = await openLlm(env(fake.url))
    expect(await failureOf(listen(llm.generate(asked)))).toMatchObject({
      code: 'unsupported_parameter',
      fields: [{ field: 'tools_json' }],
    })
  })

  test(`${name}: the effort of reasoning reaches the model, and one that does not reason refuses it`, async () => {
    const thinking = [{ name: 'fake-tools:latest', capabilities: ['completion' as const, 'thinking' as const] }]
    await using fake = await startFakeOllama({ models: thinking })
    await using llm = await openLlm(env(fake.url))
    const sent = async (reasoningEffort: string) => {
      await listen(llm.generate({ ...asked, toolsJson: '', reasoningEffort }))
      const { think, reasoning_effort } = (fake.lastChat()?.body ?? {}) as Record<string, unknown>
      return think ?? reasoning_effort
    }
    const words = ['', 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']
    const seen: unknown[] = []
    for (const word of words) seen.push(await sent(word))
    const [, ...named] = words
    expect(seen).toEqual([undefined, ...(name === 'Ollama' ? [false, 'low', 'low', 'medium', 'high', 'high', 'high'] : named)])
    const refused = listen(llm.generate({ ...asked, toolsJson: '', reasoningEffort: 'much' }))
    expect(await failureOf(refused)).toMatchObject({ code: 'validation_error', fields: [{ field: 'reasoning_effort' }] })

    fake.models = [{ name: 'fake-tools:latest', capabilities: ['completion'] }]
    expect(await failureOf(listen(llm.generate({ ...asked, toolsJson: '', reasoningEffort: 'low' })))).toMatchObject({
      code: 'unsupported_parameter',
      fields: [{ field: 'reasoning_effort' }],
    })
    expect(await sent('none')).toBe(name === 'Ollama' ? false : 'none')
  })

  test(`${name}: what a model thinks is kept apart from what it answers`, async () => {
    await using fake = await startFakeOllama({ script: () => ({ thinking: ['Hm. ', 'So:\r\n'], tokens: [' It is', ' so.'] }) })
    await using llm = await openLlm(env(fake.url))
    const { text, reasoning } = await listen(llm.ask('is it so'))
    expect(text).toBe(' It is so.')
    expect(reasoning).toBe('Hm. So:\n')
  })

  test(`${name}: what a model thinks out loud, between tags at the beginning, is kept apart too`, async () => {
    const tokens = [' <th', 'ink>', '\nHm. ', 'So: </thi', 'nk>\n', '\nIt is', ' <think> so.']
    await using fake = await startFakeOllama({ script: () => ({ tokens, tokenDelayMs: 5 }) })
    await using llm = await openLlm(env(fake.url))
    const { text, reasoning } = await listen(llm.ask('is it so'))
    expect(text).toBe('It is <think> so.')
    expect(reasoning).toBe('\nHm. So: ')
  })
}

describe('Ollama: a model that reasons', () => {
  // As the template of Qwen 3 has it.
  const template =
    '{{- if and $.IsThinkSet (eq $i $lastUserIdx) }}{{- if $.Think -}}{{ " " }}/think{{- else -}}{{ " " }}/no_think{{- end -}}'
  const reasoner = { name: 'fake-reasoner:latest', capabilities: ['completion' as const, 'thinking' as const] }
  const messages = [{ role: 'ROLE_USER' as const, content: 'what is it' }]
  /** Reasons for 300 tokens, which count to those of the answer. */
  const reasoning: Script = ({ think, options }) => {
    const most = Number(options?.num_predict)
    if (think === false) return { tokens: [' It is', ' so.'] }
    const thinking = Array.from({ length: Math.min(300, most) }, () => ' hm')
    return most <= 300 ? { thinking, tokens: [], doneReason: 'length' } : { thinking, tokens: [' So', ' it is.'] }
  }
  const answer = async (model: typeof reasoner & { template?: string; architecture?: string }, request: GenerateRequestInit) => {
    await using fake = await startFakeOllama({ models: [model], script: reasoning })
    await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
    const { text, finish } = await listen(llm.generate({ messages, ...request }))
    const sent = fake.requests.flatMap(({ path, body }) => (path === '/api/chat' ? [(body as { think?: unknown }).think] : []))
    return { text, sent, tokens: finish?.usage?.completionTokens }
  }
  const hybrid = { ...reasoner, template }

  test('does not while it makes what is short and of a fixed shape, if it can leave it', async () => {
    const title = { maxTokens: 40, brief: { task: 'TASK_TITLE' as const, question: 'what is it' } }
    expect(await answer(hybrid, title)).toMatchObject({ text: ' It is so.', sent: [false] })
    expect(await answer({ ...hybrid, architecture: 'gptoss' }, title)).toMatchObject({ sent: ['low'] })
    // A model that always reasons would do so in its answer.
    for (const always of ['', '<think>{{ .Thinking }}</think>{{ if $.IsThinkSet }}']) {
      expect(await answer({ ...reasoner, template: always }, title)).toMatchObject({ text: '', sent: [undefined] })
    }
    expect(await answer(hybrid, { ...title, reasoningEffort: 'high' })).toMatchObject({ sent: ['high'] })
  })

  test('is asked again without, when its reasoning was all that there was room for', async () => {
    const brief = { task: 'TASK_CHAT' as const, question: 'what is it' }
    expect(await answer(hybrid, { maxTokens: 200, brief })).toMatchObject({ text: ' It is so.', sent: [undefined, false] })
    expect(await answer(hybrid, { maxTokens: 400, brief })).toMatchObject({ text: ' So it is.', sent: [undefined] })
    // Whoever gives no brief sees the reasoning, and has set the length himself.
    expect(await answer(hybrid, { maxTokens: 200 })).toMatchObject({ text: '', sent: [undefined] })
  })
})

const City = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { at: { $ref: '#/$defs/City' } }, required: ['at'], $defs: { City } },
  },
}

describe('Ollama, which has no tool choice: a call that must be made', () => {
  const forced = (toolChoice: string, tools = [tool, weather]) => ({ ...asked, toolsJson: JSON.stringify(tools), toolChoice })
  const callOf = async (request: GenerateRequestInit, script?: Script) => {
    await using fake = await startFakeOllama({ models, ...(script && { script }) })
    await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
    const { text, toolCalls, finish } = await listen(llm.generate(request))
    const calls = toolCalls.map(({ name, argumentsJson }) => [name, argumentsJson])
    return { text, calls, reason: finish?.reason, sent: fake.lastChat()?.body as { format?: object; tools: object[] } }
  }

  test('of a named function is bound by the schema of its parameters, references and all', async () => {
    const { sent, ...called } = await callOf(forced('weather'))
    const calls = [['weather', '{"at":{"name":"scripted text"}}']]
    expect(called).toEqual({ text: '', calls, reason: 'FINISH_REASON_TOOL_CALLS' })
    expect(sent.tools).toEqual([weather])
    expect(sent.format).toMatchObject({
      properties: { name: { enum: ['weather'] }, arguments: { $ref: '#/$defs/call0' } },
      $defs: { call0: { properties: { at: { $ref: '#/$defs/call0/$defs/City' } }, $defs: { City } } },
    })
  })

  test('of any function is bound to one of them', async () => {
    const { calls, sent } = await callOf(forced('required'))
    expect(calls).toEqual([['web_search', '{}']])
    expect(sent.format).toMatchObject({ anyOf: [{}, { properties: { name: { enum: ['weather'] } } }] })
  })

  test('is taken as the model makes it, too', async () => {
    const calls = [{ name: 'weather', arguments: { at: 'Berlin' } }]
    const called = await callOf(forced('required'), () => ({ tokens: [' Let me see.'], calls }))
    expect(called).toMatchObject({ text: ' Let me see.', calls: [['weather', '{"at":"Berlin"}']] })
  })

  test('and was cut keeps what there is of its arguments', async () => {
    const tokens = ['{"name": "weather", "argum', 'ents": {"at": "Ber']
    expect(await callOf(forced('weather'), () => ({ tokens, doneReason: 'length' }))).toMatchObject({
      calls: [['weather', '{"at": "Ber']],
      reason: 'FINISH_REASON_LENGTH',
    })
  })

  test.each(['auto', 'none', ''])('is not made of an answer where the choice is "%s"', async (choice) => {
    const tokens = ['{"name": "weather", "arguments": {}}']
    const { text, calls, sent } = await callOf(forced(choice), () => ({ tokens }))
    expect({ text, calls, format: sent.format }).toEqual({ text: tokens.join(''), calls: [], format: undefined })
  })
})

for (const [name, env] of apis) {
  test.each(['It rains.', '{"name": "other", "arguments": {}}', '', '{"name": "weather"}', '[]'])(
    `${name}: an answer without the call that must be made is refused, and not passed on: %p`,
    async (text) => {
      await using fake = await startFakeOllama({ models, script: () => ({ tokens: text === '' ? [] : [text] }) })
      await using llm = await openLlm(env(fake.url))
      const answer = listen(llm.generate({ ...asked, toolsJson: JSON.stringify([weather]), toolChoice: 'required' }))
      expect(await failureOf(answer)).toMatchObject({ code: 'unsupported_parameter', fields: [{ field: 'tool_choice' }] })
    },
  )
}

test('functions that are none are refused before any work', async () => {
  await using llm = await openLlm({ LLM_PROVIDER: 'builtin' })
  for (const [more, field] of [
    [{ toolsJson: '{}' }, 'tools_json'],
    [{ toolsJson: '[{"type":"function","function":{}}]' }, 'tools_json'],
    [{ toolChoice: 'other' }, 'tool_choice'],
  ] as const) {
    expect(await failureOf(listen(llm.generate({ ...asked, ...more })))).toMatchObject({
      code: 'validation_error',
      fields: [{ field }],
    })
  }
})
