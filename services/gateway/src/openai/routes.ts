import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import type { HoldAnswer } from '../core/json-answer'
import type { Answers } from '../core/responses'
import type { Complete } from './complete'
import { completionRoutes } from './completion-routes'
import type { Embed } from './embed'
import { embeddingRoutes } from './embedding-routes'
import type { ListModels } from './list-models'
import { modelRoutes } from './model-routes'

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

/** The door for clients of OpenAI's API: the same tokens, limits and streams, in the words of that API. */
export const openAiRoutes = ({ openAi, ...edge }: OpenAiRoutes) =>
  new Elysia()
    .use(modelRoutes({ ...openAi, ...edge }))
    .use(completionRoutes({ ...openAi, ...edge }))
    .use(embeddingRoutes({ ...openAi, ...edge }))
