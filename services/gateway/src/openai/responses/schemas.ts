import { type TObject, type TProperties, Type as t } from '@sinclair/typebox'
import { count, jsonData, named, nullable, openObject, string, word } from '../../core/answer-schemas'
import { OpenAiErrorBody } from '../../core/openapi/openapi-errors'
import { events, json, operation } from '../../core/openapi/operation'
import { REASONING_EFFORTS } from '../models'

const itemStatus = word(['in_progress', 'completed', 'incomplete'])
const TextPart = named(
  'OpenAiOutputText',
  t.Object({
    type: t.Literal('output_text'),
    text: string('What the model wrote'),
    annotations: t.Array(openObject('None'), { maxItems: 0 }),
    logprobs: t.Array(openObject('None'), { maxItems: 0 }),
  }),
)
const ReasoningPart = named(
  'OpenAiReasoningText',
  t.Object({ type: t.Literal('reasoning_text'), text: string('What the model thought') }),
)
const part = t.Union([TextPart, ReasoningPart])
const Item = named(
  'OpenAiOutputItem',
  t.Union([
    named(
      'OpenAiOutputMessage',
      t.Object({
        id: string('The item'),
        type: t.Literal('message'),
        status: itemStatus,
        role: t.Literal('assistant'),
        content: t.Array(TextPart),
      }),
    ),
    named(
      'OpenAiReasoning',
      t.Object({
        id: string('The item'),
        type: t.Literal('reasoning'),
        status: itemStatus,
        summary: t.Array(openObject('None'), { maxItems: 0 }),
        content: t.Array(ReasoningPart),
      }),
    ),
    named(
      'OpenAiFunctionCall',
      t.Object({
        id: string('The item'),
        type: t.Literal('function_call'),
        status: itemStatus,
        call_id: string('Names the call in its output'),
        name: string('The function'),
        arguments: string('JSON, as the model wrote it'),
      }),
    ),
  ]),
)

const Response = named(
  'OpenAiResponse',
  t.Object({
    id: string('The answer'),
    object: t.Literal('response'),
    created_at: count('Unix seconds'),
    status: word(['in_progress', 'completed', 'incomplete']),
    background: t.Boolean(),
    error: t.Null(),
    incomplete_details: nullable(t.Object({ reason: word(['max_output_tokens']) }), 'null: the answer is whole'),
    instructions: nullable(t.String(), 'As in the request'),
    max_output_tokens: nullable(count('Tokens'), 'As in the request'),
    max_tool_calls: t.Null(),
    metadata: openObject('As in the request'),
    model: string('The model that answered'),
    output: t.Array(Item),
    parallel_tool_calls: t.Boolean(),
    previous_response_id: t.Null(),
    reasoning: t.Object({ effort: nullable(word([...REASONING_EFFORTS]), 'null: the model’s default'), summary: t.Null() }),
    service_tier: word(['default']),
    store: t.Boolean({ description: 'False: nothing is kept' }),
    temperature: nullable(t.Number({ format: 'double' }), 'As in the request'),
    text: openObject('As in the request'),
    // Its fields are named, since a generated client for Java can't represent a choice with an object of any fields.
    tool_choice: t.Union([t.String(), t.Object({ type: t.String(), name: t.Optional(t.String()) })], {
      description: 'As in the request',
    }),
    tools: t.Array(openObject('As in the request')),
    top_logprobs: count('0'),
    top_p: nullable(t.Number({ format: 'double' }), 'As in the request'),
    truncation: word(['auto', 'disabled']),
    usage: nullable(
      t.Object({
        input_tokens: count('Tokens of the prompt'),
        input_tokens_details: t.Object({ cached_tokens: count('0: not known') }),
        output_tokens: count('Tokens that the model wrote'),
        output_tokens_details: t.Object({ reasoning_tokens: count('0: not known') }),
        total_tokens: count('Both together'),
      }),
      'null: the answer is still being written',
    ),
  }),
)

const inItem = { item_id: string('The item'), output_index: count('Its place in `output`') }
const inPart = { ...inItem, content_index: count('0') }
const logprobs = t.Array(openObject('None'), { maxItems: 0 })

const kind = <Fields extends TProperties>(name: string, type: string, fields: Fields): TObject =>
  named(
    `OpenAi${name}Event`,
    t.Object(
      {
        event: t.Literal(type),
        data: jsonData(t.Object({ type: t.Literal(type), sequence_number: count('From 0'), ...fields })),
      },
      { additionalProperties: false },
    ),
  )

const kinds = [
  kind('ResponseCreated', 'response.created', { response: Response }),
  kind('ResponseInProgress', 'response.in_progress', { response: Response }),
  kind('OutputItemAdded', 'response.output_item.added', { output_index: count('Its place'), item: Item }),
  kind('ContentPartAdded', 'response.content_part.added', { ...inPart, part }),
  kind('OutputTextDelta', 'response.output_text.delta', { ...inPart, delta: string('A piece of the text'), logprobs }),
  kind('OutputTextDone', 'response.output_text.done', { ...inPart, text: string('The whole text'), logprobs }),
  kind('ReasoningTextDelta', 'response.reasoning_text.delta', { ...inPart, delta: string('A piece of the text') }),
  kind('ReasoningTextDone', 'response.reasoning_text.done', { ...inPart, text: string('The whole text') }),
  kind('FunctionCallArgumentsDelta', 'response.function_call_arguments.delta', { ...inItem, delta: string('JSON') }),
  kind('FunctionCallArgumentsDone', 'response.function_call_arguments.done', {
    ...inItem,
    name: string('The function'),
    arguments: string('JSON'),
  }),
  kind('ContentPartDone', 'response.content_part.done', { ...inPart, part }),
  kind('OutputItemDone', 'response.output_item.done', { output_index: count('Its place'), item: Item }),
  kind('ResponseCompleted', 'response.completed', { response: Response }),
  kind('ResponseIncomplete', 'response.incomplete', { response: Response }),
  named(
    'OpenAiResponseErrorEvent',
    t.Object(
      {
        event: t.Literal('error'),
        data: jsonData(
          named(
            'OpenAiResponseError',
            t.Object({
              type: t.Literal('error'),
              message: string('What to change'),
              param: t.Null(),
              ...OpenAiErrorBody.properties,
            }),
          ),
        ),
      },
      { additionalProperties: false, description: 'The stream ends after it' },
    ),
  ),
]

const message = {
  id: 'msg_5b1e9f0c2d7a4e3b8c6d1f2a3b4c5d6e',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'It turns light into chemical energy.', annotations: [], logprobs: [] }],
}
const response = {
  id: 'resp_5b1e9f0c2d7a4e3b8c6d1f2a3b4c5d6e',
  object: 'response',
  created_at: 1_772_357_400,
  status: 'completed',
  background: false,
  error: null,
  incomplete_details: null,
  instructions: 'Answer in one sentence.',
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  model: 'gemma3:270m',
  output: [message],
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  service_tier: 'default',
  store: false,
  temperature: null,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: null,
  truncation: 'disabled',
  usage: {
    input_tokens: 24,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 9,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 33,
  },
}

const delta = {
  type: 'response.output_text.delta',
  sequence_number: 4,
  output_index: 0,
  item_id: message.id,
  content_index: 0,
  delta: 'It turns light into chemical energy.',
  logprobs: [],
}
const completed = { type: 'response.completed', sequence_number: 8, response }

export const responseOperation = operation({
  id: 'openAiResponses',
  tag: 'OpenAI',
  summary: 'an answer of the model alone, as OpenAI’s Responses API has it',
  description:
    'Stateless: `store` is answered false, and the conversation is sent as `input`. Functions and JSON schemas reach the model; what no model here can honour is refused with 400, never ignored. With `stream: true` it answers as typed events.',
  example: { model: 'gemma3:270m', instructions: 'Answer in one sentence.', input: 'What is photosynthesis?' },
  errors: ['unsupported_parameter', 'context_length_exceeded', 'model_not_found'],
  answers: {
    200: {
      content: {
        ...json(Response, response),
        ...events(
          'OpenAiResponseEvent',
          kinds,
          [delta, completed].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
        ),
      },
    },
  },
})
