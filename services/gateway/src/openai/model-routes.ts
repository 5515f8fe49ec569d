import { AppError } from '@collabry/runtime/errors'
import { Elysia } from 'elysia'
import { operation } from '../core/openapi/operation'
import type { Answers } from '../core/responses'
import { openAiExamples } from './examples'
import type { ListModels } from './list-models'
import { isSameModel } from './model-name'

interface ModelRoutes {
  listModels: ListModels
  answers: Answers
}

export const modelRoutes = ({ listModels, answers }: ModelRoutes) =>
  new Elysia()
    .get(
      '/v1/models',
      async ({ request }) => {
        const { names, provider } = await answers.waited(request, listModels)
        return { object: 'list', data: names.map((name) => entry(name, provider)) }
      },
      { detail: operation('openAiModels', 'OpenAI', 'the models that can be asked for', openAiExamples.models) },
    )
    .get(
      '/v1/models/:model',
      async ({ request, params }) => {
        const { names, provider } = await answers.waited(request, listModels)
        // The router gives null for a path that is no UTF-8, whatever its type says.
        const wanted: unknown = params.model
        const name = names.find((known) => typeof wanted === 'string' && isSameModel(known, wanted))
        if (name === undefined) throw new AppError('not_found', 'There is no model of this name; see /v1/models.')
        return entry(name, provider)
      },
      { detail: operation('openAiModel', 'OpenAI', 'one model', openAiExamples.model) },
    )

/** When a model was made is not known. */
const UNKNOWN_TIME = 0

const entry = (id: string, provider: string) => ({ id, object: 'model', created: UNKNOWN_TIME, owned_by: provider })
