import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { completing, openAi } from '../../test/fakes/openai'

import { requestOf, testApp } from '../../test/fakes/use-cases'
import type { Embedding } from './embed'
import { modelsClient } from './llm-client'
import { createListModels, type Prompt } from './models'
import type { OpenAiUseCases } from './routes'

const messages = [{ role: 'user', content: 'a' }]
const ask = async (path: string, call: Parameters<typeof requestOf>[1], door: Partial<OpenAiUseCases> = {}) =>
  testApp({ openAi: { ...openAi, ...door } }).handle(await requestOf(`http://localhost${path}`, call))
const complete = (body: object, door: Partial<OpenAiUseCases> = {}) =>
  ask('/v1/chat/completions', { body: { messages, ...body } }, door)
const dataOf = (raw: string) => raw.split('\n\n').map((frame) => frame.replace(/^data: /, ''))
const failing = (error: unknown, ...texts: string[]): OpenAiUseCases['complete'] =>
  async function* () {
    for (const text of texts) yield { type: 'text', text }
    throw error
  }

/** What reaches the use case. */
async function promptOf(body: object): Promise<Prompt | undefined> {
  let seen: Prompt | undefined
  const answer = await complete(body, {
    complete: (prompt, caller) => {
      seen = prompt
      return completing('x')(prompt, caller)
    },
  })
  expect(answer.status).toBe(200)
  return seen
}

/** The refusal of the llm service, as a caller of this API is told it. */
async function refusedBy(error: AppError): Promise<unknown> {
  const stub = {
    async *generate() {
      yield await Promise.reject(error)
    },
  }
  const { complete: ask } = modelsClient({ stub, count: () => {} } as never)
  const prompt: Prompt = {
    model: '',
    messages: [],
    tools: [],
    toolChoice: '',
    stop: [],
    parallelToolCalls: true,
    wholeAnswer: true,
    sampling: {},
  }
  return failureOf(ask(prompt, callerOf('ann')).next())
}

test('a configured chat model that is missing is told as one, for it lasts, and one that is down is not', async () => {
  const missing = { fields: [{ field: 'model', message: 'is not installed' }] }
  expect(await refusedBy(new AppError('unavailable', 'It is not there.', missing))).toMatchObject({ code: 'model_not_found' })
  expect(await refusedBy(new AppError('unavailable', 'It is not there.'))).toMatchObject({ code: 'unavailable' })
})

test.each([
  ['must be at most about 8192 tokens', 'context_length_exceeded'],
  ['longer than the window of the model; shorten it', 'context_length_exceeded'],
  ['at most 1050000 characters each', 'context_length_exceeded'],
  ['give 1 to 1000', 'validation_error'],
  ['at most 128 tool calls each', 'validation_error'],
])('messages that are refused because of "%s" are told as %s', async (message, code) => {
  const error = new AppError('validation_error', 'No.', { fields: [{ field: 'messages', message }] })
  expect(await refusedBy(error)).toMatchObject({ code, fields: [{ field: 'messages', message }] })
})

test('a model whose time nobody knows has that of the start', async () => {
  const available = async () => ({ provider: 'builtin', chatModel: 'b', embeddingModel: 'e', models: [] })
  const { models } = await createListModels({ available })({} as never)
  expect(models.map(({ name, createdEpochMs }) => [name, createdEpochMs > 1.7e12])).toEqual([
    ['b', true],
    ['e', true],
  ])
})

describe('a prompt', () => {
  test('has no wishes but those of the request', async () => {
    expect(
      await promptOf({
        user: 'eve',
        ...{ store: true, metadata: { a: 'b' }, prompt_cache_key: 'k', safety_identifier: 's', service_tier: 'auto' },
        ...{ verbosity: 'medium', reasoning_effort: null, prediction: { type: 'content', content: 'x' } },
        tools: null,
        n: 1,
        logprobs: false,
        modalities: ['text'],
        response_format: { type: 'text' },
      }),
    ).toEqual({
      model: '',
      messages: [{ role: 'user', content: 'a' }],
      tools: [],
      toolChoice: '',
      stop: [],
      parallelToolCalls: true,
      sampling: {},
      wholeAnswer: true,
    })
    expect((await promptOf({ stop: 'x' }))?.stop).toEqual(['x'])
    for (const effort of ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const)
      expect((await promptOf({ reasoning_effort: effort }))?.reasoningEffort).toBe(effort)
  })

  test('has the sampling of the request', async () => {
    const sampling = { temperature: 0, top_p: 0.1, seed: -7, presence_penalty: 1, frequency_penalty: -2 }
    expect((await promptOf(sampling))?.sampling).toEqual({
      temperature: 0,
      topP: 0.1,
      seed: -7,
      presencePenalty: 1,
      frequencyPenalty: -2,
    })
  })

  test.each([
    ['image_url', { image_url: { url: 'http://x/y.png' } }],
    ['input_audio', { input_audio: { data: '', format: 'wav' } }],
    ['file', { file: { file_id: 'a' } }],
  ])('with a part of type %s is refused, because no model here reads it', async (type, part) => {
    const content = [
      { type: 'text', text: 'a' },
      { type, ...part },
    ]
    const answer = await complete({ messages: [{ role: 'user', content }] })
    const error = { param: 'messages.0.content', type: 'invalid_request_error', code: 'unsupported_parameter' }
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 400, body: { error } })
  })

  test.each([
    [{ n: 2 }, 'n'],
    [{ n: '1' }, 'n'],
    [{ logprobs: true }, 'logprobs'],
    [{ top_logprobs: 3 }, 'top_logprobs'],
    [{ logit_bias: { 50256: -100 } }, 'logit_bias'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ audio: { voice: 'x' } }, 'audio'],
    [{ functions: [] }, 'functions'],
    [{ function_call: 'auto' }, 'function_call'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ service_tier: 'flex' }, 'service_tier'],
    [{ verbosity: 'low' }, 'verbosity'],
    [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, 'tools.0'],
    [{ tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } } }, 'tool_choice'],
  ])('that asks for what no model here does is refused and not ignored: %p', async (body, param) => {
    for (const stream of [false, true]) {
      const answer = await complete({ ...body, stream })
      const error = { param, type: 'invalid_request_error', code: 'unsupported_parameter' }
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 400, body: { error } })
    }
  })

  test('keeps what was refused, and arguments of a call that are no JSON', async () => {
    const call = (text: string) => ({ id: text, type: 'function', function: { name: 'f', arguments: text } })
    const texts = ['{"a": "b', 'Paris', '[1]', 'null', ' ']
    const prompt = await promptOf({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        { role: 'assistant', content: null, refusal: 'Never.' },
        { role: 'assistant', content: null, refusal: null, tool_calls: texts.map(call) },
      ],
      stream_options: { include_usage: null },
    })
    expect(prompt?.messages.map(({ content }) => content)).toEqual(['a', 'No.', 'Never.', ''])
    expect(prompt?.messages.at(-1)?.toolCalls?.map(({ argumentsJson }) => argumentsJson)).toEqual(texts)
  })

  test('tells a result by the name of the function that was called', async () => {
    const called = { id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }
    const prompt = await promptOf({
      messages: [
        ...messages,
        { role: 'assistant', content: null, tool_calls: [called] },
        { role: 'tool', tool_call_id: 'c1', content: 'r' },
      ],
      tools: [{ type: 'function', function: { name: 'f' } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
    })
    expect(prompt?.toolChoice).toBe('f')
    expect(prompt?.messages.slice(1)).toEqual([
      { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'f', argumentsJson: '{}' }] },
      { role: 'tool', content: 'r', toolCallId: 'c1', toolName: 'f' },
    ])
  })

  test.each([
    [{ messages: [] }, 'messages'],
    [{ messages: 'a' }, 'messages'],
    [{ messages: [{ role: 'robot', content: 'a' }] }, 'messages.0.role'],
    [{ messages: [{ role: 'user', content: 7 }] }, 'messages.0.content'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages.0.content'],
    [{ top_p: 2 }, 'top_p'],
    [{ seed: 0.5 }, 'seed'],
    [{ presence_penalty: 3 }, 'presence_penalty'],
    [{ frequency_penalty: -3 }, 'frequency_penalty'],
    [{ stop: ['a', ''] }, 'stop'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
    [{ temperature: 3 }, 'temperature'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ response_format: { type: 'yaml' } }, 'response_format'],
    [{ response_format: { type: 'json_schema', json_schema: { name: 'a' } } }, 'response_format'],
    [{ tools: [{ type: 'function', function: { name: 'no blanks' } }] }, 'tools.0.function.name'],
    [{ tool_choice: 'sometimes' }, 'tool_choice'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ tool_choice: { type: 'function', function: { name: 'f' } }, tools: [] }, 'tool_choice'],
  ])('that is wrong is refused by its field: %p', async (body, param) => {
    const answer = await complete(body)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      error: { param, type: 'invalid_request_error', code: 'validation_error', message: expect.stringContaining(param) },
      request_id: answer.headers.get('x-request-id'),
      user_id: 'ann',
    })
  })
})

describe('a stream', () => {
  test('is events of JSON that end with [DONE], and of nothing else', async () => {
    const answer = await complete({ stream: true }, { complete: completing('a\nb', '\n\ndata: [DONE]\n\n') })
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const [role, ...rest] = dataOf(await answer.text())
    expect(JSON.parse(role ?? '')).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ delta: { role: 'assistant', content: '' } }],
    })
    expect(rest.slice(-2)).toEqual(['[DONE]', ''])
    const texts = rest.slice(0, -2).map((data) => JSON.parse(data).choices[0].delta.content ?? '')
    expect(texts.join('')).toBe('a\nb\n\ndata: [DONE]\n\n')
  })

  test('that fails before its first part is an HTTP error', async () => {
    const answer = await complete({ stream: true }, { complete: failing(new AppError('unavailable', 'Down.')) })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await answer.json()).toMatchObject({ error: { message: 'Down.', type: 'server_error' } })
  })

  test('that fails later ends with one error, and without [DONE]', async () => {
    const answer = await complete({ stream: true }, { complete: failing(new Error('secret'), 'a') })
    const raw = await answer.text()
    expect(raw).not.toMatch(/secret|\[DONE\]/)
    const last = JSON.parse(dataOf(raw).at(-2) ?? '')
    expect(last).toMatchObject({ error: { code: 'internal_error', type: 'server_error', param: null } })
    expect(last.request_id).toBe(answer.headers.get('x-request-id'))
  })
})

describe('an embedding', () => {
  test('takes one text or several, and bytes that lie anywhere', async () => {
    const asked: Embedding[] = []
    const odd = new Uint8Array(13)
    odd.set(new Uint8Array(new Float32Array([1, 2, -0.5]).buffer), 1)
    const embed: OpenAiUseCases['embed'] = async (embedding) => {
      asked.push(embedding)
      return { model: 'e', vectors: embedding.texts.map(() => odd.subarray(1)) }
    }
    const one = await ask('/v1/embeddings', { body: { input: 'a' } }, { embed })
    expect(await one.json()).toMatchObject({ object: 'list', model: 'e', data: [{ embedding: [1, 2, -0.5], index: 0 }] })
    const two = await ask('/v1/embeddings', { body: { model: 'e', input: ['a', 'b'], encoding_format: 'base64' } }, { embed })
    const { data } = (await two.json()) as { data: { embedding: string }[] }
    expect(data.map(({ embedding }) => Buffer.from(embedding, 'base64').readFloatLE(8))).toEqual([-0.5, -0.5])
    expect(asked).toEqual([
      { model: '', texts: ['a'], dimensions: undefined },
      { model: 'e', texts: ['a', 'b'], dimensions: undefined },
    ])
  })

  test.each([{ input: '' }, { input: [] }, { input: [1] }, { input: ['a', ''] }, { input: 'x'.repeat(20_001) }, {}])(
    'of what is no text is refused: %#',
    async (body) => {
      const answer = await ask('/v1/embeddings', { body })
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 422,
        body: { error: { code: 'validation_error' } },
      })
    },
  )
})

test('whatever fails under /v1 has the shape of its clients, and elsewhere the contract’s', async () => {
  const errorOf = async (path: string, call: Parameters<typeof requestOf>[1] = {}) => {
    const answer = await ask(path, call)
    return { status: answer.status, ...((await answer.json()) as { error: unknown; code: string }) }
  }
  expect(await errorOf('/v1/models', { user: null })).toMatchObject({
    status: 401,
    error: { type: 'authentication_error', code: 'missing_token' },
  })
  expect(await errorOf('/v1/nothing')).toMatchObject({ status: 404, error: { type: 'invalid_request_error' } })
  expect(await errorOf('/v1/models', { method: 'DELETE' })).toMatchObject({ status: 405, error: { code: 'method_not_allowed' } })
  expect(await errorOf('/v1/embeddings', { body: '{' })).toMatchObject({ status: 400, error: { code: 'malformed_json' } })
  expect(await errorOf('/v1/models/%ff')).toMatchObject({ status: 404, error: { code: 'model_not_found' } })
  expect(await errorOf('/v1x')).toMatchObject({ status: 404, error: 'Not found' })
})

test('a model is found by the name that is in the path, a slash in it encoded', async () => {
  const models = ['hf.co/someone/model:Q4', 'plain:latest'].map((name) => ({ name, createdEpochMs: 1_772_357_400_999 }))
  const listModels = async () => ({ models, provider: 'ollama' })
  for (const [path, id] of [
    ['hf.co%2Fsomeone%2Fmodel%3AQ4', 'hf.co/someone/model:Q4'],
    ['plain', 'plain:latest'],
  ]) {
    const answer = await ask(`/v1/models/${path}`, {}, { listModels })
    expect(await answer.json()).toEqual({ id, object: 'model', created: 1_772_357_400, owned_by: 'ollama' })
  }
})
