import { AppError } from '@collabry/runtime/errors'
import { LRUCache } from 'lru-cache'
import { Call } from '../http/call'
import { brokenAnswer, listRefusal } from '../http/errors'
import { type OfferedModel, STARTED_EPOCH_MS } from '../model'
import { ollamaFor } from './transport'

/** The models that are installed on a server. */
export interface Catalogue {
  chatModel: string
  embeddingModel: string
  embeddingDimension: number
  models: OfferedModel[]
  /** The window that the chat model was made for; 0: unknown. */
  contextLength: number
  callsTools: boolean
}

export interface Wanted {
  /** Empty: the first one that can chat. */
  chatModel: string
  embeddingModel: string
}

const DETAILS_MAX = 256

/** Properties of a model that change only with its digest. */
interface ModelDetails {
  chats: boolean
  callsTools: boolean
  dimension: number
  contextLength: number
}

/** Reads the catalogue; details are read only for models that are new. `ms` limits the whole of it. */
export function catalogueReader(url: string, wanted: Wanted): (ms: number, signal: AbortSignal) => Promise<Catalogue> {
  const details = new LRUCache<string, ModelDetails>({ max: DETAILS_MAX })

  return async (ms, signal) => {
    const call = new Call(signal, ms)
    const ollama = ollamaFor(url, call, listRefusal)
    const detailsOf = async (name: string, digest: string) => {
      const key = `${name}@${digest}`
      const known = details.get(key)
      if (known) return known
      const { capabilities, model_info } = await ollama.show({ model: name })
      const read = {
        chats: capabilities.includes('completion'),
        callsTools: capabilities.includes('tools'),
        dimension: numberOf(model_info, 'embedding_length'),
        contextLength: numberOf(model_info, 'context_length'),
      }
      details.set(key, read)
      return read
    }
    try {
      const { models } = await ollama.list()
      const names = models.map(({ name }) => name)
      const embedding = models.find(({ name }) => isSame(name, wanted.embeddingModel))
      let chatModel = names.find((name) => wanted.chatModel !== '' && isSame(name, wanted.chatModel)) ?? ''
      for (const { name, digest } of models) {
        if (wanted.chatModel === '' && chatModel === '' && (await detailsOf(name, digest)).chats) chatModel = name
      }
      const installed = models.find(({ name }) => name === chatModel)
      const chat = installed ? await detailsOf(chatModel, installed.digest) : undefined
      const embeddingDimension = embedding ? (await detailsOf(embedding.name, embedding.digest)).dimension : 0
      call.finished()
      return {
        chatModel,
        embeddingModel: embedding ? wanted.embeddingModel : '',
        embeddingDimension,
        models: models.map(({ name, modified_at }) => ({ name, createdEpochMs: epochOf(modified_at) })),
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

/** A time as the server writes it; the client declares a Date and gives a text. */
const epochOf = (time: Date | string | undefined): number => Date.parse(String(time)) || STARTED_EPOCH_MS

const isSame = (installed: string, wanted: string) => installed === wanted || installed === `${wanted}:latest`

/** Properties are named after the architecture of the model: `gemma3.context_length`. */
export function numberOf(info: unknown, name: string): number {
  const found = Object.entries((info ?? {}) as Record<string, unknown>).find(([key]) => key.endsWith(`.${name}`))
  return typeof found?.[1] === 'number' ? found[1] : 0
}

export const architectureOf = (info: unknown): string =>
  String(((info ?? {}) as Record<string, unknown>)['general.architecture'] ?? '')

/** `host`, `host:port` or a URL → a URL without a slash at its end. */
export function ollamaUrl(address: string): string {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`)
  if (!url || !/^https?:$/.test(url.protocol) || /[?#]/.test(address))
    throw new AppError(
      'validation_error',
      'OLLAMA_BASE_URL: must be the address of an Ollama without ? and #, such as 127.0.0.1:11434.',
    )
  if (!address.includes('://') && url.port === '') url.port = '11434'
  // OLLAMA_HOST=0.0.0.0 makes the server listen on all addresses; a client can't connect to that one.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  return url.href.replace(/(?<!\/)\/+$/, '')
}
