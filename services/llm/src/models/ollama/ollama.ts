import { AppError, toAppError } from '@collabry/runtime/errors'
import type { Model, ModelStatus } from '../model'
import { type Catalogue, catalogueReader, type Wanted } from './catalogue'
import { type ChatLimits, chatStream } from './chat'
import { reach } from './reach'
import { embedBatch } from './vectors'

interface Options {
  url: string
  wanted: Wanted
  contextTokensMax: number
  limits: ChatLimits
}

/** A reading of the catalogue serves status and model names for this long. */
const FRESH_MS = 500
const CATALOGUE_MS = 1_500
const EMBED_MS = 120_000

/** Models of one Ollama server. Nothing is asked of it before it is needed: a server that hangs delays no start. */
export function ollamaModel({ url, wanted, contextTokensMax, limits }: Options): Model {
  const closed = new AbortController()
  const read = catalogueReader(url, wanted)
  const chat = chatStream({ url, limits, contextTokensMax })
  const embedding = { url, model: wanted.embeddingModel, connectMs: limits.connectMs, totalMs: EMBED_MS }
  let last: Catalogue | undefined
  let reading: Promise<Catalogue> | undefined
  let readAt = Number.NEGATIVE_INFINITY

  /** One reading at a time, whoever asks. */
  const catalogue = (): Promise<Catalogue> => {
    if (reading && performance.now() - readAt < FRESH_MS) return reading
    readAt = performance.now()
    reading = reachAndRead().finally(() => {
      readAt = performance.now()
    })
    return reading
  }
  const reachAndRead = async () => {
    await reach(url, limits.connectMs)
    last = await read(CATALOGUE_MS, closed.signal)
    return last
  }
  const chatModel = async () => wanted.chatModel || last?.chatModel || (await catalogue()).chatModel || notInstalled()

  return {
    async *generate(request, signal) {
      yield* chat(request.model || (await chatModel()), request, signal)
    },
    embed: (texts, signal) => embedBatch(embedding, texts, signal),
    status: () => catalogue().then(healthy, (error: unknown) => unhealthy(error, last ?? nothing(wanted))),
    [Symbol.asyncDispose]: async () => closed.abort(),
  }

  function healthy(found: Catalogue): ModelStatus {
    const detail = found.chatModel === '' ? 'The chat model is not installed on the model server.' : ''
    const state = detail === '' ? 'healthy' : 'unhealthy'
    return { provider: 'ollama', ...found, chatModel: found.chatModel || wanted.chatModel, state, detail }
  }
}

const unhealthy = (error: unknown, known: Catalogue): ModelStatus => {
  const { code } = toAppError(error)
  const detail = code === 'unavailable' ? 'The model server cannot be reached.' : 'The model server does not answer as it should.'
  return { provider: 'ollama', ...known, state: 'unhealthy', detail }
}

const nothing = ({ chatModel, embeddingModel }: Wanted): Catalogue => ({
  chatModel,
  embeddingModel,
  embeddingDimension: 0,
  models: [],
})

const notInstalled = (): never => {
  throw new AppError('unavailable', 'No chat model is installed on the model server.')
}
