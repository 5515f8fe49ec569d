import { AppError } from '@collabry/runtime/errors'
import { whyUnhealthy } from '../http/errors'
import type { ModelLimits } from '../http/limits'
import { type Breath, breathing } from '../http/read-pacing'
import { remembered } from '../http/remembered'
import { whileAsked } from '../http/while-asked'
import type { Model, ModelStatus } from '../model'
import { type Offer, offeredName, readOffer } from './catalogue'
import { chatStream } from './chat'
import type { OpenaiServer } from './server'
import { embedBatch } from './vectors'

interface Options {
  server: OpenaiServer
  wanted: {
    /** Empty: the first one offered that is not the embedding model. */
    chatModel: string
    /** Empty: there is none. */
    embeddingModel: string
    /** The window where the server does not say. */
    contextTokensMax: number
    /** Whether the server was started with the parsing of calls: it cannot be asked. */
    callsTools: boolean
  }
  limits: ModelLimits
  /** Shared with the other servers; left out: its own. */
  breath?: Breath
}

const FRESH_MS = 500
const EMBED_MS = 120_000

/** Models of one server of OpenAI's API: vLLM, llama.cpp, Ollama, any. Nothing is asked of it before it is needed. */
export function openaiModel({ server, wanted, limits, breath = breathing() }: Options): Model {
  const { connectMs } = limits
  const closed = new AbortController()
  const chat = chatStream(server, limits, breath)
  let last: Offer | undefined
  let dimension = 0
  const offerWithin = (totalMs: number) =>
    remembered(FRESH_MS, async () => {
      last = await readOffer(server, { connectMs, totalMs }, closed.signal)
      return last
    })
  const soon = offerWithin(limits.statusMs)
  const patiently = offerWithin(limits.catalogueMs)
  const known = async () => last ?? patiently('')
  const chatModel = async () => wanted.chatModel || firstOf(await known()) || notOffered()
  const windowOf = async (asked: string) => {
    const offer = await known()
    const name = offeredName(offer, asked || (await chatModel()))
    return (name === undefined ? 0 : offer.get(name)) || wanted.contextTokensMax
  }

  return {
    async *generate(request, signal) {
      const model = request.model || (await whileAsked(chatModel(), signal))
      yield* chat({ model, contextTokensMax: await whileAsked(windowOf(request.model), signal) }, request, signal)
    },
    async embed(texts, signal) {
      const model = wanted.embeddingModel || noEmbedding()
      const embedded = await embedBatch(server, { model, connectMs, totalMs: EMBED_MS }, texts, signal)
      dimension = embedded.vectors[0]?.length ?? dimension
      return embedded
    },
    contextTokensMax: (model, signal) => whileAsked(windowOf(model), signal),
    status: () => soon('').then(healthy, (error: unknown) => shown(last ?? new Map(), whyUnhealthy(error))),
    [Symbol.asyncDispose]: async () => closed.abort(),
  }

  function firstOf(offer: Offer): string {
    const embedding = offeredName(offer, wanted.embeddingModel)
    return [...offer.keys()].find((name) => name !== embedding) ?? ''
  }

  function healthy(offer: Offer): ModelStatus {
    const isThere = wanted.chatModel === '' ? firstOf(offer) !== '' : offeredName(offer, wanted.chatModel) !== undefined
    return shown(offer, isThere ? '' : 'The chat model is not installed on the model server.')
  }

  function shown(offer: Offer, detail: string): ModelStatus {
    const model = wanted.chatModel || firstOf(offer)
    const name = offeredName(offer, model)
    return {
      provider: 'openai',
      chatModel: model,
      embeddingModel: offeredName(offer, wanted.embeddingModel) === undefined && offer.size > 0 ? '' : wanted.embeddingModel,
      embeddingDimension: dimension,
      state: detail === '' ? 'healthy' : 'unhealthy',
      detail,
      models: [...offer.keys()],
      contextTokensMax: (name === undefined ? 0 : offer.get(name)) || wanted.contextTokensMax,
      callsTools: wanted.callsTools,
    }
  }
}

const notOffered = (): never => {
  throw new AppError('unavailable', 'No chat model is installed on the model server.')
}

const noEmbedding = (): never => {
  throw new AppError('unavailable', 'There is no embedding model on the model server.')
}
