import { AppError } from '@collabry/runtime/errors'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { LeftOut } from '../parse/parsed'
import type { MetadataFilter } from './metadata-filter'
import type { Tasks } from './tasks'

/** Everything the service knows of documents; one implementation for all the ports, because they share one commit. */
export interface Documents extends AsyncDisposable {
  /** As the state of the service names it. */
  name: 'sqlite' | 'mongodb'
  catalogue: Catalogue
  tasks: Tasks
  blobs: Blobs
  garbage: Garbage
  erasures: Erasures
}

export interface DocumentSettings {
  /** How long the bytes of a failed upload are kept, so that it can be tried again. */
  keepFailedMs: number
}

/**
 * The catalogue of documents. Every method takes the user first: no call can cross users by omission.
 * Tasks, blobs and the garbage are ports of their own, because other parts of the domain need them; one store implements all.
 */
export interface Catalogue {
  get(userId: string, documentId: string): Promise<DocumentRecord | undefined>
  list(userId: string, page: { limit: number; cursor: string; notebookId: string }): Promise<DocumentPage>
  /** Records by id that this user may read (own, or public), for the check of every hit on its way out. */
  readable(userId: string, documentIds: string[]): Promise<DocumentRecord[]>
  /** Number of the user's own documents with an upload that has not ended. */
  processing(userId: string): Promise<number>
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

/** Bytes under an id, written once and never changed. The service makes the ids; no client text ever reaches one. */
export interface Blobs {
  /** Stores the bytes as they come. They survive a crash once it returns, and no bytes stay when the source throws. */
  write(blobId: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** The bytes in pieces of at most READ_BYTES_MAX. Throws not_found when there are none. */
  read(blobId: string): AsyncIterable<Uint8Array>
  /** Removes the bytes, if there are any. */
  remove(blobId: string): Promise<void>
  /** Ids of everything written before that time, for the sweep of what nothing names any more. */
  writtenBefore(timeMs: number): AsyncIterable<string>
}

export const PIECE_BYTES_MAX = 256 * 1024

/** Small, so that one piece delays others by little, even when many documents are read at once. */
export const READ_BYTES_MAX = 64 * 1024

/** The erasure of whole users. Its record stays without a name, under the hash of the user, so that nothing older can come back. */
export interface Erasures {
  /** Number of the user's last erasure; 0: none. What begins now must name it when it is committed. Throws while one is under way. */
  epoch(userId: string): Promise<number>
  /**
   * Holds the erasure for a while: from then on the user's documents are hidden, and uploads that began before are refused.
   * `done`: an earlier run has ended it; `held`: another process is working on it.
   */
  begin(userId: string, epoch: number): Promise<'begun' | 'done' | 'held'>
  /** Some of what is left, and whether a worker may still write something of the user; holds the erasure on. */
  left(userId: string, limit: number): Promise<{ documents: LeftDocument[]; isWorkedOn: boolean }>
  /** Forgets documents that all other stores have removed. */
  forget(userId: string, documentIds: string[]): Promise<void>
  /** Ends the erasure: the user may upload again. */
  end(userId: string): Promise<void>
  /** Erasures that are not done and that no process holds. */
  unfinished(): Promise<{ userId: string; epoch: number }[]>
}

export interface LeftDocument {
  documentId: string
  blobIds: string[]
  tasks: number
}

/** Another process continues an erasure after this long without a sign of its holder. */
export const ERASURE_HELD_MS = 30_000
/** Versions begin so far above all older ones after an erasure that none of these is ever handed out again. */
export const VERSIONS_APART = 1_000

/** Throws where an upload was begun before the user was erased, or while that is under way. */
export function checkEpoch(uploaded: number, { epoch, isPending }: { epoch: number; isPending: boolean }): void {
  if (uploaded !== epoch || isPending) throw erasedSince()
}

export const erasedSince = () =>
  new AppError('failed_precondition', 'Everything of this user was erased while the file was uploaded; upload it again.')

export const beingErased = () =>
  new AppError('unavailable', 'Everything of this user is being erased; try again when that is done.', { retryAfterMs: 1_000 })

/** Where a page of documents ends: the next one has what was made before, and of the same time what has a smaller id. */
export const toCursor = (createdAtMs: number, documentId: string): string => `${createdAtMs}.${documentId}`

export function fromCursor(cursor: string): { beforeMs: number; beforeId: string } {
  if (cursor === '') return { beforeMs: Number.MAX_SAFE_INTEGER, beforeId: '' }
  const [, ms, id] = /^(\d{1,15})\.([0-9a-f]{32})$/.exec(cursor) ?? []
  if (!ms || !id) throw new AppError('validation_error', 'cursor: give the next_cursor of the page before.')
  return { beforeMs: Number(ms), beforeId: id }
}

/**
 * Deleted versions and ended uploads, until the sweep removes them. The sweep skips users under erasure, so that the receipt of
 * the erasure is complete.
 */
export interface Garbage {
  /** Deleted versions that no worker holds and that can be removed now. */
  tombstones(limit: number): Promise<Tombstone[]>
  /** Their chunks and texts are gone. */
  swept(tombstone: Tombstone): Promise<void>
  /** Releases the bytes of failed uploads whose time to be kept is over, and returns their ids. */
  expired(limit: number): Promise<string[]>
  /** Which of these blobs a version still needs. */
  needed(blobIds: string[]): Promise<Set<string>>
  /**
   * Forgets some uploads that ended at least so long ago, and that nothing needs: neither the searchable version, nor chunks or
   * bytes that wait for the sweep or for another try. True: there may be more.
   */
  forgetTasks(ageMs: number, limit: number): Promise<boolean>
}

/** Deleted versions of one document under one owner of the vector store. */
export interface Tombstone {
  storeOwner: OwnerKey
  documentId: string
  /** All versions below this one are deleted. */
  below: number
  blobIds: string[]
}
