import { openCall } from '../http/call'
import { brokenAnswer, listRefusal } from '../http/errors'
import { ollamaFor } from './transport'

/** What is installed on the model server. */
export interface Catalogue {
  chatModel: string
  embeddingModel: string
  embeddingDimension: number
  models: string[]
  /** The window the chat model was made for; 0: unknown. */
  contextLength: number
  callsTools: boolean
}

export interface Wanted {
  /** Empty: the first one that can chat. */
  chatModel: string
  embeddingModel: string
}

const KINDS_MAX = 256

/** What does not change in a model while its digest is the same. */
interface Kind {
  chats: boolean
  callsTools: boolean
  dimension: number
  contextLength: number
}

/** Reads the catalogue; only what is new is asked for in detail. `ms` bounds all of it. */
export function catalogueReader(url: string, wanted: Wanted): (ms: number, signal: AbortSignal) => Promise<Catalogue> {
  const kinds = new Map<string, Kind>()

  return async (ms, signal) => {
    const call = openCall(signal, ms)
    const ollama = ollamaFor(url, call, listRefusal)
    const kindOf = async (name: string, digest: string) => {
      const key = `${name}@${digest}`
      const known = kinds.get(key)
      if (known) return known
      const { capabilities, model_info } = await ollama.show({ model: name })
      const kind = {
        chats: capabilities.includes('completion'),
        callsTools: capabilities.includes('tools'),
        dimension: numberOf(model_info, 'embedding_length'),
        contextLength: numberOf(model_info, 'context_length'),
      }
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
      const installed = models.find(({ name }) => name === chatModel)
      const chat = installed ? await kindOf(chatModel, installed.digest) : undefined
      const embeddingDimension = embedding ? (await kindOf(embedding.name, embedding.digest)).dimension : 0
      call.finished()
      return {
        chatModel,
        embeddingModel: embedding ? wanted.embeddingModel : '',
        embeddingDimension,
        models: names,
        contextLength: chat?.contextLength ?? 0,
        callsTools: chat?.callsTools ?? false,
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      call.close()
    }
  }
}

const isSame = (installed: string, wanted: string) => installed === wanted || installed === `${wanted}:latest`

/** Model facts are named by their architecture: `gemma3.context_length`. */
export function numberOf(info: unknown, name: string): number {
  const found = Object.entries((info ?? {}) as Record<string, unknown>).find(([key]) => key.endsWith(`.${name}`))
  return typeof found?.[1] === 'number' ? found[1] : 0
}
