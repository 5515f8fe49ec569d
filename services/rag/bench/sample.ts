import type { Embedding, IndexedChunk } from '../src/vectors/store'

export const MODEL = 'bench'
export const vectorLength = 384
const VOCABULARY = Array.from({ length: 20_000 }, (_, n) => `word${n.toString(36)}`)
const CHUNKS_A_DOCUMENT = 100

// Park and Miller's generator: the same data in every run.
let seed = 42
export const random = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}

/** Few words often and most rarely, as in a language (Zipf). */
const word = () => VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] ?? 'word'

export const words = (count: number) => Array.from({ length: count }, word)

export function embedding(): Embedding {
  const vector = Float32Array.from({ length: vectorLength }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return { model: MODEL, vector: vector.map((component) => component / length) }
}

/** The nth chunk of an owner, with the given number of words. */
export function chunk(owner: string, n: number, length: number): IndexedChunk {
  const own = words(length)
  const content = own.join(' ')
  const [document, ordinal] = [Math.floor(n / CHUNKS_A_DOCUMENT), n % CHUNKS_A_DOCUMENT]
  const start = ordinal * 2_000
  return {
    ...{ chunkId: new Bun.CryptoHasher('md5').update(`${owner} ${n}`).digest('hex'), documentId: `d${document}`, version: 1 },
    ...{ ordinal, notebookId: '', content, start, end: start + content.length, page: 0, words: own, embedding: embedding() },
  }
}

/** Of values in any order. */
export const percentile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0
