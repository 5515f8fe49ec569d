import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { CHAT_MODEL } from '@collabry/fake-ollama/fake-ollama'
import { startStack } from '@collabry/stack/stack'
import OpenAI from 'openai'
import { startOpenAi } from './openai-client'
import { until } from './product'

setDefaultTimeout(180_000)

const openAi = await startOpenAi()
const { fake, stack, client, lastChat, playing } = openAi
afterAll(() => openAi[Symbol.asyncDispose]())

const model = CHAT_MODEL
const hello = [{ role: 'user' as const, content: 'hello you' }]

/** What a model may say that would end, forge or change a stream that is made carelessly; CR has become LF on the way. */
const TRAPS = [
  '[1] [99] [2',
  '] ',
  'data: x\n',
  '\ndata: [DONE]\n\n',
  'event: done\ndata: y\n\n',
  'a\rb',
  '\r',
  '\nc',
  ': d\n',
  'id: 7',
]
const TRAPPED = TRAPS.join('').replace(/\r\n?/g, '\n')

describe('the models', () => {
  test('are listed, and one is found with or without its tag', async () => {
    const names = (await client.models.list()).data.map(({ id }) => id)
    expect(names.slice(0, 2)).toEqual([CHAT_MODEL, 'all-minilm'])
    expect(names).toContain('plain:latest')
    for (const { created } of (await client.models.list()).data) expect(created).toBeGreaterThan(1_700_000_000)
    expect(await client.models.retrieve('plain')).toMatchObject({ id: 'plain:latest', object: 'model', owned_by: 'ollama' })
    expect(await client.models.retrieve('none').catch((error) => error)).toMatchObject({ status: 404, code: 'model_not_found' })
  })
})

describe('a completion', () => {
  test('is answered whole, with what it cost', async () => {
    const answer = await client.chat.completions.create({ model, messages: hello })
    expect(answer.id).toMatch(/^chatcmpl-\w{32}$/)
    expect(answer).toMatchObject({ object: 'chat.completion', model, choices: [{ finish_reason: 'stop', index: 0 }] })
    expect(answer.choices[0]?.message.content?.trim()).toBe('You asked: hello you')
    expect(answer.usage?.total_tokens).toBe((answer.usage?.prompt_tokens ?? 0) + 4)
  })

  test('adds nothing to the prompt, and keeps no session', async () => {
    const messages = [
      { role: 'developer' as const, content: 'Be brief.' },
      {
        role: 'user' as const,
        content: [
          { type: 'text' as const, text: 'one' },
          { type: 'text' as const, text: 'two' },
        ],
      },
      { role: 'assistant' as const, content: 'three' },
      ...hello,
    ]
    await client.chat.completions.create({ model: 'plain', messages, temperature: 0.5, max_completion_tokens: 7 })
    expect(lastChat()).toMatchObject({ model: 'plain', options: { temperature: 0.5, num_predict: 7 } })
    expect(lastChat().messages.map(({ role, content }) => [role, content])).toEqual([
      ['system', 'Be brief.'],
      ['user', 'one\ntwo'],
      ['assistant', 'three'],
      ['user', 'hello you'],
    ])
    const sessions = await fetch(`${stack.url}/ai/sessions`, { headers: { authorization: `Bearer ${client.apiKey}` } })
    expect(await sessions.json()).toMatchObject({ total: 0 })
  })

  test('is drawn as it was asked for', async () => {
    const sampling = { temperature: 0.5, top_p: 0.25, seed: 2 ** 40, presence_penalty: 1.5, frequency_penalty: -0.5 }
    await client.chat.completions.create({ model, messages: hello, ...sampling, stop: ['###'], max_tokens: 9 })
    expect(lastChat().options).toMatchObject({ ...sampling, stop: ['###'], num_predict: 9 })
    await client.chat.completions.create({ model, messages: hello })
    expect(Object.keys(lastChat().options ?? {}).filter((name) => name in sampling || name === 'stop')).toEqual([])
  })

  test('is streamed, with the counts at the end when they are asked for', async () => {
    const stream = await client.chat.completions.create({
      model,
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await Array.fromAsync(stream)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(
      chunks
        .map(({ choices }) => choices[0]?.delta.content ?? '')
        .join('')
        .trim(),
    ).toBe('You asked: hello you')
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 4 } })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
    const plain = await Array.fromAsync(await client.chat.completions.create({ model, messages: hello, stream: true }))
    expect(plain.some((chunk) => 'usage' in chunk)).toBe(false)
  })

  test('reaches the client as the model wrote it, whatever that looks like', () =>
    playing(
      () => ({ tokens: TRAPS }),
      async () => {
        const whole = await client.chat.completions.create({ model, messages: hello })
        expect(whole.choices[0]?.message.content).toBe(TRAPPED)
        const stream = client.chat.completions.stream({ model, messages: hello })
        expect(await stream.finalContent()).toBe(TRAPPED)
      },
    ))

  test('is bound to a JSON schema', async () => {
    const schema = { type: 'object', properties: { year: { type: 'integer', minimum: 1_900 } }, required: ['year'] }
    const response_format = { type: 'json_schema' as const, json_schema: { name: 'answer', schema } }
    const answer = await client.chat.completions.parse({ model, messages: hello, response_format })
    expect(answer.choices[0]?.message.parsed).toEqual({ year: 1_900 })
    expect(lastChat().format).toEqual(schema)
    const some = await client.chat.completions.create({ model, messages: hello, response_format: { type: 'json_object' } })
    expect(JSON.parse(some.choices[0]?.message.content ?? '')).toEqual({})
  })

  test('keeps the reasoning of a thinking model apart', () =>
    playing(
      () => ({ tokens: ['42'], thinking: ['six ', 'times seven'] }),
      async () => {
        const { choices } = await client.chat.completions.create({ model, messages: hello })
        expect(choices[0]?.message).toMatchObject({ content: '42', reasoning_content: 'six times seven' })
      },
    ))

  test('that nobody reads any more stops the model', () =>
    playing(
      () => ({ tokens: Array.from({ length: 500 }, () => ' x'), tokenDelayMs: 10 }),
      async () => {
        const stream = await client.chat.completions.create({ model, messages: hello, stream: true })
        for await (const _ of stream) break
        await until(() => fake.activeChats() === 0)
        expect(fake.requests.findLast(({ path }) => path === '/api/chat')?.end).toBe('connection_gone')
      },
    ))
})

describe('functions', () => {
  const parameters = { type: 'object', properties: { city: { type: 'string' } } }
  const weather = { name: 'weather', description: 'The weather of a city', parameters }
  const tools = [{ type: 'function' as const, function: weather }]

  test('are called by the model and run by the client', () =>
    playing(
      ({ messages, tools: offered }) =>
        offered && messages.at(-1)?.role === 'user'
          ? { tokens: [], calls: [{ name: 'weather', arguments: { city: 'Brno' } }] }
          : { tokens: [` ${messages.at(-1)?.content}`] },
      async () => {
        const asked: string[] = []
        const run = ({ city }: { city: string }) => {
          asked.push(city)
          return `sunny in ${city}`
        }
        const runnable = { type: 'function' as const, function: { ...weather, function: run, parse: JSON.parse } }
        const runner = client.chat.completions.runTools({ model, messages: hello, stream: true, tools: [runnable] })
        expect((await runner.finalContent())?.trim()).toBe('sunny in Brno')
        expect(asked).toEqual(['Brno'])
        expect(lastChat().messages.at(-1)).toMatchObject({ role: 'tool', content: 'sunny in Brno', tool_name: 'weather' })
      },
    ))

  test('are given whole, with a reason to stop', () =>
    playing(
      () => ({ tokens: [], calls: [{ name: 'weather', arguments: { city: 'Brno' } }] }),
      async () => {
        const answer = await client.chat.completions.create({ model, messages: hello, tools, tool_choice: 'auto' })
        expect(answer.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } })
        const [call] = answer.choices[0]?.message.tool_calls ?? []
        const again = await client.chat.completions.create({ model, messages: hello, tools, tool_choice: 'auto' })
        expect(call?.id).toMatch(/^call_\w{32}$/)
        expect(again.choices[0]?.message.tool_calls?.[0]?.id).not.toBe(call?.id)
        expect(call).toMatchObject({ type: 'function', function: { name: 'weather', arguments: '{"city":"Brno"}' } })
      },
    ))

  test('are called one at a time where the client says so', () =>
    playing(
      () => ({ tokens: [], calls: [1, 2].map((day) => ({ name: 'weather', arguments: { day } })) }),
      async () => {
        const ask = (parallel_tool_calls: boolean) =>
          client.chat.completions.create({ model, messages: hello, tools, parallel_tool_calls })
        const counts = await Promise.all(
          [true, false].map(async (all) => (await ask(all)).choices[0]?.message.tool_calls?.length),
        )
        expect(counts).toEqual([2, 1])
      },
    ))

  test('may have been called with broken arguments', async () => {
    const broken = { id: 'c1', type: 'function' as const, function: { name: 'weather', arguments: '{"city": "Br' } }
    const messages = [
      ...hello,
      { role: 'assistant' as const, content: null, tool_calls: [broken] },
      { role: 'tool' as const, tool_call_id: 'c1', content: 'no JSON' },
    ]
    const answer = await client.chat.completions.create({ model, messages, tools })
    expect(answer.choices[0]?.message.content?.trim()).toBe('You asked: no JSON')
    expect(lastChat().messages[1]).toMatchObject({
      tool_calls: [{ function: { name: 'weather', arguments: { arguments: '{"city": "Br' } } }],
    })
  })

  test('are refused for a model that cannot call them', async () => {
    const refused = await client.chat.completions.create({ model: 'plain', messages: hello, tools }).catch((error) => error)
    expect(refused).toMatchObject({ status: 400, param: 'tools', code: 'unsupported_parameter', type: 'invalid_request_error' })
    expect(refused.message).toContain('tools this model cannot call functions')
  })
})

test('an answer ends at a stop word, and the model with it', () =>
  playing(
    () => ({ tokens: ['one ', 'two', ' three STO', 'P', ...Array.from({ length: 500 }, () => ' x')], tokenDelayMs: 5 }),
    async () => {
      const answer = await client.chat.completions.create({ model, messages: hello, stop: ['STOP', '###'] })
      expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one two three ' } })
      await until(() => fake.activeChats() === 0)
    },
  ))

describe('embeddings', () => {
  const input = ['light into energy', 'cats purr']

  test('are the same in both encodings, of unit length and in order', async () => {
    const floats = await client.embeddings.create({ model: 'all-minilm', input, encoding_format: 'float' })
    const decoded = await client.embeddings.create({ model: 'all-minilm:latest', input })
    const alone = await client.embeddings.create({ model: 'all-minilm', input: 'cats purr', dimensions: 384 })
    expect(floats.data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 384],
      [1, 384],
    ])
    expect(decoded.data).toEqual(floats.data)
    expect(alone.data[0]?.embedding).toEqual(floats.data[1]?.embedding ?? [])
    expect(Math.hypot(...(floats.data[0]?.embedding ?? []))).toBeCloseTo(1, 5)
    expect(floats.usage.total_tokens).toBeGreaterThan(0)
  })

  test('of more texts than the model service takes at once keep their order', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `word${index} and word${index + 1}`)
    const { data } = await client.embeddings.create({ model: 'all-minilm', input: many })
    const last = await client.embeddings.create({ model: 'all-minilm', input: many[299] ?? '' })
    expect(data[299]?.embedding).toEqual(last.data[0]?.embedding ?? [])
  })

  test('of another model or length than there is are refused', async () => {
    const fails = (body: object) => client.embeddings.create({ model: 'all-minilm', input, ...body }).catch((error) => error)
    expect(await fails({ model: 'text-embedding-3-small' })).toMatchObject({
      status: 404,
      param: 'model',
      code: 'model_not_found',
    })
    expect(await fails({ dimensions: 64 })).toMatchObject({ status: 400, param: 'dimensions', code: 'unsupported_parameter' })
    expect(await fails({ input: [1, 2, 3] })).toMatchObject({ status: 422, param: 'input' })
  })
})

describe('a failure', () => {
  test('has the shape of the API and the request id', async () => {
    const error = await client.chat.completions.create({ model: 'nobody', messages: hello }).catch((failure) => failure)
    expect(error).toBeInstanceOf(OpenAI.NotFoundError)
    expect(error).toMatchObject({ param: 'model', type: 'invalid_request_error', code: 'model_not_found' })
    expect(error.requestID).toMatch(/^[0-9a-f-]{36}$/)
    expect(error.message).toContain('model')
  })

  test('of the token is 401 as everywhere', async () => {
    const stranger = new OpenAI({ baseURL: `${stack.url}/v1`, apiKey: 'nothing', maxRetries: 0 })
    const error = await stranger.models.list().catch((failure) => failure)
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError)
    expect(error.code).toBe('invalid_token')
    expect(error.headers.get('www-authenticate')).toContain('Bearer')
  })

  test('in the middle of a stream is told by the client as one', () =>
    playing(
      () => ({ tokens: ['one', 'two', 'three'], fault: { kind: 'cut', after: 2 } }),
      async () => {
        const stream = await client.chat.completions.create({ model, messages: hello, stream: true })
        const read = Array.fromAsync(stream)
        expect(await read.catch((error) => error)).toMatchObject({ code: 'upstream_error', type: 'server_error' })
      },
    ))
})

test('without a model the door says so: an answer that quotes, and neither vectors nor shapes', async () => {
  await using builtin = await startStack()
  const alone = new OpenAI({ baseURL: `${builtin.url}/v1`, apiKey: await builtin.token('ann'), maxRetries: 0 })
  const names = (await alone.models.list()).data.map(({ id }) => id)
  expect(names).toEqual(['builtin-extractive'])
  const answer = await alone.chat.completions.create({ model: names[0] ?? '', messages: hello })
  expect(answer).toMatchObject({
    model: 'builtin-extractive',
    choices: [{ message: { content: expect.stringMatching(/^(?!.*document).*OLLAMA_BASE_URL/i) } }],
  })
  const vectors = await alone.embeddings.create({ model: 'any', input: 'a' }).catch((error) => error)
  expect(vectors).toMatchObject({ status: 404, code: 'model_not_found', param: 'model', type: 'invalid_request_error' })
  expect(vectors.headers.get('retry-after')).toBeNull()
  const response_format = { type: 'json_object' as const }
  const shaped = await alone.chat.completions
    .create({ model: names[0] ?? '', messages: hello, response_format })
    .catch((error) => error)
  expect(shaped).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'response_format' })
  const tools = [{ type: 'function' as const, function: { name: 'f' } }]
  const called = await alone.chat.completions.create({ model: names[0] ?? '', messages: hello, tools }).catch((error) => error)
  expect(called).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'tools' })
  const other = await alone.chat.completions.create({ model: 'gpt-4o', messages: hello }).catch((error) => error)
  expect(other).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' })
})
