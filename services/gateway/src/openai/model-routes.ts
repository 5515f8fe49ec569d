import { Elysia } from 'elysia'
import { operation } from '../core/openapi/operation'
import type { Answers } from '../core/responses'
import { openAiExamples } from './examples'
import type { ListModels } from './list-models'
import { isSameModel, modelNotFound } from './model-name'
import type { OfferedModel } from './models'

interface ModelRoutes {
  listModels: ListModels
  answers: Answers
}

export const modelRoutes = ({ listModels, answers }: ModelRoutes) =>
  new Elysia()
    .get(
      '/v1/models',
      async ({ request }) => {
        const { models, provider } = await answers.waited(request, listModels)
        return { object: 'list', data: models.map((model) => entry(model, provider)) }
      },
      { detail: operation('openAiModels', 'OpenAI', 'the models that can be asked for', openAiExamples.models) },
    )
    .get(
      '/v1/models/:model',
      async ({ request, params }) => {
        const { models, provider } = await answers.waited(request, listModels)
        // The router gives null for a path that is no UTF-8, whatever its type says.
        const wanted: unknown = params.model
        const model = models.find(({ name }) => typeof wanted === 'string' && isSameModel(name, wanted))
        if (!model) throw modelNotFound()
        return entry(model, provider)
      },
      { detail: operation('openAiModel', 'OpenAI', 'one model', openAiExamples.model) },
    )

const MS_PER_SECOND = 1_000

const entry = ({ name, createdEpochMs }: OfferedModel, provider: string) => ({
  id: name,
  object: 'model',
  created: Math.floor(createdEpochMs / MS_PER_SECOND),
  owned_by: provider,
})
