import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { completing, openAi } from '../../test/fakes/openai'
import { requestOf, testApp } from '../../test/fakes/use-cases'

// Every field that the types of OpenAI's client have, in requests that are offered here: each one is honoured, changes nothing
// by its nature, or is refused by its name. A field that a newer version of those types brings fails the first test.

/** A field with a value, and what comes of it. */
interface Case {
  send: unknown
  /** Other fields that it needs. */
  also?: object
  /** A part of what reaches the model. */
  sees?: object
  /** Pattern that the answer matches. */
  shows?: RegExp
  /** The field that the refusal names. */
  refused?: string
}

/** The model gets the same prompt. */
const unused = (send: unknown): Case => ({ send })
const reaches = (send: unknown, sees: object): Case => ({ send, sees })
const shown = (send: unknown, shows: RegExp, also = {}): Case => ({ send, shows, also })
/** Empty: the field itself. */
const refused = (send: unknown, field = ''): Case => ({ send, refused: field })

interface Table {
  /** The interface of OpenAI's types, and the file that has it. */
  of: string
  file: string
  /** The request that has these fields. */
  place: (fields: object) => { path: string; body: object }
  /** The path of the fields in the request. */
  within: string
  fields: Record<string, Case[]>
}

const chat = (body: object) => ({ path: '/v1/chat/completions', body: { messages: [user], ...body } })
const responses = (body: object) => ({ path: '/v1/responses', body: { input: 'a', truncation: 'auto', ...body } })
const user = { role: 'user', content: 'a' }
const schema = { type: 'object', properties: { a: { type: 'string' } } }
const tool = { type: 'function', function: { name: 'f' } }
const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }
const cache = [unused({ mode: 'explicit', ttl: '30m' }), refused({ prewarm: true })]
const sampling = (name: string, value: number) => ({ sampling: { [name]: value } })
const says = (...contents: string[]) => ({ messages: contents.map((content) => ({ content })) })
const breakpoint = [unused({ mode: 'explicit' })]
const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

const COMPLETIONS = 'chat/completions/completions'
const RESPONSES = 'responses/responses'

const common: Record<string, Case[]> = {
  metadata: [unused({ a: 'b' })],
  model: [reaches('x', { model: 'x' })],
  moderation: [refused({ model: 'm' })],
  parallel_tool_calls: [unused(true), reaches(false, { parallelToolCalls: false })],
  prompt_cache_key: [unused('k')],
  prompt_cache_options: cache,
  prompt_cache_retention: [unused('24h')],
  safety_identifier: [unused('s')],
  service_tier: [unused('auto'), unused('default'), ...['flex', 'scale', 'priority', 'fast'].map((tier) => refused(tier))],
  store: [unused(true), unused(false)],
  stream: [unused(false), { send: true, shows: /^(data|event): /, sees: { wholeAnswer: false } }],
  temperature: [reaches(0.5, sampling('temperature', 0.5))],
  tool_choice: [
    { send: 'required', also: { tools: [{ ...tool, name: 'f' }] }, sees: { toolChoice: 'required' } },
    refused('required'),
    refused({ type: 'custom', custom: { name: 'f' } }),
    refused({ type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } }),
  ],
  top_logprobs: [unused(0), refused(2)],
  top_p: [reaches(0.5, sampling('topP', 0.5))],
  user: [unused('u')],
}

const tables: Table[] = [
  {
    of: 'ChatCompletionCreateParamsBase',
    file: COMPLETIONS,
    place: chat,
    within: '',
    fields: {
      ...common,
      messages: [reaches([user, user], says('a', 'a'))],
      audio: [refused({ voice: 'x', format: 'wav' })],
      frequency_penalty: [reaches(1, sampling('frequencyPenalty', 1))],
      function_call: [refused('auto')],
      functions: [refused([])],
      logit_bias: [unused({}), refused({ 5: 1 })],
      logprobs: [unused(false), refused(true)],
      max_completion_tokens: [reaches(5, { maxTokens: 5 })],
      max_tokens: [reaches(5, { maxTokens: 5 })],
      modalities: [unused(['text']), refused(['audio']), refused(['text', 'audio'])],
      n: [unused(1), refused(2)],
      prediction: [unused({ type: 'content', content: 'x' })],
      presence_penalty: [reaches(1, sampling('presencePenalty', 1))],
      reasoning_effort: efforts.map((effort) => reaches(effort, { reasoningEffort: effort })),
      response_format: [
        reaches({ type: 'json_object' }, { jsonSchema: { type: 'object' } }),
        ...['grammar', 'python'].map((type) => refused({ type })),
      ],
      seed: [reaches(5, sampling('seed', 5))],
      stop: [reaches('x', { stop: ['x'] }), reaches(['x', 'y'], { stop: ['x', 'y'] })],
      stream_options: [shown({ include_usage: true }, /"choices":\[\],"usage":\{/, { stream: true })],
      tools: [reaches([tool], { tools: [tool] }), refused([{ type: 'custom', custom: { name: 'x' } }], 'tools.0')],
      verbosity: [unused('medium'), refused('low'), refused('high')],
      web_search_options: [refused({})],
    },
  },
  ...['User', 'System', 'Developer'].map((role) => ({
    of: `ChatCompletion${role}MessageParam`,
    file: COMPLETIONS,
    place: (fields: object) => chat({ messages: [{ role: role.toLowerCase(), content: 'a', ...fields }] }),
    within: 'messages.0.',
    fields: {
      role: [refused('function'), refused('robot')],
      content: [reaches('b', says('b')), refused(7), refused([{ type: 'image_url', image_url: { url: 'data:' } }])],
      name: [unused(''), unused(null), reaches('Ann-1', says('Ann-1: a')), refused('two words'), refused('x'.repeat(65))],
    },
  })),
  {
    of: 'ChatCompletionAssistantMessageParam',
    file: COMPLETIONS,
    place: (fields) => chat({ messages: [user, { role: 'assistant', content: 'b', ...fields }] }),
    within: 'messages.1.',
    fields: {
      role: [refused('robot')],
      audio: [unused(null), refused({ id: 'x' })],
      content: [reaches(null, says('a', ''))],
      function_call: [unused(null), refused({ name: 'f', arguments: '' })],
      name: [reaches('Bo', says('a', 'Bo: b'))],
      refusal: [unused(null), { send: 'No.', also: { content: null }, sees: says('a', 'No.') }],
      tool_calls: [reaches([call], { messages: [{}, { toolCalls: [{ id: 'c', name: 'f', argumentsJson: '{}' }] }] })],
    },
  },
  {
    of: 'ChatCompletionToolMessageParam',
    file: COMPLETIONS,
    place: (fields) => chat({ messages: [user, { role: 'tool', content: 'b', tool_call_id: 'c', ...fields }] }),
    within: 'messages.1.',
    fields: {
      role: [refused('robot')],
      content: [reaches([{ type: 'text', text: 'r' }], says('a', 'r'))],
      tool_call_id: [reaches('d', { messages: [{}, { toolCallId: 'd' }] })],
    },
  },
  {
    of: 'ChatCompletionContentPartText',
    file: COMPLETIONS,
    place: (fields) => chat({ messages: [{ role: 'user', content: [{ type: 'text', text: 'a', ...fields }] }] }),
    within: 'messages.0.content',
    fields: {
      type: [refused('input_audio', 'messages.0.content'), refused('file', 'messages.0.content')],
      text: [reaches('b', says('b'))],
      prompt_cache_breakpoint: breakpoint,
    },
  },
  {
    of: 'ChatCompletionStreamOptions',
    file: COMPLETIONS,
    place: (stream_options) => chat({ stream: true, stream_options }),
    within: 'stream_options.',
    fields: {
      include_obfuscation: [unused(true), unused(false)],
      include_usage: [shown(true, /"choices":\[\],"usage":\{/), unused(false)],
    },
  },
  {
    of: 'FunctionDefinition',
    file: 'shared',
    place: (fields) => chat({ tools: [{ type: 'function', function: { name: 'f', ...fields } }] }),
    within: 'tools.0.function.',
    fields: {
      name: [reaches('g', { tools: [{ function: { name: 'g' } }] }), refused('two words')],
      description: [reaches('d', { tools: [{ function: { description: 'd' } }] })],
      parameters: [reaches(schema, { tools: [{ function: { parameters: schema } }] })],
      strict: [reaches(true, { tools: [{ function: { strict: true } }] })],
    },
  },
  {
    of: 'JSONSchema',
    file: 'shared',
    place: (fields) => chat({ response_format: { type: 'json_schema', json_schema: { name: 'n', schema, ...fields } } }),
    within: 'response_format',
    fields: {
      name: [unused('m')],
      description: [unused(null), reaches('d', { jsonSchema: { ...schema, description: 'd' } })],
      schema: [reaches({ type: 'object', description: 'e' }, { jsonSchema: { type: 'object', description: 'e' } })],
      // Every schema binds the answer.
      strict: [unused(true), unused(false)],
    },
  },
  {
    of: 'ResponseCreateParamsBase',
    file: RESPONSES,
    place: responses,
    within: '',
    fields: {
      ...common,
      access_programs: [unused({}), refused({ cyber: 'standard' })],
      background: [unused(false), refused(true)],
      context_management: [unused([]), refused([{ type: 'compaction' }])],
      conversation: [unused(null), refused('conv_1')],
      image: [unused({}), refused({ context_compression: 'enabled' })],
      include: [unused([]), unused(['reasoning.encrypted_content']), refused(['message.output_text.logprobs'])],
      input: [reaches([user, user], says('a', 'a')), refused([{ type: 'item_reference', id: 'x' }], 'input.0')],
      instructions: [reaches('i', says('i', 'a'))],
      max_output_tokens: [reaches(5, { maxTokens: 5 })],
      // It counts calls of tools that are none of the client's.
      max_tool_calls: [unused(3)],
      metadata: [shown({ a: 'b' }, /"metadata":\{"a":"b"\}/)],
      previous_response_id: [unused(null), refused('resp_1')],
      prompt: [unused(null), refused({ id: 'p' })],
      reasoning: [unused(null)],
      stream_options: [unused({ include_obfuscation: false })],
      text: [reaches({ format: { type: 'json_object' } }, { jsonSchema: { type: 'object' } })],
      tools: [
        reaches([{ type: 'function', name: 'f', parameters: schema, strict: true }], { tools: [{ function: { name: 'f' } }] }),
        ...['web_search', 'file_search', 'mcp', 'code_interpreter', 'custom'].map((type) => refused([{ type }], 'tools.0')),
      ],
      truncation: [
        shown('auto', /"truncation":"auto"/),
        reaches('disabled', { wholePrompt: true }),
        reaches(null, { wholePrompt: true }),
      ],
    },
  },
  {
    of: 'Reasoning',
    file: 'shared',
    place: (reasoning) => responses({ reasoning }),
    within: 'reasoning.',
    fields: {
      context: [unused('auto'), refused('current_turn'), refused('all_turns')],
      effort: [unused(null), ...efforts.map((effort) => reaches(effort, { reasoningEffort: effort })), refused('much')],
      generate_summary: [unused(null), refused('auto')],
      mode: [unused('standard'), refused('pro')],
      summary: [unused(null), refused('detailed')],
    },
  },
  {
    of: 'ResponseTextConfig',
    file: RESPONSES,
    place: (text) => responses({ text }),
    within: 'text.',
    fields: {
      format: [unused(null), unused({ type: 'text' }), refused({ type: 'xml' })],
      verbosity: [unused('medium'), refused('low')],
    },
  },
  {
    of: 'ResponseFormatTextJSONSchemaConfig',
    file: RESPONSES,
    place: (fields) => responses({ text: { format: { type: 'json_schema', name: 'n', schema, ...fields } } }),
    within: 'text.format',
    fields: {
      name: [unused('n')],
      schema: [reaches({ type: 'object' }, { jsonSchema: { type: 'object' } })],
      type: [refused('yaml', 'text.format')],
      description: [reaches('d', { jsonSchema: { ...schema, description: 'd' } })],
      strict: [unused(null)],
    },
  },
  {
    of: 'FunctionTool',
    file: RESPONSES,
    place: (fields) => responses({ tools: [{ type: 'function', name: 'f', ...fields }] }),
    within: 'tools.0.',
    fields: {
      name: [refused('two words')],
      parameters: [unused(null), reaches(schema, { tools: [{ function: { parameters: schema } }] }), refused('x')],
      strict: [unused(null), reaches(true, { tools: [{ function: { strict: true } }] })],
      type: [refused('custom', 'tools.0')],
      allowed_callers: [unused(null), unused(['direct']), refused(['programmatic'])],
      async: [unused(false), refused(true)],
      defer_loading: [unused(false), refused(true)],
      description: [unused(null), reaches('d', { tools: [{ function: { description: 'd' } }] })],
      output_schema: [
        unused(null),
        reaches(schema, { tools: [{ function: { description: `It returns JSON of this schema: ${JSON.stringify(schema)}` } }] }),
      ],
    },
  },
  {
    of: 'EasyInputMessage',
    file: RESPONSES,
    place: (fields) => responses({ input: [{ role: 'user', content: 'a', ...fields }] }),
    within: 'input.0.',
    fields: {
      content: [reaches([{ type: 'input_text', text: 'b' }], says('b')), refused([{ type: 'input_image', image_url: 'x' }])],
      role: [reaches('developer', { messages: [{ role: 'system' }] }), refused('robot')],
      // A label of an earlier answer.
      phase: [unused('commentary')],
      type: [unused('message'), refused('computer_call', 'input.0')],
    },
  },
  {
    of: 'ResponseInputText',
    file: RESPONSES,
    place: (fields) => responses({ input: [{ role: 'user', content: [{ type: 'input_text', text: 'a', ...fields }] }] }),
    within: 'input.0.content',
    fields: {
      text: [reaches('b', says('b'))],
      type: [refused('input_file', 'input.0.content'), refused('input_audio', 'input.0.content')],
      prompt_cache_breakpoint: breakpoint,
    },
  },
  {
    of: 'ResponseFunctionToolCall',
    file: RESPONSES,
    place: (fields) =>
      responses({ input: [user, { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', ...fields }] }),
    within: 'input.1.',
    fields: {
      arguments: [reaches('{"a":1}', { messages: [{}, { toolCalls: [{ argumentsJson: '{"a":1}' }] }] })],
      call_id: [reaches('d', { messages: [{}, { toolCalls: [{ id: 'd' }] }] }), refused(null)],
      name: [reaches('g', { messages: [{}, { toolCalls: [{ name: 'g' }] }] }), refused(null)],
      type: [refused('custom_tool_call', 'input.1')],
      // How a call came to be asks for nothing.
      id: [unused('fc_1')],
      async: [unused(false)],
      caller: [unused({ type: 'direct' })],
      namespace: [unused('n')],
      status: [unused('completed')],
    },
  },
  {
    of: 'EmbeddingCreateParams',
    file: 'embeddings',
    place: (fields) => ({ path: '/v1/embeddings', body: { input: 'a', ...fields } }),
    within: '',
    fields: {
      input: [reaches(['b', 'c'], { texts: ['b', 'c'] }), refused([1, 2]), refused([[1]])],
      model: [reaches('e', { model: 'e' })],
      dimensions: [reaches(2, { dimensions: 2 }), refused(0)],
      encoding_format: [shown('base64', /"embedding":"/), refused('int8')],
      user: [unused('u')],
    },
  },
]

const RESOURCES = join(dirname(Bun.resolveSync('openai/package.json', join(import.meta.dir, '../../../../test'))), 'resources')

/** The fields of an interface of OpenAI's types. */
function fieldsOf({ of, file }: Table): string[] {
  const types = readFileSync(join(RESOURCES, `${file}.d.ts`), 'utf8')
  const [, indent = '', text = ''] = new RegExp(`^( *)(?:export )?interface ${of} \\{\\n([^]*?)^\\1\\}`, 'm').exec(types) ?? []
  return [...text.matchAll(new RegExp(`^${indent}    ([a-z_]+)\\??:`, 'gm'))].map(([, name = '']) => name).toSorted()
}

const seen: object[] = []
const app = testApp({
  openAi: {
    ...openAi,
    complete: (prompt, caller) => {
      seen.push(prompt)
      return completing('x')(prompt, caller)
    },
    embed: (embedding, caller) => {
      seen.push(embedding)
      return openAi.embed(embedding, caller)
    },
  },
})

async function ask({ path, body }: { path: string; body: object }) {
  const answer = await app.handle(await requestOf(`http://localhost${path}`, { body }))
  const text = await answer.text()
  return { status: answer.status, text, prompt: seen.pop() }
}

for (const table of tables) {
  test(`${table.of}: a decision for every field, and each one holds`, async () => {
    expect(Object.keys(table.fields).toSorted()).toEqual(fieldsOf(table))
    const plain = await ask(table.place({}))
    expect(plain.status).toBe(200)
    for (const [field, cases] of Object.entries(table.fields)) {
      for (const { send, also = {}, sees, shows, refused: param } of cases) {
        const answer = await ask(table.place({ ...also, [field]: send }))
        const what = `${field}: ${JSON.stringify(send)}`
        if (param !== undefined) {
          expect([what, 400, 422]).toContain(answer.status)
          const { error } = JSON.parse(answer.text) as { error: { param: string; message: string } }
          const expected = param || `${table.within}${field}`
          expect([what, expected.startsWith(error.param) || error.param.startsWith(expected)]).toEqual([what, true])
          expect([what, error.message.startsWith(error.param), answer.prompt]).toEqual([what, true, undefined])
          continue
        }
        expect([what, answer.status]).toEqual([what, 200])
        if (shows) expect(answer.text).toMatch(shows)
        if (sees) expect([what, answer.prompt]).toMatchObject([what, sees])
        if (!sees && Object.keys(also).length === 0) expect([what, answer.prompt]).toEqual([what, plain.prompt])
      }
    }
  })
}
