import type { OwnerKey } from '../owner'

/** A quoted piece of one version of a document, ready to be found. */
export interface IndexedChunk {
  /** Deterministic: hash of owner, document, version and ordinal. */
  chunkId: string
  documentId: string
  /** The version of the document this chunk belongs to; a commit in the catalogue makes it visible. */
  version: number
  ordinal: number
  /** Exactly the stored text from `start` to `end` (UTF-16 code units). */
  content: string
  start: number
  end: number
  /** Page or slide, from 1; 0: none. */
  page: number
  /** Words to be found by, made by words.ts: the same at index and at query time. */
  words: string[]
  /** Unit length; undefined: not embedded yet. */
  vector: Float32Array | undefined
}

export interface Hit {
  chunkId: string
  documentId: string
  version: number
  ordinal: number
  content: string
  start: number
  end: number
  page: number
  /** Cosine similarity, or BM25 (more is better). */
  score: number
}

/** What a query may see of one owner's chunks. */
export interface Scope {
  /** Only these documents; undefined: all. */
  documentIds: string[] | undefined
  /** Versions never to be returned: in flight, replaced or deleted, but not yet swept. */
  hidden: { documentId: string; version: number }[]
}

/** Chunks with their vectors and words, kept apart by owner. Every method takes the owner first: no call can cross owners. */
export interface VectorStore extends AsyncDisposable {
  /** Adds or replaces chunks by id. When it returns they survive a crash and are seen by every search. */
  upsert(owner: OwnerKey, chunks: IndexedChunk[]): Promise<void>
  /** The k nearest by cosine, best first; chunks without a vector are not seen. */
  nearest(owner: OwnerKey, vector: Float32Array, k: number, scope: Scope): Promise<Hit[]>
  /** The k best by BM25 over weighted words, best first. */
  matching(owner: OwnerKey, words: WeightedWord[], k: number, scope: Scope): Promise<Hit[]>
  /** Chunks of the owner, or of one version of one document, and how many of them have a vector. */
  count(owner: OwnerKey, of?: { documentId: string; version: number }): Promise<{ chunks: number; embedded: number }>
  /** Removes the versions of one document that are `below` the given one (Infinity: all); says how many chunks went. */
  remove(owner: OwnerKey, documentId: string, below: number): Promise<number>
  /** Removes everything of the owner. */
  erase(owner: OwnerKey): Promise<void>
}

/** A word of a query; stop words weigh little rather than being dropped. */
export interface WeightedWord {
  word: string
  weight: number
}
