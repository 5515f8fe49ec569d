import type { LlmConfig } from '../config'
import { withFallback } from '../models/fallback'
import type { ModelLimits } from '../models/http/limits'
import { breathing } from '../models/http/read-pacing'
import type { Model } from '../models/model'
import type { Provider } from './choose-provider'

/** The model of the service, and what the admission of answers needs to know of the servers behind it. */
export interface Upstreams {
  model: Model
  places(): number
  /** Servers that are up. */
  up(): number
  onChange(): void
  onFailOver(): void
}

/** A model that must be told to be away within 300 ms is knocked at for this long. */
const CONNECT_MS = 200
/** The gateway's /health answers within 2.5 s, whatever hangs. */
const STATUS_MS = 1_500
const CATALOGUE_MS = 15_000

export const oneModel = (model: Model): Upstreams => ({
  model,
  places: () => Number.POSITIVE_INFINITY,
  up: () => 1,
  onChange: () => {},
  onFailOver: () => {},
})

/** Opens what was chosen: one model an address, balanced. */
export async function openUpstreams(
  provider: Provider,
  config: LlmConfig,
  limits: Partial<ModelLimits> = {},
): Promise<Upstreams> {
  // Loaded only where it answers: its word lists would cost every process memory.
  const builtin = async () => (await import('../models/builtin')).builtinModel()
  if (provider.name === 'builtin') return oneModel(await builtin())
  const open = await opener(provider.name, config, {
    connectMs: CONNECT_MS,
    firstTokenMs: config.ollamaTimeout * 1_000,
    idleMs: config.ollamaIdleSeconds * 1_000,
    totalMs: config.generationSeconds * 1_000,
    statusMs: STATUS_MS,
    catalogueMs: CATALOGUE_MS,
    ...limits,
  })
  const { balancedModel } = await import('./balanced')
  const { upstream } = await import('./upstream')
  const balanced = balancedModel(
    provider.urls.map((url) => upstream(url, open(url))),
    {
      runningMax: config.upstreamGenerationsMax,
      onChange: () => opened.onChange(),
      onFailOver: () => opened.onFailOver(),
    },
  )
  const model = config.llmFallback === 'builtin' ? withFallback(balanced, await builtin()) : balanced
  const opened: Upstreams = { ...oneModel(model), places: balanced.places, up: balanced.up }
  return opened
}

/** Makes the model of one address; only the driver that is used is loaded. */
async function opener(name: 'ollama' | 'openai', config: LlmConfig, limits: ModelLimits): Promise<(url: string) => Model> {
  const { embeddingModel } = config
  const breath = breathing()
  if (name === 'ollama') {
    const { ollamaModel } = await import('../models/ollama/ollama')
    const wanted = { chatModel: config.ollamaModel ?? '', embeddingModel }
    return (url) => ollamaModel({ url, wanted, contextTokensMax: config.ollamaNumCtx, limits, breath })
  }
  const { openaiModel } = await import('../models/openai/openai')
  const wanted = {
    chatModel: config.openaiModel ?? '',
    embeddingModel,
    contextTokensMax: config.openaiContextTokens,
    callsTools: config.openaiTools,
  }
  return (url) => openaiModel({ server: { url, apiKey: config.openaiApiKey ?? '' }, wanted, limits, breath })
}
