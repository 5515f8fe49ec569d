import { contract, LlmService } from '@collabry/proto'
import { startAdmin } from '@collabry/runtime/admin'
import { serverCalls } from '@collabry/runtime/grpc/metrics'
import { serverOptionsOf, startGrpcServer } from '@collabry/runtime/grpc/server'
import type { Log } from '@collabry/runtime/log'
import { createMetrics } from '@collabry/runtime/metrics'
import type { RunningService } from '@collabry/runtime/run'
import { startTracing } from '@collabry/runtime/trace'
import { admission as createAdmission } from './admission'
import type { LlmConfig } from './config'
import { embedBatches, embedder } from './embed'
import { generator } from './generate'
import { llmMetrics } from './metrics'
import {
  BUILTIN_EMBEDDINGS,
  builtinEmbeddings,
  type Compare,
  comparing,
  type EmbeddingDescription,
  type Embeddings,
  noEmbeddings,
  servedEmbeddings,
  withEmbeddings,
} from './models/embeddings'
import type { ModelLimits } from './models/http/call'
import type { Model } from './models/model'
import { tracedModel } from './models/model'
import { llmHandlers } from './rpc/handlers'
import { chooseEmbeddings, chooseProvider, DEFAULT_OLLAMA_URL, type Provider } from './upstreams/choose-provider'
import { oneModel, openUpstreams } from './upstreams/open-upstreams'

interface Overrides {
  /** Another model than the configured one. */
  model?: Model
  limits?: Partial<ModelLimits>
}

/** Connections that stay free for embeddings and the status while all generations run. */
const SPARE_CONNECTIONS = 32
const QUEUE_MS = 30_000
/** A model server computes one batch at a time; the second one is ready when the first ends. */
const EMBED_CALLS_MAX = 2
const EMBED_QUEUED_MAX = 1_024

/** Starts the llm service. The provider is chosen here and nowhere else. */
export async function startLlm(config: LlmConfig, log: Log, overrides: Overrides = {}): Promise<RunningService> {
  const tracing = await startTracing('llm', config)
  const provider: Provider = overrides.model ? { name: 'builtin' } : await chooseProvider(config, DEFAULT_OLLAMA_URL)
  const { description, embeddings, compare } = await openEmbeddings(config, provider, log, overrides)
  const upstreams = overrides.model
    ? oneModel(overrides.model)
    : await openUpstreams(provider, config, log, overrides.limits, compare)
  const { places } = upstreams
  const model = tracedModel(embeddings ? withEmbeddings(upstreams.model, embeddings) : upstreams.model, provider.name)
  const count = provider.name === 'builtin' ? 0 : provider.urls.length
  log.info({ provider: provider.name, upstreams: count, fallback: config.llmFallback }, 'provider chosen')

  const connections = Math.min(config.generationsMax, config.bunConfigMaxHttpRequests - SPARE_CONNECTIONS)
  const runningMax = () => Math.min(connections, places())
  const admission = createAdmission({ runningMax, queuedMax: config.generationsQueuedMax, queueMs: QUEUE_MS })
  const { registry } = createMetrics('llm')
  const metrics = llmMetrics(registry, { admission, upstreams })
  upstreams.onChange = admission.admitWaiting
  upstreams.onFailOver = () => metrics.failOvers.inc()
  const { answerTokensMax } = config
  const embedBatched = embedBatches({
    model,
    callsMax: EMBED_CALLS_MAX * Math.max(1, count),
    batchTextsMax: description.batchTexts,
    queuedMax: EMBED_QUEUED_MAX,
    queueMs: QUEUE_MS,
    metrics,
  })
  const handlers = llmHandlers({
    model,
    embeddings: description,
    generate: generator({ model, admission, metrics, answerTokensMax }),
    embed: embedder({ description, embedBatched, cached: metrics.cached }),
  })

  const grpc = await startGrpcServer({
    service: LlmService.service,
    handlers,
    ...serverOptionsOf(config, { gateway: '*', rag: ['Embed', 'Generate', 'GetStatus'] }, contract),
    calls: serverCalls(registry),
    log,
  })
  let isReady = true
  const admin = startAdmin({ host: config.adminHost, port: config.adminPort, registry, ready: () => isReady })
  const stop = async (graceMs: number, delayMs = 0) => {
    isReady = false
    await Bun.sleep(delayMs)
    await grpc.drain(graceMs)
    await model[Symbol.asyncDispose]()
    await admin[Symbol.asyncDispose]()
    await tracing[Symbol.asyncDispose]()
  }
  // Logged when it is known: a model server that hangs must not delay the start.
  void model.status().then(({ models, ...checked }) => log.info({ ...checked, models: models.length }, 'model checked'))
  return {
    port: grpc.port,
    adminPort: admin.port,
    drain: () => stop(config.shutdownGraceSeconds * 1_000, config.shutdownDelaySeconds * 1_000),
    [Symbol.asyncDispose]: () => stop(0),
  }
}

/** The maker of vectors; no embeddings: the model that also chats. */
async function openEmbeddings(
  config: LlmConfig,
  provider: Provider,
  log: Log,
  { model, limits }: Overrides,
): Promise<{ description: EmbeddingDescription; embeddings?: Embeddings; compare?: Compare }> {
  const served = servedEmbeddings(config.embeddingModel)
  if (model) return { description: served }
  const chosen = await chooseEmbeddings(config, provider, DEFAULT_OLLAMA_URL)
  log.info({ embeddings: chosen.name }, 'embeddings chosen')
  if (chosen.name === 'builtin') {
    const embeddings = builtinEmbeddings()
    return { description: BUILTIN_EMBEDDINGS, embeddings, compare: comparing(embeddings) }
  }
  if (chosen.name === 'none') return { description: served, embeddings: noEmbeddings() }
  if (chosen.name === 'same') return { description: served }
  return { description: served, embeddings: (await openUpstreams(chosen, config, log, limits)).model }
}
