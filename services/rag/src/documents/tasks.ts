import { AppError } from '@collabry/runtime/errors'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { LeftOut } from '../parse/parsed'
import type { TaskStatus } from './store'

/** Uploads as their owners see them. */
export interface Uploads {
  /** Commits an upload in one step. The same upload again, in flight or done, makes no new version: its bytes are not needed. */
  submit(userId: string, upload: Upload): Promise<{ task: TaskRecord; bytesNeeded: boolean }>
  /**
   * Has a searchable text indexed anew under the other owner. Undefined: the user has no such document. Throws conflict (it
   * changes).
   */
  republish(userId: string, text: Republication): Promise<TaskRecord | undefined>
  /** Undefined: there is none. Throws forbidden when it is another user's. */
  get(userId: string, taskId: string): Promise<TaskRecord | undefined>
  /**
   * Cancels a running upload at its owner’s request: it has failed. A finished upload stays unchanged. Undefined: the user has no
   * such upload.
   */
  cancel(userId: string, taskId: string): Promise<TaskRecord | undefined>
  /** Lets a failed one begin anew, as the newest version. Undefined: the user has none. Throws failed_precondition. */
  retry(userId: string, taskId: string): Promise<TaskRecord | undefined>
}

/** The durable queue: a task is an upload on its way to being searchable, and carries the version it makes. */
export interface Queue {
  /** The next waiting task, taken in turn from the users other than `exceptUsers`, leased on the store's clock. */
  claim(leaseMs: number, exceptUsers?: string[]): Promise<Job | undefined>
  /** A searchable version without vectors of this model, leased the same way. */
  claimUnembedded(model: string, leaseMs: number): Promise<Job | undefined>
  /** This version, if it is searchable and not leased, leased the same way. */
  claimVersion(of: { documentId: string; version: number }, leaseMs: number): Promise<Job | undefined>
  /** Renews the lease and notes the progress. False: the lease is lost or the document deleted; stop at once. */
  report(job: Job, leaseMs: number, progress?: Progress): Promise<boolean>
  /** Ends the lease with the outcome. False: the lease was lost, or the document has been deleted meanwhile. */
  finish(job: Job, outcome: Outcome): Promise<boolean>
  /** The number of waiting tasks, and the age of the oldest one. */
  backlog(): Promise<{ waiting: number; oldestAgeMs: number }>
}

export interface Tasks extends Uploads, Queue {}

export interface Upload {
  /** Number of the owner's last erasure when it was begun: one that has passed meanwhile refuses it. */
  epoch: number
  documentId: string
  filename: string
  contentType: string
  notebookId: string
  metadataJson: string
  publish: boolean
  blobId: string
  contentHash: string
  bytes: number
  /** Version of the reader that will read it; 0: it is text that is stored as it is. */
  readerVersion: number
}

/** The stored text of a document, which everyone may read from now on, or nobody else. */
export interface Republication
  extends Pick<Upload, 'epoch' | 'documentId' | 'metadataJson' | 'publish' | 'blobId' | 'contentHash'> {
  /** The searchable version whose text it is. */
  version: number
}

export interface TaskRecord {
  taskId: string
  documentId: string
  filename: string
  status: TaskStatus
  startedAtMs: number
  /** 0: not ended. */
  completedAtMs: number
  error: string
  chunksProcessed: number
  /** 0: not known yet. */
  chunksTotal: number
  attempts: number
  statusDetail: string
}

/** A leased task: what a worker needs to make the version searchable. */
export interface Job {
  taskId: string
  /** Counts the leases of the task. The holder of an older lease can change nothing. */
  fence: number
  userId: string
  documentId: string
  version: number
  storeOwner: OwnerKey
  filename: string
  notebookId: string
  contentType: string
  blobId: string
  textId: string
  contentHash: string
  /** The reader that made these chunks; 0: none of them, or text that is stored as it is. */
  readerVersion: number
  /** Chunks already in the vector store, from the front, with vectors of `embeddingModel`. */
  chunksProcessed: number
  /** Empty: by words alone. */
  embeddingModel: string
}

export interface Progress {
  readerVersion?: number
  chunksProcessed?: number
  chunksTotal?: number
  embeddingModel?: string
  statusDetail?: string
}

export type Outcome =
  /** All chunks are in the vector store: the version becomes searchable in one step, unless a newer one already is. */
  | { kind: 'indexed'; chunks: number; embeddingModel: string; statusDetail: string; leftOut: LeftOut[] }
  /** The vectors of a version that was searchable by words alone, or by another model, are complete. */
  | { kind: 'embedded'; embeddingModel: string }
  /** The document can't be read; trying again would not help. */
  | { kind: 'failed'; reason: string }
  /** It went wrong and may go better; the third time it is given up for this reason. */
  | { kind: 'retryable'; reason: string; retryInMs: number }
  /** Given back unfinished; no failure of the document's own. */
  | { kind: 'released'; statusDetail: string; retryInMs: number }

export const FAILURES_MAX = 3

export const CANCELLED = 'It was cancelled.'
export const WAITING = 'Waiting for its turn.'
export const READING = 'Reading the file.'
export const OWNER_ERASED = 'Its owner was erased.'
export const DOCUMENT_DELETED = 'The document was deleted before it was ready.'
export const RETRY_SOON = 'It went wrong; it is tried again soon.'
export const SUPERSEDED = 'A newer upload of this file took its place.'

/** `leftOut`: what the document that is there already does not hold of the file. */
export const unchangedDetail = (leftOut: LeftOut[]) =>
  ['The same file was there already; nothing had to be done.', ...leftOut.map(({ sentence }) => sentence)].join(' ')

/** Uploads of one document that have ended whose state can be asked for. */
export const ENDED_MAX = 100

/** Throws failed_precondition where an upload can't begin anew. */
export function checkRetry({ status, hasBytes }: { status: TaskStatus; hasBytes: boolean }): void {
  if (status !== 'failed') throw new AppError('failed_precondition', 'Only an upload that has failed can be tried again.')
  if (!hasBytes) throw new AppError('failed_precondition', 'The file of this upload is not kept any more; upload it again.')
}
