import type { EmbedTogether } from './embed-batches'
import { vectorCache } from './vector-cache'

interface Parts {
  /** Name that cached vectors belong to. */
  modelName: string
  embedTogether: EmbedTogether
  /** Counts texts whose vector was known, and those whose was not. */
  cached?: (hits: number, misses: number) => void
}

interface EmbedRequest {
  userId: string
  texts: string[]
  /** A person waits: goes before background work. */
  urgent: boolean
}

export type Embed = (request: EmbedRequest, signal: AbortSignal) => AsyncGenerator<Float32Array[]>

/** Best rate on a small machine, and short enough to be done soon. */
export const BATCH_TEXTS_MAX = 64
/** About 6 MB at 384 components. */
const CACHED_VECTORS_MAX = 4_096

/** Vectors batch by batch in the order of the texts. Every batch waits for its own turn, so that a long request blocks nobody. */
export function embedder({ modelName, embedTogether, cached }: Parts): Embed {
  const cache = vectorCache(CACHED_VECTORS_MAX)

  return async function* embed({ userId, texts, urgent }, signal) {
    for (let start = 0; start < texts.length; start += BATCH_TEXTS_MAX) {
      const batch = texts.slice(start, start + BATCH_TEXTS_MAX)
      const keys = batch.map((text) => cache.key(modelName, text))
      const vectors = keys.map(cache.get)
      const missing = batch.filter((_, index) => vectors[index] === undefined)
      cached?.(batch.length - missing.length, missing.length)
      const made = missing.length === 0 ? [] : await embedTogether({ userId, urgent, texts: missing }, signal)
      yield keys.map((key, index) => {
        const vector = vectors[index] ?? next(made)
        cache.set(key, vector)
        return vector
      })
    }
  }
}

function next(vectors: Float32Array[]): Float32Array {
  const vector = vectors.shift()
  if (!vector) throw new Error('the model gave fewer vectors than texts')
  return vector
}
