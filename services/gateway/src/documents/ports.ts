import type { Caller } from '../core/caller'

/** Tasks of accepted uploads. */
export interface Uploads {
  task(taskId: string, caller: Caller): Promise<UploadTask>
  /** The current task, then one for each change; the last one has ended. */
  watchTask(taskId: string, caller: Caller): AsyncGenerator<UploadTask>
  /** A task that has ended does not change. */
  cancelTask(taskId: string, caller: Caller): Promise<UploadTask>
  retryTask(taskId: string, caller: Caller): Promise<UploadTask>
}

/** The rag service as the gateway needs it. */
export interface Rag extends Uploads {
  search(query: SearchQuery, caller: Caller): Promise<SearchResult>
  /** Counts the user's documents that are not searchable yet. Errors: not_found, naming an id that the user may not see. */
  checkSources(sourceIds: string[], caller: Caller): Promise<{ documentsProcessing: number }>
  /** Sends the bytes as they arrive, then the head; resolves when they and the task are durable. */
  upload(source: UploadSource, caller: Caller): Promise<TakenUpload>
  documents(page: PageQuery, caller: Caller): Promise<DocumentPage>
  document(documentId: string, caller: Caller): Promise<DocumentEntry>
  /** Renames, moves or describes a document. `conflict`: another one has the name there. */
  changeDocument(documentId: string, change: DocumentChange, caller: Caller): Promise<DocumentEntry>
  /** Notebooks that hold documents, the one with the newest upload first. */
  notebooks(caller: Caller): Promise<Notebook[]>
  /** The stored text, in pieces, from a place in UTF-16 code units; one between the halves of a pair counts as the next one. */
  readDocument(documentId: string, caller: Caller, start?: number): AsyncGenerator<string>
  deleteDocument(documentId: string, caller: Caller): Promise<void>
}

export interface PageQuery {
  limit: number
  cursor: string
  /** Empty: all. */
  notebookId: string
  /** Only documents whose names hold it; empty: all. */
  query: string
}

/** Left out: it stays. */
export interface DocumentChange {
  filename?: string
  /** Empty: none. */
  notebookId?: string
  metadata?: Record<string, unknown>
  /** With metadata: everyone may read it. */
  publish: boolean
}

export interface Notebook {
  notebookId: string
  documents: number
  lastActivityMs: number
}

type SearchMode = 'hybrid' | 'dense' | 'lexical'

export interface SearchQuery {
  query: string
  topK: number
  mode: SearchMode
  sourceIds: string[]
  notebookId: string
  /** Required values in the metadata of a document. Default: no requirement. */
  filter?: Record<string, unknown>
}

interface SearchResult {
  passages: Passage[]
  mode: SearchMode
  coverage: number
  hasChunks: boolean
  /** Whether the query goes on from one before it, and names little by itself. */
  followsUp: boolean
}

/** A quote: the document's stored text sliced from start to end is exactly content. */
export interface Passage {
  documentId: string
  chunkId: string
  filename: string
  content: string
  start: number
  end: number
  /** null: the format has no pages. */
  page: number | null
  score: number
  similarity: number
  wordCoverage: number
  /** Whether it is about something else than the query. */
  isUnrelated: boolean
  metadata: Record<string, unknown>
}

export interface UploadSource {
  bytes: AsyncIterable<Uint8Array>
  /** The description of the document; complete once all bytes have been read, because fields of a form may follow its file. */
  head(): UploadHead
}

export interface UploadHead {
  filename: string
  contentType: string
  metadata: Record<string, unknown>
  notebookId: string
  publish: boolean
}

export interface UploadTask {
  taskId: string
  documentId: string
  filename: string
  status: 'processing' | 'completed' | 'failed'
  startedAtMs: number
  /** null: not yet. */
  completedAtMs: number | null
  error: string | null
  progress: number
  chunksProcessed: number
  chunksTotal: number
  attempts: number
  statusDetail: string
}

export interface TakenUpload extends UploadTask {
  /** False: the same document is being processed or searchable already. */
  isNew: boolean
}

export interface DocumentEntry {
  documentId: string
  filename: string
  status: 'processing' | 'completed' | 'failed'
  chunks: number
  bytes: number
  metadata: Record<string, unknown>
  notebookId: string | null
  createdAtMs: number
  version: number
  /** Parts of the file that are not in its text. */
  leftOut: LeftOut[]
  /** Its text was made by an older version of the reader. */
  isOutdated: boolean
}

interface LeftOut {
  kind: string
  count: number
  /** For the owner of the document. */
  sentence: string
}

interface DocumentPage {
  documents: DocumentEntry[]
  total: number
  nextCursor: string | null
}
