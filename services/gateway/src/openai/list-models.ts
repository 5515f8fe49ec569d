import type { Caller } from '../core/caller'
import { isSameModel } from './model-name'
import type { Models } from './models'

export interface ListedModels {
  names: string[]
  provider: string
}

export type ListModels = (caller: Caller) => Promise<ListedModels>

/** Models that can be requested by name: configured models first, each once. */
export const createListModels =
  (models: Pick<Models, 'available'>): ListModels =>
  async (caller) => {
    const { chatModel, embeddingModel, models: others, provider } = await models.available(caller)
    const names: string[] = []
    for (const name of [chatModel, embeddingModel, ...others]) {
      if (name !== '' && !names.some((known) => isSameModel(known, name))) names.push(name)
    }
    return { names, provider }
  }
