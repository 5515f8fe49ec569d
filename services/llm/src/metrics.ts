import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Admission } from './admission'

export type LlmMetrics = ReturnType<typeof llmMetrics>

/** The metrics of the service; no label holds a user, a session or a text. */
export function llmMetrics(registry: Registry, { admission, up }: { admission: Admission; up(): number }) {
  gauge(registry, 'collabry_llm_generations_running', 'Answers being generated now', admission.running)
  gauge(registry, 'collabry_llm_generations_queued', 'Answers that wait for their turn', admission.queued)
  gauge(registry, 'collabry_llm_upstreams_up', 'Model servers that can be reached', up)
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

function generationMetrics(registers: Registry[]) {
  const tokens = new Counter({
    name: 'collabry_llm_tokens_total',
    help: 'Tokens by kind: prompt, completion, and left_out (estimated) of prompts longer than the window',
    labelNames: ['kind'],
    registers,
  })
  const messages = new Counter({
    name: 'collabry_llm_messages_left_out_total',
    help: 'Messages that did not fit the window',
    registers,
  })
  const estimate = new Histogram({
    name: 'collabry_llm_prompt_estimate_ratio',
    help: 'Tokens of a prompt as the model counted them, divided by our estimate',
    buckets: [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2],
    registers,
  })
  return {
    failOvers: new Counter({
      name: 'collabry_llm_fail_overs_total',
      help: 'Requests that went on to another model server, because one failed before its first token',
      registers,
    }),
    firstTokenSeconds: new Histogram({
      name: 'collabry_llm_first_token_seconds',
      help: 'Time from the request to the first text of the answer, including the wait in the queue',
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120],
      registers,
    }),
    generations: new Counter({
      name: 'collabry_llm_generations_total',
      help: 'Answers by how they ended: stop, length, cancelled, or the code of the error',
      labelNames: ['outcome'],
      registers,
    }),
    /** Counts what a prompt lost to fit the window. */
    leftOut({ messagesLeftOut, tokensLeftOut }: { messagesLeftOut: number; tokensLeftOut: number }): void {
      messages.inc(messagesLeftOut)
      tokens.inc({ kind: 'left_out' }, tokensLeftOut)
    },
    /** Counts the tokens that the model reported, and compares those of the prompt with the estimate. */
    counted(usage: { promptTokens: number; completionTokens: number }, estimated: number): void {
      tokens.inc({ kind: 'prompt' }, usage.promptTokens)
      tokens.inc({ kind: 'completion' }, usage.completionTokens)
      if (estimated > 0 && usage.promptTokens > 0) estimate.observe(usage.promptTokens / estimated)
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
