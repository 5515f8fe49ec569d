import type { Example } from '../core/openapi/examples'

const model = { id: 'gemma3:270m', object: 'model', created: 1_772_357_400, owned_by: 'ollama' }

/** Examples of OpenAI's API for the OpenAPI document. */
export const openAiExamples = {
  models: { answer: { object: 'list', data: [model] } },
  model: { answer: model },
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
} satisfies Record<string, Example>

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-5b1e9f0c', object: 'chat.completion.chunk', created: 1_772_357_400, model: model.id, choices: [{ index: 0, ...choice }] })}\n\n`

/** The same, streamed. */
export const completionTranscript = [
  chunk({ delta: { role: 'assistant', content: '' }, finish_reason: null }),
  chunk({ delta: { content: 'It turns light into chemical energy.' }, finish_reason: null }),
  chunk({ delta: {}, finish_reason: 'stop' }),
  'data: [DONE]\n\n',
].join('')
