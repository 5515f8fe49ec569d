import { Distribution } from '@collabry/runtime/metrics'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Admission } from './admission'

export type LlmMetrics = ReturnType<typeof llmMetrics>

/** The model servers, as the metrics show them. */
interface UpstreamStates {
  /** Number of reachable servers. */
  up(): number
  /** Each configured server by its host and port. */
  each(): { host: string; isUp: boolean; running: number }[]
}

/** Distinct values of the label `model`; further models count as `other`. */
const MODELS_MAX = 20

/** The metrics of the service; no label holds a user, a session or a text. */
export function llmMetrics(registry: Registry, { admission, upstreams }: { admission: Admission; upstreams: UpstreamStates }) {
  gauge(registry, 'collabry_llm_generations_running', 'Answers being generated now', admission.running)
  gauge(registry, 'collabry_llm_generations_queued', 'Answers that wait for their turn', admission.queued)
  gauge(registry, 'collabry_llm_upstreams_up', 'Model servers that can be reached', upstreams.up)
  upstreamGauges(registry, upstreams)
  return { ...generationMetrics([registry]), ...embeddingMetrics([registry]) }
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read())
    },
  })
}

function upstreamGauges(registry: Registry, { each }: UpstreamStates): void {
  const registers = [registry]
  const running = new Gauge({
    name: 'collabry_llm_upstream_generations_running',
    help: 'Answers that one model server generates now for this process',
    labelNames: ['upstream'],
    registers,
  })
  new Gauge({
    name: 'collabry_llm_upstream_up',
    help: '1 while a model server can be reached, else 0',
    labelNames: ['upstream'],
    registers,
    collect() {
      for (const { host, isUp, running: answers } of each()) {
        this.set({ upstream: host }, Number(isUp))
        running.set({ upstream: host }, answers)
      }
    },
  })
}

/** Only names that a model server gave reach a label: a name in a request is text of a client. */
function modelLabels(): (name: string) => string {
  const known = new Set<string>()
  return (name) => {
    if (known.size < MODELS_MAX) known.add(name)
    return known.has(name) ? name : 'other'
  }
}

/** One ended answer. */
interface EndedAnswer {
  outcome: string
  /** As the model server named it; empty if it did not answer to the end. */
  model: string
  /** From the request to the first part, the wait in the queue included; undefined: there was none. */
  firstTokenMs: number | undefined
  /** From the first part to the last one. */
  outputMs: number
  completionTokens: number
}

function generationMetrics(registers: Registry[]) {
  const labelOf = modelLabels()
  const tokens = new Counter({
    name: 'collabry_llm_tokens_total',
    help: 'Tokens by kind: prompt, completion, and left_out (estimated) of prompts longer than the window',
    labelNames: ['kind', 'model'],
    registers,
  })
  tokens.inc({ kind: 'left_out', model: '' }, 0)
  const messages = new Counter({
    name: 'collabry_llm_messages_left_out_total',
    help: 'Messages that did not fit the window',
    registers,
  })
  const estimate = new Distribution({
    name: 'collabry_llm_prompt_estimate_ratio',
    help: 'Tokens of a prompt as the model counted them, divided by our estimate',
    buckets: [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2],
    registers,
  })
  const firstTokenSeconds = new Distribution({
    name: 'collabry_llm_first_token_seconds',
    help: 'Time from the request to the first text of the answer, including the wait in the queue',
    labelNames: ['model'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120],
    registers,
  })
  const tokenSeconds = new Distribution({
    name: 'collabry_llm_output_token_seconds',
    help: 'Average time between the tokens of an answer, after its first one',
    labelNames: ['model'],
    buckets: [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2],
    registers,
  })
  const generations = new Counter({
    name: 'collabry_llm_generations_total',
    help: 'Answers by how they ended: stop, length, cancelled, or the code of the error',
    labelNames: ['outcome', 'model'],
    registers,
  })
  return {
    failOvers: new Counter({
      name: 'collabry_llm_fail_overs_total',
      help: 'Requests that went on to another model server, because one failed before its first token',
      registers,
    }),
    ended({ outcome, model, firstTokenMs, outputMs, completionTokens }: EndedAnswer): void {
      const label = labelOf(model)
      generations.inc({ outcome, model: label })
      if (firstTokenMs !== undefined) firstTokenSeconds.observe({ model: label }, firstTokenMs / 1_000)
      if (completionTokens > 1) tokenSeconds.observe({ model: label }, outputMs / 1_000 / (completionTokens - 1))
    },
    /** Counts the messages and parts that were left out of a prompt to fit the window. */
    leftOut({ messagesLeftOut, tokensLeftOut }: { messagesLeftOut: number; tokensLeftOut: number }): void {
      if (messagesLeftOut > 0) messages.inc(messagesLeftOut)
      if (tokensLeftOut > 0) tokens.inc({ kind: 'left_out', model: '' }, tokensLeftOut)
    },
    /** Counts the tokens that the model reported, and compares those of the prompt with the estimate. */
    counted(usage: { promptTokens: number; completionTokens: number }, estimated: number, model: string): void {
      tokens.inc({ kind: 'prompt', model: labelOf(model) }, usage.promptTokens)
      tokens.inc({ kind: 'completion', model: labelOf(model) }, usage.completionTokens)
      if (estimated > 0 && usage.promptTokens > 0) estimate.observe({}, usage.promptTokens / estimated)
    },
  }
}

function embeddingMetrics(registers: Registry[]) {
  const lookUps = new Counter({
    name: 'collabry_llm_embed_cache_total',
    help: 'Texts to embed, by whether their vector was in the cache: hit, miss',
    labelNames: ['outcome'],
    registers,
  })
  return {
    cached(hits: number, misses: number): void {
      lookUps.inc({ outcome: 'hit' }, hits)
      lookUps.inc({ outcome: 'miss' }, misses)
    },
    textsCut: new Counter({
      name: 'collabry_llm_embed_texts_cut_total',
      help: 'Texts longer than the embedding model takes, of which only the beginning was embedded',
      registers,
    }),
    embedBatchTexts: new Histogram({
      name: 'collabry_llm_embed_batch_texts',
      help: 'Texts of one embedding call to the model',
      buckets: [1, 4, 16, 32, 64],
      registers,
    }),
  }
}
