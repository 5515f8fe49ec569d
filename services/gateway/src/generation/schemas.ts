import { type TProperties, type TSchema, Type as t } from '@sinclair/typebox'
import {
  answer,
  count,
  EXAMPLE,
  event,
  jsonData,
  named,
  nullable,
  openObject,
  real,
  string,
  unnamedEvent,
} from '../core/answer-schemas'
import { ErrorBody } from '../core/openapi/openapi-errors'

/** A passage as every answer shows it. */
export const Source = named(
  'Source',
  t.Object(
    {
      source: string('Name of the document, or of the web page'),
      url: t.Optional(string('Address of a web page; documents have none')),
      content: string('The passage: the stored text from `start` to `end`'),
      metadata: openObject('As the document was uploaded'),
      document_id: string('The document; empty for a web page'),
      chunk_id: string('The passage within the document'),
      filename: string('Name of the document'),
      score: real('How well it fits, the best one first'),
      start: count('Where the passage begins, in UTF-16 code units'),
      end: count('Where the passage ends'),
      page: nullable(t.Integer({ format: 'int64' }), 'Page or slide, from 1; null: the format has none'),
    },
    { description: 'A passage that an answer cites: `[n]` is the n-th of the sources' },
  ),
)

const Context = named(
  'ContextUsage',
  t.Object(
    {
      window_tokens: nullable(t.Integer({ minimum: 0, format: 'int64' }), "The model's window; null: unknown"),
      messages_used: count('Messages that the prompt holds'),
      messages_left_out: count('Messages that did not fit'),
      messages_summarized: t.Optional(count('Messages left out that the summary covers')),
      turns_recalled: t.Optional(count('Older turns that were sent since they relate to the message')),
      passages_used: t.Optional(count('Passages that were sent')),
      passages_left_out: t.Optional(count('Passages that did not fit')),
    },
    { description: 'Which parts of the context the prompt holds' },
  ),
)

/** Tokens of an answer as every answer shows them. */
export const Usage = named(
  'Usage',
  t.Object({
    prompt_tokens: count('Tokens of the prompts'),
    completion_tokens: count('Tokens that the model wrote'),
    total_tokens: count('Both together'),
    context: Context,
    stages: t.Optional(count('Runs of the model, where a text was worked through in stages')),
  }),
)

const model = string('The model that answered; `builtin-extractive`: none is configured; `none`: none was run')

/** Fields of every answer that a model made. */
export const madeByModel = { model, usage: Usage }

export const documentsProcessing = nullable(
  t.Integer({ minimum: 0, format: 'int64' }),
  'Documents of the user that are not searchable yet; null: not known now',
)

/** Events of streams of text, whose last one is `done`. */
export const textEvents = (doneName: string, done: TSchema): TSchema[] => [
  TextEvent,
  SourcesEvent,
  ErrorEvent,
  doneEvent(doneName, done),
]

const TextEvent = unnamedEvent(
  'TextEvent',
  string('A piece of the text; joined, they are the whole'),
  'Text, as soon as the model gave it',
)
const SourcesEvent = event(
  'SourcesEvent',
  'sources',
  jsonData(t.Array(Source)),
  'Only with `include_sources`: before the first text',
)
const StreamError = named(
  'StreamError',
  t.Object({ type: t.Literal('error'), message: string('As `detail`'), ...ErrorBody.properties }),
)
export const ErrorEvent = event('ErrorEvent', 'error', jsonData(StreamError), 'At most once; the stream ends after it')
export const doneEvent = (name: string, data: TSchema) => event(name, 'done', data, 'Always last when all went well')

export const streamHeaders = { 'X-Stream-Id': string('The generation') }

/** Example of a stream of text. */
export const transcript = (done: string) =>
  `id: 2f6d1c8e-1\ndata: Photosynthesis turns\n\nid: 2f6d1c8e-2\ndata:  light into energy.\n\nevent: done\ndata: ${done}\n\n`

/** An answer of the study features: made by a model, from sources. */
export const studyAnswer = <Fields extends TProperties>(name: string, fields: Fields) =>
  answer(name, { ...fields, ...madeByModel })

export const sourceExample = {
  source: 'biology.txt',
  content: 'Photosynthesis turns light into chemical energy.',
  metadata: { course: 'Biology 101' },
  document_id: EXAMPLE.documentId,
  chunk_id: 'c41d8a7e',
  filename: 'biology.txt',
  score: 0.92,
  start: 0,
  end: 48,
  page: 1,
}
const usage = {
  prompt_tokens: 412,
  completion_tokens: 96,
  total_tokens: 508,
  context: { window_tokens: 8192, messages_used: 5, messages_left_out: 0 },
}
export const madeExample = { model: EXAMPLE.model, usage, ...EXAMPLE.about }
export const madeFromPassagesExample = {
  ...madeExample,
  usage: { ...usage, context: { ...usage.context, passages_used: 1, passages_left_out: 0 } },
}
