import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import { toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { periodic } from '@collabry/runtime/periodic'
import type { LlmConfig } from '../config'
import type { Compare } from '../models/embeddings'
import type { ModelLimits } from '../models/http/call'
import { readPacing } from '../models/http/connections'
import type { Model } from '../models/model'
import type { Provider } from './choose-provider'

/** The model of the service, and the capacity of its servers, by which answers are admitted. */
interface Upstreams {
  model: Model
  places(): number
  /** Number of reachable servers. */
  up(): number
  /** Each server by its host and port; none for the built-in provider. */
  each(): { host: string; isUp: boolean; running: number }[]
  onChange(): void
  onFailOver(): void
}

/** Time limit of a connectivity probe: an unavailable model must be reported within 300 ms. */
const CONNECT_MS = 200
/** Less than the 2.5 s within which the gateway's /health must answer. */
const STATUS_MS = 1_500
const CATALOGUE_MS = 15_000

export const oneModel = (model: Model): Upstreams => ({
  model,
  places: () => Number.POSITIVE_INFINITY,
  up: () => 1,
  each: () => [],
  onChange: () => {},
  onFailOver: () => {},
})

/** Opens the chosen provider: one model per address, balanced. */
export async function openUpstreams(
  provider: Provider,
  config: LlmConfig,
  log: Log,
  limits: Partial<ModelLimits> = {},
  compare?: Compare,
): Promise<Upstreams> {
  // Loaded only when it is used, since its word lists take memory.
  const builtin = async () => (await import('../models/builtin')).builtinModel(compare)
  if (provider.name === 'builtin') return oneModel(await builtin())
  const open = await opener(provider.name, config, {
    connectMs: CONNECT_MS,
    firstTokenMs: config.modelFirstTokenSeconds * 1_000,
    idleMs: config.modelIdleSeconds * 1_000,
    totalMs: config.generationSeconds * 1_000,
    statusMs: STATUS_MS,
    catalogueMs: CATALOGUE_MS,
    ...limits,
  })
  const { balancedModel, upstream } = await import('./balanced')
  let opened: Upstreams | undefined
  const onChange = () => opened?.onChange()
  const share = config.llmReplicasName ? replicaShare({ name: config.llmReplicasName, onChange, log }) : wholeShare
  const balanced = balancedModel(
    provider.urls.map((url) => upstream(url, open(url))),
    {
      runningMax: () => share.of(config.upstreamGenerationsMax),
      onChange,
      onFailOver: () => opened?.onFailOver(),
      log,
    },
  )
  const model = config.llmFallback === 'builtin' ? withFallback(balanced, await builtin()) : balanced
  opened = { ...oneModel(withShare(model, share)), places: balanced.places, up: balanced.up, each: balanced.each }
  return opened
}

/** The model, whose end is also that of the look-ups. */
const withShare = (model: Model, share: AsyncDisposable): Model => ({
  ...model,
  async [Symbol.asyncDispose]() {
    await Promise.all([share[Symbol.asyncDispose](), model[Symbol.asyncDispose]()])
  },
})

/** Makes the model of one address; only the driver that is used is loaded. */
async function opener(name: 'ollama' | 'openai', config: LlmConfig, limits: ModelLimits): Promise<(url: string) => Model> {
  const { embeddingModel } = config
  const pacing = readPacing()
  if (name === 'ollama') {
    const { ollamaModel } = await import('../models/ollama/ollama')
    const wanted = { chatModel: config.ollamaModel ?? '', embeddingModel }
    return (url) => ollamaModel({ url, wanted, contextTokensMax: config.ollamaNumCtx, limits, pacing })
  }
  const { openaiModel } = await import('../models/openai/openai')
  const wanted = {
    chatModel: config.openaiModel ?? '',
    embeddingModel,
    contextTokensMax: config.openaiContextTokens,
    callsTools: config.openaiTools,
  }
  return (url) => openaiModel({ server: { url, apiKey: config.openaiApiKey ?? '' }, wanted, limits, pacing })
}

/** Answers from the second model while the first is unavailable. Only the operator may choose this, since quality changes. */
const withFallback = (first: Model, second: Model): Model => ({
  async *generate(request, signal) {
    let hasBegun = false
    try {
      for await (const part of first.generate(request, signal)) {
        hasBegun = true
        yield part
      }
    } catch (error) {
      if (hasBegun || toAppError(error).code !== 'unavailable') throw error
      // The second model has another name, and may not call functions.
      yield* second.generate({ ...request, model: '', tools: undefined }, signal)
    }
  },
  embed: first.embed,
  // While the first model is unavailable, the second one answers, so its window counts.
  contextTokensMax: (model, signal) =>
    first.contextTokensMax(model, signal).catch((error: unknown) => {
      if (toAppError(error).code !== 'unavailable') throw error
      return second.contextTokensMax(model, signal)
    }),
  status: first.status,
  async [Symbol.asyncDispose]() {
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
  },
})

/** The part of a bound that is this replica's. */
interface ReplicaShare extends AsyncDisposable {
  /** At least 1, so that every replica serves; the shares of all replicas add up to the bound where there are no more of them. */
  of(bound: number): number
}

interface Options {
  /** Name whose addresses are those of all replicas: a headless Service. */
  name: string
  /** The number of replicas has changed. */
  onChange(): void
  log: Log
  lookUp?: (name: string) => Promise<string[]>
  ownAddresses?: () => string[]
  everyMs?: number
}

/** A new or a leaving replica is counted at most this much later, which is as long as its name is cached. */
const LOOK_UP_EVERY_MS = 5_000

/** One process alone. */
export const wholeShare: ReplicaShare = { of: (bound) => bound, [Symbol.asyncDispose]: async () => {} }

/**
 * Divides a bound between the replicas that a name resolves to. While the name cannot be looked up the last number stands; a
 * replica that is not ready, and so not under the name yet, counts itself in addition.
 */
export function replicaShare({
  name,
  onChange,
  log,
  lookUp = addressesOf,
  ownAddresses = localAddresses,
  everyMs = LOOK_UP_EVERY_MS,
}: Options): ReplicaShare {
  let replicas = 1
  let index = 0
  const work = async () => {
    const own = new Set(ownAddresses())
    const addresses = [...new Set(await lookUp(name))].sort()
    const found = addresses.findIndex((address) => own.has(address))
    const before = `${index}/${replicas}`
    replicas = found === -1 ? addresses.length + 1 : addresses.length
    index = found === -1 ? addresses.length : found
    if (before !== `${index}/${replicas}`) onChange()
  }
  const lookUps = periodic({ name: 'replicas of this service', everyMs, firstMs: 0, work, log })
  return {
    of: (bound) => Math.max(1, Math.floor(bound / replicas) + (index < bound % replicas ? 1 : 0)),
    [Symbol.asyncDispose]: () => lookUps[Symbol.asyncDispose](),
  }
}

/** By the resolver of the system, which knows the domains in which a short name is searched: that of a Service is `llm`. */
const addressesOf = async (name: string) => (await lookup(name, { all: true })).map(({ address }) => address)

const localAddresses = () =>
  Object.values(networkInterfaces()).flatMap((interfaces) => (interfaces ?? []).map(({ address }) => address))
