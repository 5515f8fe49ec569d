import type { Caller } from '../core/caller'
import { isSameModel } from './model-name'
import type { Models, OfferedModel } from './models'

export interface ListedModels {
  models: OfferedModel[]
  provider: string
}

export type ListModels = (caller: Caller) => Promise<ListedModels>

/** Models that can be requested by name: configured models first, each once. */
export const createListModels =
  (models: Pick<Models, 'available'>): ListModels =>
  async (caller) => {
    const { chatModel, embeddingModel, models: others, provider } = await models.available(caller)
    const listed: OfferedModel[] = []
    for (const name of [chatModel, embeddingModel, ...others.map((other) => other.name)]) {
      if (name === '' || listed.some((known) => isSameModel(known.name, name))) continue
      const createdEpochMs = others.find((other) => isSameModel(other.name, name))?.createdEpochMs ?? 0
      listed.push({ name, createdEpochMs })
    }
    return { models: listed, provider }
  }
