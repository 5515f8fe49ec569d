import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { HeldBody } from '../core/body/body-budget'
import { type HoldAnswer, jsonOfList } from '../core/large-answer'
import { json as jsonContent, operation } from '../core/openapi/operation'
import type { Answers } from '../core/responses'
import { body, choice, optional, text, whole } from '../core/schemas'
import { tokensOfLength } from '../generation/split-text'
import type { Complete } from './complete'
import { fieldsWithoutEffect } from './completion-body'
import { completionRoutes } from './completion-routes'
import type { Embed, Embedded } from './embed'
import { isSameModel, type ListModels, modelNotFound, type OfferedModel } from './models'
import { responseRoutes } from './responses/routes'
import { EmbeddingList, Model, ModelList, openAiExamples } from './schemas'

/** The use cases of OpenAI's API. */
export interface OpenAiUseCases {
  complete: Complete
  embed: Embed
  listModels: ListModels
}

interface OpenAiRoutes {
  openAi: OpenAiUseCases
  answers: Answers
  json: JsonBody
  holdAnswer: HoldAnswer
}

/** OpenAI's API: the same tokens, limits and streams as the other routes, in the fields of that API. */
export const openAiRoutes = ({ openAi, ...edge }: OpenAiRoutes) =>
  new Elysia()
    .use(modelRoutes({ ...openAi, ...edge }))
    .use(completionRoutes({ ...openAi, ...edge }))
    .use(responseRoutes({ ...openAi, ...edge }))
    .use(embeddingRoutes({ ...openAi, ...edge }))

interface ModelRoutes {
  listModels: ListModels
  answers: Answers
}

const ModelName = t.String({ minLength: 1, maxLength: 256, description: 'Name of the model' })

const modelRoutes = ({ listModels, answers }: ModelRoutes) =>
  new Elysia()
    .get(
      '/v1/models',
      async ({ request }) => {
        const { models, provider } = await answers.waited(request, listModels)
        return { object: 'list', data: models.map((model) => entry(model, provider)) }
      },
      {
        detail: operation({
          id: 'openAiModels',
          tag: 'OpenAI',
          summary: 'the models that can be asked for',
          description: 'The installed models, those for embeddings included.',
          errors: ['upstream_error', 'unavailable', 'timeout'],
          answers: { 200: { content: jsonContent(ModelList, openAiExamples.models) } },
        }),
      },
    )
    .get(
      '/v1/models/:model',
      async ({ request, params }) => {
        const { models, provider } = await answers.waited(request, listModels)
        // The router gives null for a path that is not UTF-8, although its type says string.
        const wanted: unknown = params.model
        const model = models.find(({ name }) => typeof wanted === 'string' && isSameModel(name, wanted))
        if (!model) throw modelNotFound()
        return entry(model, provider)
      },
      {
        detail: operation({
          id: 'openAiModel',
          tag: 'OpenAI',
          summary: 'one model',
          description: 'A model by its name, with or without its tag.',
          params: { model: ModelName },
          errors: ['model_not_found'],
          answers: { 200: { content: jsonContent(Model, openAiExamples.model) } },
        }),
      },
    )

const MS_PER_SECOND = 1_000

const entry = ({ name, createdEpochMs }: OfferedModel, provider: string) => ({
  id: name,
  object: 'model',
  created: Math.floor(createdEpochMs / MS_PER_SECOND),
  owned_by: provider,
})

const TEXT_CHARS_MAX = 20_000
const TEXTS_MAX = 2_048

const Text = t.String({ minLength: 1, maxLength: TEXT_CHARS_MAX })

const EmbeddingBody = body(
  {
    model: optional(text(1, 256, { description: 'Left out: the configured embedding model, the only one' })),
    input: t.Union([Text, t.Array(Text, { minItems: 1, maxItems: TEXTS_MAX })], {
      error: `must be a text of 1 to ${TEXT_CHARS_MAX} characters, or a list of 1 to ${TEXTS_MAX} of them; tokens are not read: send the texts`,
    }),
    encoding_format: choice(['float', 'base64'], 'float'),
    dimensions: optional(whole(1, 65_536, { description: 'What the model gives; anything else is refused' })),
    user: fieldsWithoutEffect.user,
  },
  'OpenAiEmbeddingRequest',
)

interface EmbeddingRoutes {
  embed: Embed
  answers: Answers
  json: JsonBody
  holdAnswer: HoldAnswer
}

const embeddingRoutes = ({ embed, answers, json, holdAnswer }: EmbeddingRoutes) =>
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
      detail: operation({
        id: 'openAiEmbeddings',
        tag: 'OpenAI',
        summary: 'vectors of texts, as OpenAI has it',
        description: 'One vector a text, in the order of the texts, by the configured embedding model.',
        example: openAiExamples.embeddings.request,
        errors: ['unsupported_parameter', 'model_not_found'],
        answers: { 200: { content: jsonContent(EmbeddingList, openAiExamples.embeddings.answer) } },
      }),
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
