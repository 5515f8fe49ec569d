import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { HeldBody } from '../core/body/body-budget'
import { type HoldAnswer, jsonOfList } from '../core/json-answer'
import { operation } from '../core/openapi/operation'
import type { Answers } from '../core/responses'
import { body, choice, optional, text, whole } from '../core/schemas'
import { tokensOfLength } from '../generation/split-text'
import type { Embed, Embedded } from './embed'
import { openAiExamples } from './examples'

const TEXT_CHARS_MAX = 20_000
const TEXTS_MAX = 2_048

const Text = t.String({ minLength: 1, maxLength: TEXT_CHARS_MAX })

const EmbeddingBody = body({
  model: optional(text(1, 256, { description: 'Left out: the configured embedding model, the only one' })),
  input: t.Union([Text, t.Array(Text, { minItems: 1, maxItems: TEXTS_MAX })], {
    error: `must be a text of 1 to ${TEXT_CHARS_MAX} characters, or a list of 1 to ${TEXTS_MAX} of them`,
  }),
  encoding_format: choice(['float', 'base64'], 'float'),
  dimensions: optional(whole(1, 65_536, { description: 'What the model gives; anything else is refused' })),
})

interface EmbeddingRoutes {
  embed: Embed
  answers: Answers
  json: JsonBody
  holdAnswer: HoldAnswer
}

export const embeddingRoutes = ({ embed, answers, json, holdAnswer }: EmbeddingRoutes) =>
  new Elysia().post(
    '/v1/embeddings',
    async ({ request, body }) => {
      const asked = { model: body.model ?? '', texts: [body.input].flat(), dimensions: body.dimensions }
      const embedded = await answers.waited(request, (caller) => embed(asked, caller))
      const held = holdAnswer(request)
      held.hold(embedded.vectors.reduce((sum, { length }) => sum + length, 0))
      return embeddingsOf(embedded, body, held)
    },
    {
      parse: json(EmbeddingBody),
      body: EmbeddingBody,
      detail: operation('openAiEmbeddings', 'OpenAI', 'vectors of texts, as OpenAI has it', openAiExamples.embeddings),
    },
  )

function embeddingsOf({ model, vectors }: Embedded, { input, encoding_format }: Static<typeof EmbeddingBody>, held: HeldBody) {
  const encode = encoding_format === 'base64' ? toBase64 : toFloats
  const tokens = estimatedTokens([input].flat())
  const fields = { object: 'list', model, usage: { prompt_tokens: tokens, total_tokens: tokens } }
  const entries = vectors.values().map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) }))
  return jsonOfList(fields, 'data', entries, held)
}

const toBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

/** A copy, because the bytes may lie anywhere in the message they came in, and floats may not. */
const toFloats = (bytes: Uint8Array) => [...new Float32Array(new Uint8Array(bytes).buffer)]

/** Model servers report no usage of embeddings; clients expect a number. */
const estimatedTokens = (texts: string[]) => texts.reduce((sum, { length }) => sum + tokensOfLength(length), 0)
