import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { EmbedBatched } from './embed-batches'
import type { EmbeddingDescription } from './models/embeddings'

interface Parts {
  description: EmbeddingDescription
  embedBatched: EmbedBatched
  /** Counts texts whose vector was in the cache, and those whose vector was not. */
  cached?: (hits: number, misses: number) => void
  /** Vectors in the cache; about 1.5 KB each at 384 components. */
  cachedMax?: number
}

interface EmbedRequest {
  userId: string
  texts: string[]
  /** A user waits: goes before background work. */
  urgent: boolean
}

export type Embed = (request: EmbedRequest, signal: AbortSignal) => AsyncGenerator<Float32Array[]>

const CACHED_MAX = 4_096

/**
 * Vectors batch by batch, in the order of the texts. Each batch queues by itself, so that a long request blocks no other. The
 * latest vectors are cached by model and text: the same question, or the same bytes uploaded again, is embedded once.
 */
export function embedder({ description, embedBatched, cached, cachedMax = CACHED_MAX }: Parts): Embed {
  const { name, prefixes, batchTexts } = description
  const cache = new LRUCache<string, Float32Array>({ max: cachedMax })
  const keyOf = (text: string) => createHash('sha256').update(name).update('\0').update(text).digest('base64')

  return async function* embed({ userId, texts, urgent }, signal) {
    const prefix = urgent ? prefixes.query : prefixes.document
    for (let start = 0; start < texts.length; start += batchTexts) {
      const batch = texts.slice(start, start + batchTexts).map((text) => prefix + text)
      const keys = batch.map(keyOf)
      const vectors = keys.map((key) => cache.get(key))
      const missing = batch.filter((_, index) => vectors[index] === undefined)
      cached?.(batch.length - missing.length, missing.length)
      const made = missing.length === 0 ? [] : await embedBatched({ userId, urgent, texts: missing }, signal)
      yield keys.map((key, index) => {
        const vector = vectors[index] ?? shift(made)
        cache.set(key, vector)
        return vector
      })
    }
  }
}

function shift(vectors: Float32Array[]): Float32Array {
  const vector = vectors.shift()
  if (!vector) throw new Error('the model returned fewer vectors than texts')
  return vector
}
