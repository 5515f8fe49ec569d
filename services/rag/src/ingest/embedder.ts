import { exponentialPauses, retry } from '@collabry/runtime/retry'
import type { Embedding } from '../vectors/store'
import type { Lease } from './lease'

/** Turns texts into vectors. Throws unavailable (or overloaded, timeout) while the model is unavailable. */
export interface Embedder {
  /** Name of the model that makes vectors now; undefined: there is none, and everything goes by words alone. */
  model(userId: string, signal: AbortSignal): Promise<string | undefined>
  /** One vector a text, in order; at most 64 texts. A query goes before documents. */
  embed(userId: string, texts: string[], purpose: 'query' | 'document', signal: AbortSignal): Promise<ModelEmbedding[]>
  /** Texts of documents that the model takes in about a second, as its last calls were: 16 to 64. */
  textsAtOnce(): number
}

export interface ModelEmbedding extends Embedding {
  /** The cosine of texts that have nothing to do with one another, as the model sees them, 0 to 1; undefined: 0. */
  similarityFloor?: number
}

export const EMBED_TEXTS_MAX = 64
/** Where the model is slow, the share with vectors grows in steps of seconds. */
export const EMBED_TEXTS_MIN = 16
const CALL_MS = 1_000

/** Learns how many texts the model takes in a second; calls to a quick one cost more than its work. */
export function callSize(nowMs = () => performance.now()) {
  let texts = EMBED_TEXTS_MIN
  let lastEndMs = 0
  return {
    texts: () => texts,
    /** Measures a call. One that waits for the call before it takes the time after that. */
    async measured<Answer>(count: number, call: () => Promise<Answer>): Promise<Answer> {
      const begunMs = nowMs()
      const answer = await call()
      const endMs = nowMs()
      const tookMs = endMs - Math.max(begunMs, lastEndMs)
      lastEndMs = endMs
      // The time of a few texts is mostly that of the call.
      if (count >= EMBED_TEXTS_MIN) {
        const fitting = Math.min(2 * texts, EMBED_TEXTS_MAX, Math.floor((count * CALL_MS) / tookMs))
        texts = Math.max(EMBED_TEXTS_MIN, 2 ** Math.floor(Math.log2(fitting)))
      }
      return answer
    },
  }
}

/** The longest pause is short enough to continue within 2 s after the model is available again. */
const PAUSES_MS = exponentialPauses(100, 1_500)

/**
 * Asks the model until it answers. While it is unavailable the task says so and keeps its lease; none of these failures is an
 * attempt of the document.
 */
export const embedWithRetry = <Answer>(ask: () => Promise<Answer>, lease: Lease, signal: AbortSignal): Promise<Answer> =>
  retry(ask, {
    signal,
    pausesMs: PAUSES_MS,
    retriesMax: Number.POSITIVE_INFINITY,
    onRetry: () => lease.report({ statusDetail: 'Waiting for the embedding model, which can’t be reached now.' }),
  })
