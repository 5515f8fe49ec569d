import type { LeftOut } from '../parse/parsed'
import type { MetadataFilter } from './metadata-filter'

/**
 * The catalogue of documents. Every method takes the user first: no call can cross users by omission.
 * Tasks, blobs and the graveyard are ports of their own, because other parts of the domain need them; one store implements all.
 */
export interface Catalogue {
  get(userId: string, documentId: string): Promise<DocumentRecord | undefined>
  list(userId: string, page: { limit: number; cursor: string; notebookId: string }): Promise<DocumentPage>
  /** Records by id that this user may read (own, or public), for the check of every hit on its way out. */
  readable(userId: string, documentIds: string[]): Promise<DocumentRecord[]>
  /** Ids of the searchable documents that this user may read and whose metadata fit. */
  fitting(userId: string, fits: MetadataFilter): Promise<string[]>
  /** Versions in flight, replaced or deleted whose chunks may still be in the vector store; own ones and public ones. */
  hidden(userId: string): Promise<HiddenVersion[]>
  /** Marks it deleted in one step: from then on it is neither listed, read nor retrieved. Undefined: there is none. */
  delete(userId: string, documentId: string): Promise<DocumentRecord | undefined>
  /** Stored text of the searchable version in pieces of at most 256 KiB that never split a surrogate pair. Throws not_found. */
  text(userId: string, documentId: string): AsyncIterable<string>
}

export interface DocumentRecord {
  documentId: string
  userId: string
  filename: string
  notebookId: string
  metadataJson: string
  bytes: number
  /** Searchable version; 0: none yet. */
  version: number
  /** Chunks of the searchable version. */
  chunks: number
  /** Version of the reader that made its text; 0: it is text that is stored as it was given. */
  readerVersion: number
  /** Parts of the file that are not in its text. */
  leftOut: LeftOut[]
  status: TaskStatus
  isPublic: boolean
  createdAtMs: number
}

export interface DocumentPage {
  documents: DocumentRecord[]
  total: number
  nextCursor: string
}

export interface HiddenVersion {
  documentId: string
  version: number
  isPublic: boolean
}

export type TaskStatus = 'processing' | 'completed' | 'failed'
