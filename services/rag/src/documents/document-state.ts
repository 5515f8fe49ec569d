import type { OwnerKey } from '@collabry/storage/owner-key'
import type { LeftOut } from '../parse/parsed'
import type { DocumentRecord, TaskStatus, Tombstone } from './store'
import type { Job, TaskRecord } from './tasks'

/**
 * The life of a version's chunks in the vector store: none (the upload made no version) · waiting · writing · current · deleted ·
 * swept.
 */
type Life = 'none' | 'waiting' | 'writing' | 'current' | 'deleted' | 'swept'

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
 * A document with its uploads. It is the unit of change: everything that must happen atomically changes a single document, so no
 * transaction spans two. A deleted document stays without its data, so that its version numbers keep increasing and no old chunk
 * can reappear.
 */
export interface DocumentState {
  documentId: string
  userId: string
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

export const freeAt = ({ leaseUntilMs, notBeforeMs }: StoredTask) => Math.max(leaseUntilMs, notBeforeMs)

export const isHidden = ({ life }: StoredTask) => life === 'writing' || life === 'deleted'

/** It ended, and nothing needs it: no version that is found, no chunks or bytes that are to be swept or may be tried again. */
export const isOver = ({ blobId, status, life }: StoredTask) =>
  blobId === '' && status !== 'processing' && (life === 'none' || life === 'swept')

export const isKept = ({ blobId, status, life }: StoredTask) =>
  blobId !== '' && status === 'failed' && (life === 'none' || life === 'swept')

export const toRecord = (document: Omit<DocumentState, 'contentHash' | 'tasks'>): DocumentRecord => ({
  documentId: document.documentId,
  userId: document.userId,
  filename: document.filename,
  notebookId: document.notebookId,
  metadataJson: document.metadataJson,
  bytes: document.bytes,
  version: document.version,
  chunks: document.chunks,
  readerVersion: document.readerVersion,
  leftOut: document.leftOut,
  status: document.status,
  isPublic: document.isPublic,
  createdAtMs: document.createdAtMs,
})

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

export const toJob = ({ documentId, userId }: DocumentState, task: StoredTask): Job => ({
  taskId: task.taskId,
  fence: task.fence,
  userId,
  documentId,
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

const ALIVE = new Set<string>(['waiting', 'writing', 'current'])

/**
 * Deleted versions under this one can be swept. One above a version that lives stays until it can go with that one: the vector
 * store removes all versions below a number.
 */
export function below(tasks: StoredTask[], storeOwner: OwnerKey, nowMs: number): number {
  const alive = tasks.filter(
    (task) =>
      task.storeOwner === storeOwner &&
      (ALIVE.has(task.life) || (nowMs > 0 && task.life === 'deleted' && task.leaseUntilMs > nowMs)),
  )
  if (alive.length > 0) return Math.min(...alive.map(({ version }) => version))
  return 1 + Math.max(...tasks.map(({ version }) => version))
}

export function tombstonesOf({ documentId, tasks }: Pick<DocumentState, 'documentId' | 'tasks'>, nowMs: number): Tombstone[] {
  const owners = new Set(tasks.filter(({ life }) => life === 'deleted').map(({ storeOwner }) => storeOwner))
  return [...owners].flatMap((storeOwner: OwnerKey) => {
    const limit = below(tasks, storeOwner, nowMs)
    const deleted = tasks.filter((task) => task.life === 'deleted' && task.storeOwner === storeOwner && task.version < limit)
    const blobIds = deleted.flatMap(({ blobId, textId, keptUntilMs }) => [keptUntilMs > 0 ? '' : blobId, textId]).filter(Boolean)
    return deleted.length > 0 ? [{ storeOwner, documentId, below: limit, blobIds }] : []
  })
}
