import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { CHAT_MODEL } from '@collabry/fake-ollama/fake-ollama'
import { Agent, OpenAIResponsesModel, run, setTracingDisabled, tool } from '@openai/agents'
import OpenAI from 'openai'
import { startOpenAi } from './openai-client'

setDefaultTimeout(180_000)
setTracingDisabled(true)

const openAi = await startOpenAi()
const { client, lastChat, playing } = openAi
afterAll(() => openAi[Symbol.asyncDispose]())

const model = CHAT_MODEL

describe('the openai package', () => {
  test('gets an answer whole, and by its helper for texts', async () => {
    const answer = await client.responses.create({ model, instructions: 'Be brief.', input: 'hello you' })
    expect(answer.output_text.trim()).toBe('You asked: hello you')
    expect(answer).toMatchObject({ model, store: false, status: 'completed' })
    expect(lastChat().messages.map(({ role }) => role)).toEqual(['system', 'user'])
  })

  test('gets a stream, event by event, whose end is what was streamed', async () => {
    const stream = client.responses.stream({ model, input: 'hello you' })
    let text = ''
    stream.on('response.output_text.delta', ({ delta }) => {
      text += delta
    })
    const answer = await stream.finalResponse()
    expect(text.trim()).toBe('You asked: hello you')
    expect(answer.output_text).toBe(text)
  })

  test('gets JSON by a schema', async () => {
    const schema = { type: 'object', properties: { year: { type: 'integer', minimum: 1_900 } }, required: ['year'] }
    const format = { type: 'json_schema' as const, name: 'answer', schema, strict: true }
    const answer = await client.responses.create({ model, input: 'when?', text: { format } })
    expect(JSON.parse(answer.output_text)).toEqual({ year: 1_900 })
    expect(lastChat().format).toEqual(schema)
  })

  test('goes on with the items of an answer, and with outputs of functions', () =>
    playing(
      ({ messages }) =>
        messages.at(-1)?.role === 'tool'
          ? { tokens: ['It is 3.'] }
          : { tokens: [], calls: [{ name: 'add', arguments: { a: 1, b: 2 } }] },
      async () => {
        const tools = [{ type: 'function' as const, name: 'add', parameters: { type: 'object' }, strict: false }]
        const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: 'What is 1 + 2?' }]
        const first = await client.responses.create({ model, input, tools })
        const [call] = first.output
        if (call?.type !== 'function_call') throw new Error('no call')
        expect(JSON.parse(call.arguments)).toEqual({ a: 1, b: 2 })
        input.push(call, { type: 'function_call_output', call_id: call.call_id, output: '3' })
        expect((await client.responses.create({ model, input, tools })).output_text).toBe('It is 3.')
      },
    ))

  test('is told what is not possible, and of a failure in the middle', async () => {
    const refused = await client.responses.create({ model, input: 'x', previous_response_id: 'resp_1' }).catch((error) => error)
    expect(refused).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'previous_response_id' })
    const unknown = await client.responses.create({ model: 'none', input: 'x' }).catch((error) => error)
    expect(unknown).toMatchObject({ status: 404, code: 'model_not_found' })
    await playing(
      () => ({ tokens: ['one', 'two'], fault: { kind: 'cut', after: 1 } }),
      async () => {
        const stream = await client.responses.create({ model, input: 'x', stream: true })
        const broken = await Array.fromAsync(stream).catch((error) => error)
        expect(broken).toBeInstanceOf(OpenAI.APIError)
        expect(broken).toMatchObject({ code: 'upstream_error' })
      },
    )
  })
})

describe('the agents package', () => {
  const agentOf = (tools: ReturnType<typeof tool>[] = []) =>
    new Agent({
      name: 'helper',
      instructions: 'Help.',
      tools,
      // Two copies of the package may be installed, whose types differ in name alone.
      model: new OpenAIResponsesModel(client as never, model),
    })

  test('runs an agent whose function the model calls', () =>
    playing(
      ({ messages }) =>
        messages.at(-1)?.role === 'tool'
          ? { tokens: [`The sum is ${messages.at(-1)?.content}.`] }
          : { tokens: [], calls: [{ name: 'add', arguments: { a: 1, b: 2 } }] },
      async () => {
        const add = tool({
          name: 'add',
          description: 'Adds two numbers',
          strict: false,
          parameters: {
            type: 'object',
            properties: { a: { type: 'number' }, b: { type: 'number' } },
            required: ['a', 'b'],
            additionalProperties: true,
          },
          execute: async (input) => {
            const { a, b } = input as { a: number; b: number }
            return String(a + b)
          },
        })
        expect((await run(agentOf([add]), 'What is 1 + 2?')).finalOutput).toBe('The sum is 3.')
      },
    ))

  test('streams an agent’s answer', async () => {
    const result = await run(agentOf(), 'hello you', { stream: true })
    let text = ''
    for await (const piece of result.toTextStream()) text += piece
    await result.completed
    expect(text.trim()).toBe('You asked: hello you')
  })
})
