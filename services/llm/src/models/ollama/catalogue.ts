import { AppError } from '@collabry/runtime/errors'
import { openCall } from './call'
import { brokenAnswer, ollamaFor } from './transport'

/** What is installed on the model server. */
export interface Catalogue {
  chatModel: string
  embeddingModel: string
  embeddingDimension: number
  models: string[]
}

export interface Wanted {
  /** Empty: the first one that can chat. */
  chatModel: string
  embeddingModel: string
}

const KINDS_MAX = 256
/** Capabilities and vector length of a model do not change while its digest is the same. */
type Kinds = Map<string, { chats: boolean; dimension: number }>

/** Reads the catalogue; only what is new is asked for in detail. `ms` bounds all of it. */
export function catalogueReader(url: string, wanted: Wanted): (ms: number, signal: AbortSignal) => Promise<Catalogue> {
  const kinds: Kinds = new Map()

  return async (ms, signal) => {
    const call = openCall(signal, ms)
    const ollama = ollamaFor(
      url,
      call,
      (status) => new AppError('upstream_error', `The model server answers with status ${status}.`),
    )
    const kindOf = async (name: string, digest: string) => {
      const key = `${name}@${digest}`
      const known = kinds.get(key)
      if (known) return known
      const { capabilities, model_info } = await ollama.show({ model: name })
      const kind = { chats: capabilities.includes('completion'), dimension: lengthOf(model_info) }
      if (kinds.size >= KINDS_MAX) kinds.clear()
      kinds.set(key, kind)
      return kind
    }
    try {
      const { models } = await ollama.list()
      const names = models.map(({ name }) => name)
      const embedding = models.find(({ name }) => isSame(name, wanted.embeddingModel))
      let chatModel = names.find((name) => wanted.chatModel !== '' && isSame(name, wanted.chatModel)) ?? ''
      for (const { name, digest } of models) {
        if (wanted.chatModel === '' && chatModel === '' && (await kindOf(name, digest)).chats) chatModel = name
      }
      const embeddingDimension = embedding ? (await kindOf(embedding.name, embedding.digest)).dimension : 0
      call.finished()
      return {
        chatModel,
        embeddingModel: embedding ? wanted.embeddingModel : '',
        embeddingDimension,
        models: names,
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      call.close()
    }
  }
}

const isSame = (installed: string, wanted: string) => installed === wanted || installed === `${wanted}:latest`

function lengthOf(info: unknown): number {
  const found = Object.entries((info ?? {}) as Record<string, unknown>).find(([key]) => key.endsWith('.embedding_length'))
  return typeof found?.[1] === 'number' ? found[1] : 0
}
