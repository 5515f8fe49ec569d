import { Elysia } from 'elysia'
import type { Complete } from '../../openai/complete'
import type { Embed } from '../../openai/embed'
import type { ListModels } from '../../openai/list-models'
import type { Answers } from '../answers'
import type { JsonBody } from '../body'
import { completionRoutes } from './completions'
import { embeddingRoutes } from './embeddings'
import { modelRoutes } from './models'

/** The use cases behind OpenAI's API. */
export interface OpenAiDoor {
  complete: Complete
  embed: Embed
  listModels: ListModels
}

interface OpenAiRoutes {
  openAi: OpenAiDoor
  answers: Answers
  json: JsonBody
}

/** The door for clients of OpenAI's API: the same tokens, limits and streams, in the words of that API. */
export const openAiRoutes = ({ openAi, ...edge }: OpenAiRoutes) =>
  new Elysia()
    .use(modelRoutes({ ...openAi, ...edge }))
    .use(completionRoutes({ ...openAi, ...edge }))
    .use(embeddingRoutes({ ...openAi, ...edge }))
