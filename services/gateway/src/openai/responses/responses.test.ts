import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { completing, openAi } from '../../../test/fakes/openai'
import { requestOf, testApp } from '../../../test/fakes/use-cases'
import type { ModelPart } from '../../generation/llm'
import type { Prompt } from '../models'
import type { OpenAiUseCases } from '../routes'

const ask = async (body: object, complete: OpenAiUseCases['complete'] = completing('Hello')) => {
  const app = testApp({ openAi: { ...openAi, complete } })
  return app.handle(await requestOf('http://localhost/v1/responses', { body: { input: 'a', ...body } }))
}
type Answer = Record<string, unknown> & { output: Record<string, unknown>[]; error: { code: string; param: string } }
const whole = async (body: object, complete?: OpenAiUseCases['complete']) => (await (await ask(body, complete)).json()) as Answer

/** What reaches the use case. */
async function promptOf(body: object): Promise<Prompt | undefined> {
  let seen: Prompt | undefined
  const answer = await ask(body, (prompt, caller) => {
    seen = prompt
    return completing('x')(prompt, caller)
  })
  expect([body, answer.status]).toEqual([body, 200])
  return seen
}

const usage = {
  prompt_tokens: 3,
  completion_tokens: 2,
  total_tokens: 5,
  context: { window_tokens: null, messages_used: 1, messages_left_out: 0 },
}
const parts = (...given: (ModelPart | string)[]): OpenAiUseCases['complete'] =>
  async function* () {
    for (const part of given) yield typeof part === 'string' ? { type: 'text', text: part } : part
    if (given.at(-1) instanceof Object && (given.at(-1) as ModelPart).type === 'finish') return
    yield { type: 'finish', reason: 'stop', model: 'm', usage }
  }
const eventsOf = async (answer: Response) =>
  (await answer.text())
    .split('\n\n')
    .filter((frame) => frame.startsWith('event: '))
    .map((frame) => {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/s.exec(frame) ?? []
      return { name, ...(JSON.parse(data ?? '') as { type: string; sequence_number: number; response?: unknown }) }
    })

describe('a prompt', () => {
  test('that does not fit is told as the input that it was', async () => {
    const refused: OpenAiUseCases['complete'] = async function* () {
      yield await Promise.reject(
        new AppError('validation_error', 'x', { fields: [{ field: 'messages', message: 'must fit the window' }] }),
      )
    }
    for (const stream of [false, true])
      expect(await whole({ stream }, refused)).toMatchObject({ detail: 'input must fit the window.', error: { param: 'input' } })
  })

  test('is the input, behind the instructions', async () => {
    expect(await promptOf({ instructions: 'Be brief.' })).toEqual({
      model: '',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'a' },
      ],
      tools: [],
      toolChoice: '',
      stop: [],
      parallelToolCalls: true,
      sampling: {},
      wholeAnswer: true,
      wholePrompt: true,
    })
  })

  test('is made of items, calls belonging to the message before them', async () => {
    const input = [
      { role: 'developer', content: 'Be brief.' },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'one' }] },
      { type: 'reasoning', id: 'rs_1', summary: [] },
      { role: 'assistant', content: [{ type: 'output_text', text: 'two', annotations: [] }] },
      { type: 'function_call', call_id: 'c1', name: 'add', arguments: 'no {json' },
      { type: 'function_call', call_id: 'c2', name: 'sub', arguments: '' },
      { type: 'function_call_output', call_id: 'c1', output: '3' },
      { type: 'function_call_output', call_id: 'c2', output: [{ type: 'input_text', text: '4' }] },
    ]
    expect((await promptOf({ input }))?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'one' },
      {
        role: 'assistant',
        content: 'two',
        toolCalls: [
          { id: 'c1', name: 'add', argumentsJson: 'no {json' },
          { id: 'c2', name: 'sub', argumentsJson: '{}' },
        ],
      },
      { role: 'tool', content: '3', toolCallId: 'c1', toolName: 'add' },
      { role: 'tool', content: '4', toolCallId: 'c2', toolName: 'sub' },
    ])
  })

  test('has the wishes of the request', async () => {
    const schema = { type: 'object', properties: { year: { type: 'integer' } } }
    const prompt = await promptOf({
      model: 'x',
      max_output_tokens: 7,
      temperature: 0,
      top_p: 0.5,
      seed: 3,
      stop: 'x',
      parallel_tool_calls: false,
      text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
      tools: [{ type: 'function', name: 'add', parameters: schema, strict: true, description: 'Adds' }],
      tool_choice: { type: 'function', name: 'add' },
    })
    expect(prompt).toMatchObject({
      model: 'x',
      maxTokens: 7,
      sampling: { temperature: 0, topP: 0.5, seed: 3 },
      stop: ['x'],
      parallelToolCalls: false,
      jsonSchema: schema,
      toolChoice: 'add',
      tools: [{ type: 'function', function: { name: 'add', description: 'Adds', parameters: schema, strict: true } }],
    })
  })

  test('has the effort of its request, and the answer says it', async () => {
    expect((await promptOf({ reasoning: { effort: 'low', summary: null } }))?.reasoningEffort).toBe('low')
    expect(await whole({ reasoning: { effort: 'high' } })).toMatchObject({ reasoning: { effort: 'high', summary: null } })
  })

  test('takes what asks for nothing', async () => {
    const nothing = { previous_response_id: null, conversation: null, background: false, include: [], top_logprobs: 0 }
    const more = {
      reasoning: { effort: null },
      service_tier: 'auto',
      store: true,
      truncation: 'auto',
      text: { verbosity: 'medium' },
    }
    await promptOf({ ...nothing, ...more, include: ['reasoning.encrypted_content'], tools: null, metadata: { a: 'b' } })
  })

  test.each([
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: 'conv_1' }],
    ['prompt', { prompt: { id: 'p' } }],
    ['background', { background: true }],
    ['include', { include: ['message.output_text.logprobs'] }],
    ['reasoning.summary', { reasoning: { summary: 'auto' } }],
    ['top_logprobs', { top_logprobs: 2 }],
    ['service_tier', { service_tier: 'flex' }],
    ['text.verbosity', { text: { verbosity: 'low' } }],
    ['tools.0', { tools: [{ type: 'web_search' }] }],
    ['tool_choice', { tool_choice: { type: 'file_search' } }],
    ['input.0.content', { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:' }] }] }],
    ['input.0', { input: [{ type: 'item_reference', id: 'x' }] }],
    ['input.0', { input: [{ type: 'computer_call' }] }],
  ])('that asks for what nobody here can is refused: %s', async (field, body) => {
    const answer = await ask(body)
    expect([answer.status, ((await answer.json()) as Answer).error]).toMatchObject([
      400,
      { code: 'unsupported_parameter', param: field },
    ])
  })

  test.each([
    ['input', { input: [] }],
    ['input', { input: 7 }],
    ['input', { input: [{ type: 'reasoning' }] }],
    ['input.0.role', { input: [{ role: 'robot', content: 'x' }] }],
    ['input.0.role', { input: [{ content: 'x' }] }],
    ['input.0.call_id', { input: [{ type: 'function_call', name: 'a', arguments: '{}' }] }],
    ['input.0.name', { input: [{ type: 'function_call', call_id: 'c', arguments: '{}' }] }],
    ['tools.0.name', { tools: [{ type: 'function', name: 'two words' }] }],
    ['tool_choice', { tool_choice: 'maybe' }],
    ['tool_choice', { tool_choice: 'required' }],
    ['reasoning.effort', { reasoning: { effort: 'much' } }],
    ['temperature', { temperature: 3 }],
    ['max_output_tokens', { max_output_tokens: 0 }],
  ])('that is wrong is refused with its field: %s', async (field, body) => {
    const answer = await ask(body)
    expect([answer.status, ((await answer.json()) as Answer).error.param]).toEqual([422, field])
  })
})

describe('an answer', () => {
  test('is whole, and kept nowhere', async () => {
    expect(await whole({ store: true, metadata: { a: 'b' } })).toMatchObject({
      object: 'response',
      status: 'completed',
      store: false,
      previous_response_id: null,
      metadata: { a: 'b' },
      model: 'm',
      output: [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Hello' }] }],
      usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    })
  })

  test('has a thought, a text and calls as items in their order', async () => {
    const call = { id: 'c1', name: 'add', argumentsJson: '{"a":1}' }
    const { output } = await whole(
      {},
      parts({ type: 'reasoning', text: 'Hm' }, 'a', 'b', { type: 'tool_calls', calls: [call, { ...call, id: 'c2' }] }),
    )
    expect(output.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call', 'function_call'])
    expect(output[1]).toMatchObject({ content: [{ text: 'ab' }] })
    expect(output[3]).toMatchObject({ call_id: 'c2', name: 'add', arguments: '{"a":1}', status: 'completed' })
  })

  test('that was cut says so', async () => {
    const cut = await whole({ max_output_tokens: 1 }, parts('a', { type: 'finish', reason: 'length', model: 'm', usage }))
    expect(cut).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
    })
  })

  test('without a word has no items', async () => {
    expect((await whole({}, parts())).output).toEqual([])
  })
})

describe('a stream', () => {
  test('is typed events in a row, the last one with the whole', async () => {
    const answer = await ask({ stream: true }, parts('He', 'llo\n[DONE]'))
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const events = await eventsOf(answer)
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
    expect(events.map(({ name }) => name)).toEqual(events.map(({ type }) => type))
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index))
    expect(events.at(-1)?.response).toMatchObject({ status: 'completed', output: [{ content: [{ text: 'Hello\n[DONE]' }] }] })
  })

  test('that fails before it begins is an HTTP error, later one error event, the last one', async () => {
    const failing = (...texts: string[]): OpenAiUseCases['complete'] =>
      async function* () {
        for (const text of texts) yield { type: 'text', text }
        throw new AppError('timeout', 'Too slow.')
      }
    expect((await ask({ stream: true }, failing())).status).toBe(504)
    const events = await eventsOf(await ask({ stream: true }, failing('a')))
    expect(events.at(-1)).toMatchObject({ name: 'error', type: 'error', message: 'Too slow.', code: 'timeout' })
    expect(events.filter(({ name }) => name === 'error' || name === 'response.completed')).toHaveLength(1)
  })
})
