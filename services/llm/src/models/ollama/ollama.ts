import { withAbort } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { memoizeTtl } from '@collabry/runtime/memoize-ttl'
import { type ModelLimits, probe, runCall, type ServerLimits } from '../http/call'
import { chatRefusal, unhealthyDetail } from '../http/errors'
import { type ReadPacing, readPacing } from '../http/read-pacing'
import type { Model, ModelStatus } from '../model'
import { type Catalogue, catalogueReader, numberOf, type Wanted } from './catalogue'
import { chatStream } from './chat'
import { ollamaFor } from './transport'
import { embedBatch } from './vectors'

interface Options {
  url: string
  wanted: Wanted
  /** Window asked for; a model's own window is never exceeded. */
  contextTokensMax: number
  limits: ModelLimits
  /** Shared with the other servers. Default: one of its own. */
  pacing?: ReadPacing
}

/** The catalogue is read again for the status and the names of models after this time. */
const CATALOGUE_TTL_MS = 500
/** A window changes only when a model is replaced under its name, which is rare. */
const WINDOW_TTL_MS = 300_000
const EMBED_MS = 120_000

/** Models of one Ollama server. It sends no request before it is needed: a server that hangs delays no start. */
export function ollamaModel({ url, wanted, contextTokensMax, limits, pacing = readPacing() }: Options): Model {
  const closed = new AbortController()
  const read = catalogueReader(url, wanted)
  const chat = chatStream({ url, limits, pacing })
  const embedding = { url, model: wanted.embeddingModel, connectMs: limits.connectMs, totalMs: EMBED_MS }
  let last: Catalogue | undefined

  const catalogueWithin = (ms: number) =>
    memoizeTtl(CATALOGUE_TTL_MS, async () => {
      await probe(url, limits.connectMs)
      last = await read(ms, closed.signal)
      return last
    })
  const catalogueForStatus = catalogueWithin(limits.statusMs)
  const catalogueForAnswer = catalogueWithin(limits.catalogueMs)
  const chatModel = async () =>
    wanted.chatModel || last?.chatModel || (await catalogueForAnswer('')).chatModel || throwNotInstalled()
  const server = { url, connectMs: limits.connectMs, totalMs: limits.catalogueMs }
  const boundWindow = (contextLength: number) =>
    contextLength === 0 ? contextTokensMax : Math.min(contextTokensMax, contextLength)
  const windows = memoizeTtl(WINDOW_TTL_MS, async (asked) => {
    const model = asked || (await chatModel())
    return boundWindow(await readContextLength(server, { model, isConfigured: asked === '' }, closed.signal))
  })

  const statusOf = ({ contextLength, ...found }: Catalogue, detail: string): ModelStatus => ({
    provider: 'ollama',
    ...found,
    chatModel: found.chatModel || wanted.chatModel,
    contextTokensMax: boundWindow(contextLength),
    state: detail === '' ? 'healthy' : 'unhealthy',
    detail,
    embeddingDetail: found.embeddingModel === '' ? notInstalled('embedding', wanted.embeddingModel, WORDS_ALONE) : '',
  })
  return {
    async *generate(request, signal) {
      const model = request.model || (await withAbort(chatModel(), signal))
      const tokensMax = await withAbort(windows(request.model), signal)
      yield* chat({ model, contextTokensMax: tokensMax }, request, signal)
    },
    embed: (texts, signal) => embedBatch(embedding, texts, signal),
    contextTokensMax: (model, signal) => withAbort(windows(model), signal),
    status: () =>
      catalogueForStatus('').then(
        (found) => statusOf(found, found.chatModel === '' ? notInstalled('chat', wanted.chatModel) : ''),
        (error: unknown) => statusOf(last ?? emptyCatalogue(wanted), unhealthyDetail(error)),
      ),
    [Symbol.asyncDispose]: async () => closed.abort(),
  }
}

/** The window that a model was made for; 0: unknown. */
const readContextLength = (
  server: ServerLimits,
  { model, isConfigured }: { model: string; isConfigured: boolean },
  signal: AbortSignal,
): Promise<number> =>
  runCall(server, signal, async (call) => {
    const { model_info } = await ollamaFor(server.url, call, chatRefusal(model, isConfigured)).show({ model })
    return numberOf(model_info, 'context_length')
  })

const emptyCatalogue = ({ chatModel, embeddingModel }: Wanted): Catalogue => ({
  chatModel,
  embeddingModel,
  embeddingDimension: 0,
  models: [],
  contextLength: 0,
  callsTools: false,
})

const WORDS_ALONE = 'Documents are searched by their words alone.'

/** The missing model, and the command that installs it. */
function notInstalled(kind: 'chat' | 'embedding', model: string, effect = ''): string {
  if (model === '') return kind === 'chat' ? 'No chat model is installed in Ollama; install one with: ollama pull <model>' : ''
  return `The ${kind} model ${model} is not installed in Ollama. ${effect}${effect && ' '}Install it with: ollama pull ${model}`
}

const throwNotInstalled = (): never => {
  throw new AppError('unavailable', 'No chat model is installed on the model server.')
}
