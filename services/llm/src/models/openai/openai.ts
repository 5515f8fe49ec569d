import { withAbort } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { openedByRead } from '@collabry/runtime/generators'
import { memoizeTtl } from '@collabry/runtime/memoize-ttl'
import { type Call, embedCall, type ModelLimits, normalizeVector, type ServerLimits } from '../http/call'
import { type ReadPacing, readPacing } from '../http/connections'
import { brokenAnswer, embedRefusalOf, isTooLong, noChatModel, unhealthyDetail } from '../http/errors'
import type { Embedded, Model, ModelStatus } from '../model'
import { chatStream } from './chat'
import { askJson, type OfferedModels, type OpenaiServer, offeredName, readModels } from './server'

interface Options {
  server: OpenaiServer
  wanted: {
    /** Empty: the first offered model that is not the embedding model. */
    chatModel: string
    /** Empty: there is none. */
    embeddingModel: string
    /** The window of models for which the server reports none. */
    contextTokensMax: number
    /** Whether the server was started with parsing of tool calls; it can't be asked. */
    callsTools: boolean
  }
  limits: ModelLimits
  /** Shared with the other servers. Default: one of its own. */
  pacing?: ReadPacing
}

const MODELS_TTL_MS = 500
const EMBED_MS = 120_000

/** Models of one server of OpenAI's API (vLLM, llama.cpp, Ollama, any). It sends no request before it is needed. */
export function openaiModel({ server, wanted, limits, pacing = readPacing() }: Options): Model {
  const { connectMs } = limits
  const closed = new AbortController()
  const chat = chatStream(server, limits, pacing)
  let last: OfferedModels | undefined
  let dimension = 0
  const modelsWithin = (totalMs: number) =>
    memoizeTtl(MODELS_TTL_MS, async () => {
      last = await readModels(server, { connectMs, totalMs }, closed.signal)
      return last
    })
  const modelsForStatus = modelsWithin(limits.statusMs)
  const modelsForAnswer = modelsWithin(limits.catalogueMs)
  const knownModels = () => last ?? modelsForAnswer('')
  const modelFor = (asked: string) => asked || wanted.chatModel || offeredChatModel()
  const offeredChatModel = async () => firstChatModel(await knownModels()) || throwNoChatModel()
  const windowOf = async (model: string, signal: AbortSignal) => windowIn(await withAbort(knownModels(), signal), model)

  return {
    generate: (request, signal) =>
      openedByRead(async () => {
        const model = await withAbort(modelFor(request.model), signal)
        return chat({ model, contextTokensMax: await windowOf(model, signal) }, request, signal)
      }),
    async embed(texts, signal) {
      const model = wanted.embeddingModel || throwNoEmbeddingModel()
      const embedded = await embedBatch(server, { model, connectMs, totalMs: EMBED_MS }, texts, signal)
      dimension = embedded.vectors[0]?.length ?? dimension
      return embedded
    },
    contextTokensMax: async (asked, signal) => windowOf(await withAbort(modelFor(asked), signal), signal),
    status: () =>
      Promise.try(modelsForStatus, '').then(healthyStatus, (error: unknown) =>
        statusOf(last ?? new Map(), unhealthyDetail(error)),
      ),
    [Symbol.asyncDispose]: async () => closed.abort(),
  }

  function firstChatModel(models: OfferedModels): string {
    const embedding = offeredName(models, wanted.embeddingModel)
    return [...models.keys()].find((name) => name !== embedding) ?? ''
  }

  function windowIn(models: OfferedModels, model: string): number {
    return models.get(offeredName(models, model) ?? '')?.window || wanted.contextTokensMax
  }

  function healthyStatus(models: OfferedModels): ModelStatus {
    const isOffered =
      wanted.chatModel === '' ? firstChatModel(models) !== '' : offeredName(models, wanted.chatModel) !== undefined
    return statusOf(models, isOffered ? '' : notOffered('chat', wanted.chatModel))
  }

  function statusOf(models: OfferedModels, detail: string): ModelStatus {
    const model = wanted.chatModel || firstChatModel(models)
    const isMissing = offeredName(models, wanted.embeddingModel) === undefined && models.size > 0
    return {
      provider: 'openai',
      chatModel: model,
      embeddingModel: isMissing ? '' : wanted.embeddingModel,
      embeddingDetail: isMissing && wanted.embeddingModel !== '' ? notOffered('embedding', wanted.embeddingModel) : '',
      embeddingDimension: dimension,
      state: detail === '' ? 'healthy' : 'unhealthy',
      detail,
      models: [...models].map(([name, { createdEpochMs }]) => ({ name, createdEpochMs })),
      contextTokensMax: windowIn(models, model),
      callsTools: wanted.callsTools,
    }
  }
}

const notOffered = (kind: 'chat' | 'embedding', model: string): string =>
  `The model server offers no ${kind} model${model && ` ${model}`}.${kind === 'chat' ? '' : ' Documents are searched by their words alone.'}`

const throwNoChatModel = (): never => {
  throw noChatModel('No chat model is installed on the model server.')
}

const throwNoEmbeddingModel = (): never => {
  throw new AppError('unavailable', 'There is no embedding model on the model server.')
}

interface Wanted extends Omit<ServerLimits, 'url'> {
  model: string
}

/** Embeds one batch; unit vectors in the order of the texts. Of a text over the model's limit only the beginning is embedded. */
function embedBatch(
  server: OpenaiServer,
  { model, connectMs, totalMs }: Wanted,
  texts: string[],
  signal: AbortSignal,
): Promise<Embedded> {
  const ask = (call: Call) => async (input: string[]) =>
    readVectors(await askJson(server, '/embeddings', { model, input, encoding_format: 'float' }, call, refusal), input.length)
  return embedCall(
    { url: server.url, connectMs, totalMs },
    { together: (call) => ask(call)(texts), oneByOne: (call) => oneByOne(texts, ask(call)) },
    signal,
  )
}

/** Lengths to which a refused text is cut, since such servers do not cut. The last one fits the smallest model. */
const CUTS = [8_000, 2_000, 1_000, 500, 250]

async function oneByOne(texts: string[], ask: (texts: string[]) => Promise<Float32Array[]>): Promise<Embedded> {
  let textsCut = 0
  const vectors: Float32Array[] = []
  for (const text of texts) {
    const lengths = [text.length, ...CUTS.filter((length) => length < text.length)]
    for (const length of lengths) {
      const made = await ask([text.slice(0, length)]).catch((error: unknown) => {
        if (!isTooLong(error) || length === lengths.at(-1)) throw error
        return undefined
      })
      if (!made) continue
      vectors.push(...made)
      if (length < text.length) textsCut++
      break
    }
  }
  return { vectors, textsCut }
}

function readVectors({ data }: Record<string, unknown>, count: number): Float32Array[] {
  if (!Array.isArray(data) || data.length !== count) throw brokenAnswer('the number of vectors differs from that of texts')
  const vectors: Float32Array[] = []
  for (const { index, embedding } of data as { index: number; embedding: number[] }[]) vectors[index] = normalizeVector(embedding)
  if (vectors.length !== count || vectors.includes(undefined as never)) throw brokenAnswer('the vectors have wrong indexes')
  return vectors
}

/** vLLM answers with status 400, llama.cpp with 500. */
const refusal = embedRefusalOf((_status, message) => /context (length|size)|too (long|large)|exceed/i.test(message))
