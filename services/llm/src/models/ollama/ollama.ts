import { AppError } from '@collabry/runtime/errors'
import { whyUnhealthy } from '../http/errors'
import type { ModelLimits } from '../http/limits'
import { reach } from '../http/reach'
import { type Breath, breathing } from '../http/read-pacing'
import { remembered } from '../http/remembered'
import { whileAsked } from '../http/while-asked'
import type { Model, ModelStatus } from '../model'
import { type Catalogue, catalogueReader, type Wanted } from './catalogue'
import { chatStream } from './chat'
import { embedBatch } from './vectors'
import { readWindow } from './windows'

interface Options {
  url: string
  wanted: Wanted
  contextTokensMax: number
  limits: ModelLimits
  /** Shared with the other servers; left out: its own. */
  breath?: Breath
}

/** A reading of the catalogue serves status and model names for this long. */
const FRESH_MS = 500
/** A model is seldom replaced under its name, and its window seldom changes with that. */
const WINDOW_FRESH_MS = 300_000
const EMBED_MS = 120_000

/** Models of one Ollama server. Nothing is asked of it before it is needed: a server that hangs delays no start. */
export function ollamaModel({ url, wanted, contextTokensMax, limits, breath = breathing() }: Options): Model {
  const closed = new AbortController()
  const read = catalogueReader(url, wanted)
  const chat = chatStream({ url, limits, breath })
  const embedding = { url, model: wanted.embeddingModel, connectMs: limits.connectMs, totalMs: EMBED_MS }
  let last: Catalogue | undefined

  const catalogueWithin = (ms: number) =>
    remembered(FRESH_MS, async () => {
      await reach(url, limits.connectMs)
      last = await read(ms, closed.signal)
      return last
    })
  const soon = catalogueWithin(limits.statusMs)
  const patiently = catalogueWithin(limits.catalogueMs)
  const chatModel = async () => wanted.chatModel || last?.chatModel || (await patiently('')).chatModel || notInstalled()
  const upstream = { url, connectMs: limits.connectMs, totalMs: limits.catalogueMs, contextTokensMax }
  const windows = remembered(WINDOW_FRESH_MS, async (asked) => {
    const model = asked || (await chatModel())
    return readWindow(upstream, { model, isConfigured: asked === '' }, closed.signal)
  })

  return {
    async *generate(request, signal) {
      const model = request.model || (await whileAsked(chatModel(), signal))
      const tokensMax = await whileAsked(windows(request.model), signal)
      yield* chat({ model, contextTokensMax: tokensMax }, request, signal)
    },
    embed: (texts, signal) => embedBatch(embedding, texts, signal),
    contextTokensMax: (model, signal) => whileAsked(windows(model), signal),
    status: () => soon('').then(healthy, unhealthy),
    [Symbol.asyncDispose]: async () => closed.abort(),
  }

  function shown({ contextLength, ...found }: Catalogue) {
    return { ...found, contextTokensMax: contextLength === 0 ? contextTokensMax : Math.min(contextTokensMax, contextLength) }
  }

  function healthy(found: Catalogue): ModelStatus {
    const detail = found.chatModel === '' ? 'The chat model is not installed on the model server.' : ''
    const state = detail === '' ? 'healthy' : 'unhealthy'
    return { provider: 'ollama', ...shown(found), chatModel: found.chatModel || wanted.chatModel, state, detail }
  }

  function unhealthy(error: unknown): ModelStatus {
    return { provider: 'ollama', ...shown(last ?? nothing(wanted)), state: 'unhealthy', detail: whyUnhealthy(error) }
  }
}

const nothing = ({ chatModel, embeddingModel }: Wanted): Catalogue => ({
  chatModel,
  embeddingModel,
  embeddingDimension: 0,
  models: [],
  contextLength: 0,
  callsTools: false,
})

const notInstalled = (): never => {
  throw new AppError('unavailable', 'No chat model is installed on the model server.')
}
