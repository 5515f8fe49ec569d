import type { OwnerKey } from '@collabry/storage/owner-key'
import type { LeftOut } from '../../parse/parsed'
import type { TaskStatus } from '../store'
import type { Job, TaskRecord } from '../tasks'
import { below } from './tombstones'

/** The life of a version's chunks in the vector store: none (the upload made no version) · waiting · writing · current · deleted · swept. */
export type Life = 'none' | 'waiting' | 'writing' | 'current' | 'deleted' | 'swept'

/** An upload and the version it makes. Times of leases are those of the store's clock. */
export interface StoredTask {
  taskId: string
  /** Number of the owner's last erasure when it was begun. */
  epoch: number
  version: number
  storeOwner: OwnerKey
  isPublic: boolean
  life: Life
  filename: string
  notebookId: string
  contentType: string
  metadataJson: string
  contentHash: string
  bytes: number
  blobId: string
  /** Bytes of a failed upload are kept until then; 0: not beyond the version that they make. */
  keptUntilMs: number
  textId: string
  status: TaskStatus
  statusDetail: string
  error: string
  attempts: number
  failures: number
  fence: number
  leaseUntilMs: number
  notBeforeMs: number
  chunksProcessed: number
  chunksTotal: number
  embeddingModel: string
  readerVersion: number
  leftOut: LeftOut[]
  startedAtMs: number
  completedAtMs: number
}

/**
 * A document with its uploads: whatever must happen together happens to one of these, and so needs no transaction. A deleted
 * one stays without its data, so that its versions go on counting up and no old chunk can come back.
 */
export interface DocumentState {
  _id: string
  userId: string
  owner: OwnerKey
  filename: string
  notebookId: string
  metadataJson: string
  contentHash: string
  bytes: number
  isPublic: boolean
  deleted: boolean
  /** The searchable one; 0: none yet. */
  version: number
  /** The last one handed out. */
  newest: number
  chunks: number
  readerVersion: number
  leftOut: LeftOut[]
  textId: string
  status: TaskStatus
  createdAtMs: number
  tasks: StoredTask[]
}

/** Fields for queries, derived from the other fields with every write. */
interface Derived {
  waiting: boolean
  /** The first of its waiting tasks can be claimed from then on. */
  freeAtMs: number
  waitingSinceMs: number
  /** Owners whose searches could find chunks of a version that must stay hidden. */
  hiddenFrom: OwnerKey[]
  sweepable: boolean
  /** Model of the searchable version; null: there is nothing to embed. */
  embeddedBy: string | null
  embedFreeAtMs: number
  /** The time from which the bytes of a failed upload can be released; null: there are none. */
  expiresAtMs: number | null
  /** When the first of the uploads ended that nothing needs any more. */
  overSinceMs: number
  /** Blobs that a worker or a reader may still read. */
  blobIds: string[]
}

export interface StoredDocument extends DocumentState, Derived {
  /** Grows with every write, so that one that rests on an older reading is not applied. */
  revision: number
}

export function derive({ tasks }: DocumentState): Derived {
  const processing = tasks.filter(({ status }) => status === 'processing')
  const current = tasks.find(({ life, chunksTotal }) => life === 'current' && chunksTotal > 0)
  const kept = tasks.filter(isKept).map(({ keptUntilMs }) => keptUntilMs)
  return {
    waiting: processing.length > 0,
    freeAtMs: Math.min(Number.MAX_SAFE_INTEGER, ...processing.map(freeAt)),
    waitingSinceMs: Math.min(Number.MAX_SAFE_INTEGER, ...processing.map(({ startedAtMs }) => startedAtMs)),
    hiddenFrom: [...new Set(tasks.filter(isHidden).map(({ storeOwner }) => storeOwner))],
    sweepable: tasks.some((task) => task.life === 'deleted' && task.version < below(tasks, task.storeOwner, 0)),
    embeddedBy: current?.embeddingModel ?? null,
    embedFreeAtMs: current === undefined ? 0 : freeAt(current),
    expiresAtMs: kept.length > 0 ? Math.min(...kept) : null,
    overSinceMs: Math.min(Number.MAX_SAFE_INTEGER, ...tasks.filter(isOver).map(({ completedAtMs }) => completedAtMs)),
    blobIds: tasks.flatMap(({ blobId, textId }) => [blobId, textId]).filter(Boolean),
  }
}

export const freeAt = ({ leaseUntilMs, notBeforeMs }: StoredTask) => Math.max(leaseUntilMs, notBeforeMs)

export const isHidden = ({ life }: StoredTask) => life === 'writing' || life === 'deleted'

/** It ended, and nothing needs it: no version that is found, no chunks or bytes that are to be swept or may be tried again. */
export const isOver = ({ blobId, status, life }: StoredTask) =>
  blobId === '' && status !== 'processing' && (life === 'none' || life === 'swept')

export const isKept = ({ blobId, status, life }: StoredTask) =>
  blobId !== '' && status === 'failed' && (life === 'none' || life === 'swept')

export const toTask = (documentId: string, task: StoredTask): TaskRecord => ({
  taskId: task.taskId,
  documentId,
  filename: task.filename,
  status: task.status,
  startedAtMs: task.startedAtMs,
  completedAtMs: task.completedAtMs,
  error: task.error,
  chunksProcessed: task.chunksProcessed,
  chunksTotal: task.chunksTotal,
  attempts: task.attempts,
  statusDetail: task.statusDetail,
})

export const toJob = ({ _id, userId }: DocumentState, task: StoredTask): Job => ({
  taskId: task.taskId,
  fence: task.fence,
  userId,
  documentId: _id,
  version: task.version,
  storeOwner: task.storeOwner,
  filename: task.filename,
  notebookId: task.notebookId,
  contentType: task.contentType,
  blobId: task.blobId,
  textId: task.textId,
  contentHash: task.contentHash,
  readerVersion: task.readerVersion,
  chunksProcessed: task.chunksProcessed,
  embeddingModel: task.embeddingModel,
})
