import { createHash } from 'node:crypto'
import { embeddingProcess } from '@collabry/embedding-model/embedding-process'
import { DESCRIPTION, queryFloorOf } from '@collabry/embedding-model/parameters'
import { AppError } from '@collabry/runtime/errors'
import { LRUCache } from 'lru-cache'
import type { Model, ModelStatus } from './model'

/** The half of a model that makes vectors. */
export interface Embeddings extends Pick<Model, 'embed'>, AsyncDisposable {
  status(): Promise<Pick<ModelStatus, 'embeddingModel' | 'embeddingDetail' | 'embeddingDimension'>>
}

/** How an embedding model is spoken to, and what its similarities mean. */
export interface EmbeddingDescription {
  /** Vectors are kept under it: another rounding of the same model has another name. */
  name: string
  /** Written before a text. */
  prefixes: { query: string; document: string }
  /** The cosine of texts that have nothing to do with one another. */
  similarityFloor: number
  /** The same for a query; undefined: it does not depend on it. */
  queryFloorOf?: (query: string) => number
  /** Texts of one call: the best rate on a small machine, and short enough to end soon. */
  batchTexts: number
}

/** A model of a server, of which nothing is known but its name. */
export const servedEmbeddings = (name: string): EmbeddingDescription => ({
  name,
  prefixes: { query: '', document: '' },
  similarityFloor: 0,
  batchTexts: 64,
})

/** The model that comes with the product. */
export const BUILTIN_EMBEDDINGS: EmbeddingDescription = { ...DESCRIPTION, queryFloorOf, batchTexts: 8 }

export function builtinEmbeddings(): Embeddings {
  const running = embeddingProcess()
  return {
    embed: (texts, signal, { urgent = true } = {}) => running.embed({ texts, urgent }, signal),
    status: async () => ({
      embeddingModel: BUILTIN_EMBEDDINGS.name,
      embeddingDetail: '',
      embeddingDimension: DESCRIPTION.dimension,
    }),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}

/** Longest question that is compared. */
const QUESTION_CHARS_MAX = 400
/** Texts of one call: few enough to go before the pages of a document. */
const COMPARED_BYTES_MAX = 600
/** Vectors that are kept, of 1.6 KB each: the next question often concerns the same passages. */
const COMPARED_KEPT_MAX = 2_048
const COMPARED_KEPT_MS = 600_000

/** Compares texts with a question by the model that comes with the product: similarities of others are on unknown scales. */
export function comparing({ embed }: Pick<Embeddings, 'embed'>) {
  const { prefixes, similarityFloor } = BUILTIN_EMBEDDINGS
  const kept = new LRUCache<string, ArrayLike<number>>({ max: COMPARED_KEPT_MAX, ttl: COMPARED_KEPT_MS })

  return async (question: string, texts: string[], signal: AbortSignal): Promise<number[]> => {
    const all = [
      prefixes.query + question.slice(0, QUESTION_CHARS_MAX).toWellFormed(),
      ...texts.map((text) => prefixes.document + text),
    ]
    const found = new Map<string, ArrayLike<number>>()
    const missing: string[] = []
    for (const text of all) {
      const vector = kept.get(keyOf(text))
      if (vector) found.set(text, vector)
      else missing.push(text)
    }
    for (const group of byLength(missing)) {
      const { vectors } = await embed(group, signal)
      for (const [at, text] of group.entries()) {
        const vector = vectors[at] ?? []
        found.set(text, vector)
        kept.set(keyOf(text), vector)
      }
    }
    const [query = [], ...others] = all.map((text) => found.get(text) ?? [])
    return others.map((vector) => (dot(query, vector) - similarityFloor) / (1 - similarityFloor))
  }
}

/** No text of a user is kept. */
const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64')

function byLength(texts: string[]): string[][] {
  const groups: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const text of texts) {
    const own = Buffer.byteLength(text)
    if (bytes + own > COMPARED_BYTES_MAX) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)?.push(text)
    bytes += own
  }
  return groups
}

export const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < other.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

/** Documents are found by their words alone. */
export const noEmbeddings = (): Embeddings => ({
  async embed() {
    throw new AppError('unavailable', 'No embedding model is configured; search works by words alone.')
  },
  status: async () => ({ embeddingModel: '', embeddingDetail: '', embeddingDimension: 0 }),
  async [Symbol.asyncDispose]() {},
})

/** The model with the embeddings of another one. */
export const withEmbeddings = (model: Model, embeddings: Embeddings): Model => ({
  ...model,
  embed: embeddings.embed,
  async status() {
    const [own, { embeddingModel, embeddingDetail, embeddingDimension }] = await Promise.all([
      model.status(),
      embeddings.status(),
    ])
    return { ...own, embeddingModel, embeddingDetail, embeddingDimension }
  },
  async [Symbol.asyncDispose]() {
    await Promise.all([model[Symbol.asyncDispose](), embeddings[Symbol.asyncDispose]()])
  },
})
