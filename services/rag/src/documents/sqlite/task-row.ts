import type { OwnerKey } from '@collabry/storage/owner-key'
import type { TaskStatus } from '../store'
import type { Job, TaskRecord } from '../tasks'

export interface TaskRow {
  task_id: string
  user_id: string
  document_id: string
  version: number
  store_owner: OwnerKey
  filename: string
  notebook_id: string
  content_type: string
  content_hash: string
  reader_version: number
  blob_id: string
  text_id: string
  status: TaskStatus
  status_detail: string
  error: string
  attempts: number
  fence: number
  chunks_processed: number
  chunks_total: number
  embedding_model: string
  started_at_ms: number
  completed_at_ms: number
}

export const toTask = (row: TaskRow): TaskRecord => ({
  taskId: row.task_id,
  documentId: row.document_id,
  filename: row.filename,
  status: row.status,
  startedAtMs: row.started_at_ms,
  completedAtMs: row.completed_at_ms,
  error: row.error,
  chunksProcessed: row.chunks_processed,
  chunksTotal: row.chunks_total,
  attempts: row.attempts,
  statusDetail: row.status_detail,
})

export const toJob = (row: TaskRow): Job => ({
  taskId: row.task_id,
  fence: row.fence,
  userId: row.user_id,
  documentId: row.document_id,
  version: row.version,
  storeOwner: row.store_owner,
  filename: row.filename,
  notebookId: row.notebook_id,
  contentType: row.content_type,
  blobId: row.blob_id,
  textId: row.text_id,
  contentHash: row.content_hash,
  readerVersion: row.reader_version,
  chunksProcessed: row.chunks_processed,
  embeddingModel: row.embedding_model,
})
