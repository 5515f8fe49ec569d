import type { OwnerKey } from '@collabry/storage/owner-key'

/** A quoted piece of one version of a document, ready to be found. */
export interface IndexedChunk {
  /** Deterministic: hash of owner, document, version and ordinal. */
  chunkId: string
  documentId: string
  /** The version of the document this chunk belongs to; a commit in the catalogue makes it visible. */
  version: number
  ordinal: number
  /** Notebook of the document; empty: none. */
  notebookId: string
  /** Exactly the stored text from `start` to `end` (UTF-16 code units). */
  content: string
  start: number
  end: number
  /** Page or slide, from 1; 0: none. */
  page: number
  /** Words to be found by, made by words.ts: the same at index and at query time. */
  words: string[]
  /** Undefined: not embedded yet; it is found by words until then. */
  embedding: Embedding | undefined
}

/** A vector and the model that made it: vectors of two models, or of two lengths, are never compared. */
export interface Embedding {
  model: string
  /** Unit length. */
  vector: Float32Array
}

/** Two models of one name that make vectors of other lengths are two. */
export interface VectorModel {
  name: string
  dimension: number
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
  /** The words it was indexed by, separated by blanks. */
  words: string
  /** Cosine similarity, or BM25 (more is better). */
  score: number
}

/** The part of one owner’s chunks that a query may see. */
export interface Scope {
  /** Only these documents; undefined: all. */
  documentIds: string[] | undefined
  /** Only documents of this notebook; undefined: all. */
  notebookId: string | undefined
  /** Versions never to be returned: in flight, replaced or deleted, but not yet swept. */
  hidden: DocumentVersion[]
}

/** The best chunks by words, and what their ranking rests on. */
export interface Matches {
  hits: Hit[]
  statistics: WordStatistics
  /** Set by a store that can find by meaning alone: nothing was looked for or counted. */
  unsearched?: true
}

/** Statistics of all chunks of one owner. */
export interface WordStatistics {
  chunks: number
  /** Words of all chunks together. */
  words: number
  /**
   * The number of chunks that hold each content word of the query. Stop words only rank: the number of chunks that hold them is
   * an estimate, and where there is none they count as held by every other chunk.
   */
  holding: Map<string, number>
}

export interface ChunkCount {
  chunks: number
  /** The number of chunks with a vector, by model. */
  embedded: Map<string, number>
}

/** One version of one document. */
export interface DocumentVersion {
  documentId: string
  version: number
}

/**
 * Chunks with their vectors and words, kept apart by owner. Every method that reads or changes chunks takes the owner first: no
 * call can cross owners.
 */
export interface VectorStore extends AsyncDisposable {
  /** Adds or replaces chunks by id. When it returns they survive a crash and are seen by every search. */
  upsert(owner: OwnerKey, chunks: IndexedChunk[]): Promise<void>
  /** The k nearest by cosine, best first; chunks without a vector of the same model and length are not seen. */
  nearest(owner: OwnerKey, query: Embedding, k: number, scope: Scope, signal?: AbortSignal): Promise<Hit[]>
  /** The k best by BM25 over weighted words, best first; with k = 0 only the statistics. */
  matching(owner: OwnerKey, words: WeightedWord[], k: number, scope: Scope, signal?: AbortSignal): Promise<Matches>
  /** The vectors by this model of these chunks, by their ids; what has none, or is another owner's, is left out. */
  vectorsOf(owner: OwnerKey, model: VectorModel, chunkIds: string[], signal?: AbortSignal): Promise<Map<string, Float32Array>>
  /** Chunks of the owner, or of one version of one document, and how many of them have a vector. */
  count(owner: OwnerKey, of?: DocumentVersion, signal?: AbortSignal): Promise<ChunkCount>
  /**
   * Some of the versions whose words an older analysis made, but for `except`. None: there are no others, or the store makes them
   * anew by itself.
   */
  outdated(except: DocumentVersion[], signal?: AbortSignal): Promise<DocumentVersion[]>
  /**
   * Makes the words of such a version anew, in steps; its vectors stay. The caller has it leased: nothing else may write or remove
   * it meanwhile. `step` is called before each step, and ends the renewal by throwing.
   */
  renewWords(owner: OwnerKey, of: DocumentVersion, step: () => Promise<void>): Promise<void>
  /** Removes the versions of one document that are `below` the given one (Infinity: all); says how many chunks went. */
  remove(owner: OwnerKey, documentId: string, below: number): Promise<number>
  /** Nothing that was removed is left in the store's files either, where that is the store's to say. */
  purge(owner: OwnerKey): Promise<void>
  /** Removes everything of the owner. */
  erase(owner: OwnerKey): Promise<void>
}

/** Words of a query that stand side by side. */
export interface QueryPhrase {
  /** The next phrase says which one, as in `battle of Hastings`. */
  leadsOn: boolean
  next: QueryPhrase | undefined
}

/** A form to be looked for; stop words weigh little rather than being dropped. */
export interface WeightedWord {
  word: string
  weight: number
  /** The word of the query that this is a form of: other languages stem it otherwise. */
  of: string
  /** Among the most frequent words of its language: whether a text holds it tells little of what the text is about. */
  isCommon?: boolean
  /** Among the very most frequent ones: no subject of its own. */
  isFrequent?: boolean
  /**
   * Says what is to be made of the subject, or is small talk: `none` says nothing of what a text covers, `little` next to
   * nothing.
   */
  informs?: 'none' | 'little'
  /** A pair of the characters of a longer word, or a word of a compound: a text that holds it holds a part of the word. */
  isPart?: 'pair' | 'word'
  /** Its place in the query: what is asked about and how it is asked stand apart. */
  phrase?: QueryPhrase | undefined
}
