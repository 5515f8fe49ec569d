import { embeddingProcess } from '@collabry/embedding-model/embedding-process'
import type { AskedQuestion, WordsMet } from '@collabry/embedding-model/model'
import { DESCRIPTION, queryFloorOf } from '@collabry/embedding-model/parameters'
import { AppError } from '@collabry/runtime/errors'
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

/** How the words of a question are met by each text. */
export type Compare = (question: AskedQuestion, texts: string[], signal: AbortSignal) => Promise<WordsMet[]>

interface BuiltinEmbeddings extends Embeddings {
  compare: Compare
}

export function builtinEmbeddings(): BuiltinEmbeddings {
  const running = embeddingProcess()
  return {
    compare: running.compare,
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

/** Compares texts with a question by the model that comes with the product: what others mean by near is not known. */
export function comparing({ compare }: Pick<BuiltinEmbeddings, 'compare'>): Compare {
  return async ({ text, words }, texts, signal) => {
    const question = { text: text.slice(0, QUESTION_CHARS_MAX).toWellFormed(), words }
    const compared: WordsMet[] = []
    for (const group of byLength(texts)) compared.push(...(await compare(question, group, signal)))
    return compared
  }
}

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
