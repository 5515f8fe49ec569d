import type { Embedding } from '../vectors/store'

/** Turns texts into vectors. Throws unavailable (or overloaded, timeout) while the model is unavailable. */
export interface Embedder {
  /** Name of the model that makes vectors now; undefined: there is none, and everything goes by words alone. */
  model(userId: string, signal: AbortSignal): Promise<string | undefined>
  /** One vector a text, in order; at most 64 texts. A query goes before documents. */
  embed(userId: string, texts: string[], purpose: 'query' | 'document', signal: AbortSignal): Promise<Embedding[]>
}

export const EMBED_TEXTS_MAX = 64
