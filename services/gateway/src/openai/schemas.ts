import { Type as t } from '@sinclair/typebox'
import { count, jsonData, named, nullable, string, unnamedEvent, word } from '../core/answer-schemas'
import { OpenAiErrorBody } from '../core/openapi/openapi-errors'
import { events } from '../core/openapi/operation'
import { Usage } from '../generation/schemas'

// The names of the components begin with OpenAi: they are the schemas of that API, as far as it is offered.

const ModelEntry = t.Object({
  id: string('Name of the model'),
  object: t.Literal('model'),
  created: count('When it was installed, in Unix seconds'),
  owned_by: string('The provider'),
})
export const Model = named('OpenAiModel', ModelEntry)
export const ModelList = named('OpenAiModelList', t.Object({ object: t.Literal('list'), data: t.Array(Model) }))

const callFields = {
  id: string('Names the call, in this answer and in the message of its result'),
  type: t.Literal('function'),
  function: t.Object({ name: string('The function'), arguments: string('JSON, as the model wrote it') }),
}
const finishReason = nullable(word(['stop', 'length', 'tool_calls']), 'null: there is more to come')

export const Completion = named(
  'OpenAiCompletion',
  t.Object({
    id: string('The answer'),
    object: t.Literal('chat.completion'),
    created: count('Unix seconds'),
    model: string('The model that answered'),
    choices: t.Array(
      t.Object({
        index: count('0'),
        message: t.Object({
          role: t.Literal('assistant'),
          content: nullable(t.String(), 'null: the model calls functions'),
          refusal: t.Null(),
          reasoning_content: t.Optional(string('What the model thought, where it tells')),
          tool_calls: t.Optional(t.Array(named('OpenAiToolCall', t.Object(callFields)))),
        }),
        logprobs: t.Null(),
        finish_reason: word(['stop', 'length', 'tool_calls']),
      }),
    ),
    usage: Usage,
  }),
)

const Chunk = named(
  'OpenAiCompletionChunk',
  t.Object({
    id: string('The answer, the same in all its chunks'),
    object: t.Literal('chat.completion.chunk'),
    created: count('Unix seconds'),
    model: string('The model'),
    choices: t.Array(
      t.Object({
        index: count('0'),
        delta: t.Object({
          role: t.Optional(t.Literal('assistant')),
          content: t.Optional(t.String()),
          reasoning_content: t.Optional(t.String()),
          tool_calls: t.Optional(t.Array(t.Object({ index: count('Its place among the calls'), ...callFields }))),
        }),
        logprobs: t.Null(),
        finish_reason: finishReason,
      }),
    ),
    usage: t.Optional(t.Union([Usage, t.Null()], { description: 'With `stream_options.include_usage`, in the last chunk' })),
  }),
)

const chunkEvents = [
  unnamedEvent('OpenAiChunkEvent', jsonData(Chunk), 'A part of the answer'),
  unnamedEvent('OpenAiErrorEvent', jsonData(OpenAiErrorBody), 'The stream ends after it'),
  unnamedEvent('OpenAiEndEvent', t.Literal('[DONE]'), 'The last event'),
]

export const EmbeddingList = named(
  'OpenAiEmbeddingList',
  t.Object({
    object: t.Literal('list'),
    data: t.Array(
      t.Object({
        object: t.Literal('embedding'),
        index: count('Its place in `input`'),
        embedding: t.Union([
          t.Array(t.Number({ format: 'double' })),
          t.String({ description: 'With `encoding_format: base64`: 32-bit floats, little-endian' }),
        ]),
      }),
    ),
    model: string('The embedding model'),
    usage: t.Object({ prompt_tokens: count('Estimated'), total_tokens: count('Estimated') }),
  }),
)

const model = { id: 'gemma3:270m', object: 'model', created: 1_772_357_400, owned_by: 'ollama' }

export const openAiExamples = {
  models: { object: 'list', data: [model] },
  model,
  completion: {
    request: {
      model: 'gemma3:270m',
      messages: [
        { role: 'system', content: 'Answer in one sentence.' },
        { role: 'user', content: 'What is photosynthesis?' },
      ],
      temperature: 0.2,
    },
    answer: {
      id: 'chatcmpl-5b1e9f0c2d7a4e3b8c6d1f2a3b4c5d6e',
      object: 'chat.completion',
      created: 1_772_357_400,
      model: 'gemma3:270m',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'It turns light into chemical energy.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 24,
        completion_tokens: 9,
        total_tokens: 33,
        context: { window_tokens: 8192, messages_used: 2, messages_left_out: 0 },
      },
    },
  },
  embeddings: {
    request: { model: 'all-minilm', input: ['light into energy'], encoding_format: 'float' },
    answer: {
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.6, -0.8] }],
      model: 'all-minilm',
      usage: { prompt_tokens: 5, total_tokens: 5 },
    },
  },
}

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-5b1e9f0c', object: 'chat.completion.chunk', created: 1_772_357_400, model: model.id, choices: [{ index: 0, logprobs: null, ...choice }] })}\n\n`

export const completionEvents = events(
  'OpenAiCompletionEvent',
  chunkEvents,
  [
    chunk({ delta: { role: 'assistant', content: '' }, finish_reason: null }),
    chunk({ delta: { content: 'It turns light into chemical energy.' }, finish_reason: null }),
    chunk({ delta: {}, finish_reason: 'stop' }),
    'data: [DONE]\n\n',
  ].join(''),
)
