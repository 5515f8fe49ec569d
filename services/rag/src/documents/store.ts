import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { foldText } from '@collabry/runtime/fold-text'
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
  list(userId: string, page: PageQuery): Promise<DocumentPage>
  /** Ids of the user's documents in a notebook. */
  inNotebook(userId: string, notebookId: string): Promise<string[]>
  /** Notebooks that hold documents of the user, the one with the newest upload first, at most NOTEBOOKS_MAX. */
  notebooks(userId: string): Promise<Notebook[]>
  /** Renames, moves or describes it. Undefined: there is none. Throws conflict when another one has the name there. */
  change(userId: string, documentId: string, change: DocumentChange): Promise<DocumentRecord | undefined>
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
  /**
   * Stored text of the searchable version in pieces of at most 256 KiB that never split a surrogate pair, from a place in UTF-16
   * code units; one between the halves of a pair counts as the next one. Throws not_found.
   */
  text(userId: string, documentId: string, start?: number): AsyncIterable<string>
}

export interface PageQuery {
  limit: number
  cursor: string
  /** Empty: all. */
  notebookId: string
  /** Only documents whose names contain it, ignoring case; empty: all. */
  query: string
}

export interface Notebook {
  notebookId: string
  documents: number
  lastActivityMs: number
}

export const NOTEBOOKS_MAX = 1_000

/** Left out: it stays. */
export interface DocumentChange {
  filename?: string
  /** Empty: none. */
  notebookId?: string
  metadataJson?: string
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

interface DocumentPage {
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

/**
 * The erasure of whole users. Its record stays without a name, under the hash of the user, so that nothing older can come back.
 */
export interface Erasures {
  /**
   * Number of the user's last erasure; 0: none. What begins now must name it when it is committed. Throws while one is under way.
   */
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

interface LeftDocument {
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

/**
 * The position at which a page of documents ends. The next page has older documents, and among those of the same time the ones
 * with smaller ids.
 */
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
   * Forgets some uploads that ended at least `ageMs` ago, and that nothing needs: neither the searchable version, nor chunks or
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

/** The same filename of the same user in the same notebook always has the same document id, in every process. */
export const documentIdOf = (userId: string, notebookId: string, filename: string): string =>
  // JSON keeps the three apart, and keeps lone surrogates apart too, which UTF-8 would make one.
  createHash('sha256')
    .update(JSON.stringify([userId, notebookId, filename]))
    .digest('hex')
    .slice(0, 32)

/** Documents that have had one name, one after the other, while the others were renamed. */
const NAMESAKES_MAX = 1_000

/** Ids for a document of a new name: the first one belongs to a document that was renamed when another has the name now. */
export function* idsForName(documentId: string): Generator<string> {
  yield documentId
  for (let n = 1; n < NAMESAKES_MAX; n++) yield createHash('sha256').update(`${documentId} ${n}`).digest('hex').slice(0, 32)
  throw new AppError('overloaded', 'Too many documents of this name were renamed; take another name.')
}

export const nameTaken = () =>
  new AppError('conflict', 'Another document of yours has this name in this notebook; take another name, or delete that one.')

/** Whether a name contains the text of the filter. */
function nameFilter(query: string): (filename: string) => boolean {
  const wanted = foldName(query)
  return (filename) => foldName(filename).includes(wanted)
}

const foldName = (name: string) => foldText(name, 'NFKC', (text) => text.toLowerCase())

/** A page of the rows whose names fit, and how many there are in all; the rows begin with the newest of all. */
export async function pageByName<Row extends Pick<DocumentRecord, 'documentId' | 'filename' | 'createdAtMs'>>(
  rows: AsyncIterable<Row>,
  { query, cursor, limit }: Pick<PageQuery, 'query' | 'cursor' | 'limit'>,
): Promise<{ rows: Row[]; total: number; nextCursor: string }> {
  const fits = nameFilter(query)
  const { beforeMs, beforeId } = fromCursor(cursor)
  const found: Row[] = []
  let total = 0
  for await (const row of rows) {
    if (!fits(row.filename)) continue
    total++
    const isBefore = row.createdAtMs < beforeMs || (row.createdAtMs === beforeMs && row.documentId < beforeId)
    if (isBefore && found.length <= limit) found.push(row)
  }
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit), total, nextCursor: last ? toCursor(last.createdAtMs, last.documentId) : '' }
}

/** A stream to a reader that stops keeps 16 pieces at each end. */
const TEXT_BYTES_MAX = 16 * 1024

/**
 * Text of UTF-8 bytes from a place on, in small pieces; a character that spans two pieces of bytes comes whole with the second
 * one. No text is made of the bytes before the place.
 */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>, from = 0): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let skipped = 0
  let isPlaced = from <= 0
  for await (const whole of bytes) {
    const at = isPlaced ? { byte: 0, units: 0 } : placeIn(whole, from - skipped)
    skipped += at.units
    isPlaced ||= at.byte < whole.length
    const piece = whole.subarray(at.byte)
    for (let start = 0; start < piece.length; start += TEXT_BYTES_MAX) {
      const text = decoder.decode(piece.subarray(start, start + TEXT_BYTES_MAX), { stream: true })
      if (text) yield text
    }
  }
  const rest = decoder.decode()
  if (rest) yield rest
}

/** The byte after `unitsMax` code units, at the beginning of a character, and their number; at most the end of the bytes. */
function placeIn(bytes: Uint8Array, unitsMax: number): { byte: number; units: number } {
  let units = 0
  let byte = 0
  for (; byte < bytes.length; byte++) {
    const first = bytes[byte] ?? 0
    if (first >= 0x80 && first < 0xc0) continue
    if (units >= unitsMax) break
    units += first >= 0xf0 ? 2 : 1
  }
  return { byte, units }
}

/** The readers of a document do not change while an upload of it is on its way. */
export const unsettled = () =>
  new AppError('conflict', 'An upload of this document is being worked on; change who may read it once that has ended.')
