import type { Database } from 'bun:sqlite'
import { CANCELLED, checkRetry, type Uploads, WAITING } from '../tasks'
import { type TaskRow, toTask } from './task-row'
import type { Writer } from './writer'

/** A waiting task has written no chunks. A worker may write chunks of a claimed task until its lease ends. */
const CANCEL = `
  update task set status = 'failed', error = $error, status_detail = '', completed_at_ms = $nowMs, kept_until_ms = $keptUntilMs,
    life = iif(life = 'writing', 'deleted', 'none') where task_id = $taskId and status = 'processing' returning *`

/** The deleted version stays until it is swept, as a task of its own that no user can see. */
const KEEP_DELETED = `
  insert into task (task_id, user_id, document_id, version, store_owner, is_public, life, filename, notebook_id, content_type, metadata_json,
    content_hash, bytes, blob_id, text_id, status, status_detail, error, fence, lease_until_ms, chunks_processed, chunks_total,
    started_at_ms, completed_at_ms)
  select $deletedId, user_id, document_id, version, store_owner, is_public, 'deleted', filename, notebook_id, content_type, '{}',
    content_hash, bytes, '', text_id, status, '', '', fence, lease_until_ms, chunks_processed, chunks_total,
    started_at_ms, completed_at_ms from task where task_id = $taskId and life = 'deleted'`

const RETRY = `
  update task set status = 'processing', status_detail = $statusDetail, error = '', life = 'waiting', kept_until_ms = 0,
    version = (select newest from document where document.document_id = task.document_id), text_id = blob_id || 't' || version,
    failures = 0, fence = fence + 1, lease_until_ms = 0, not_before_ms = 0, chunks_processed = 0, chunks_total = 0,
    embedding_model = '', started_at_ms = $nowMs, completed_at_ms = 0
  where task_id = $taskId returning *`

const NOTE_STATUS = `
  update document set status = task.status from task
  where task.task_id = ? and document.document_id = task.document_id and document.newest = task.version`

/** Ends an upload at its owner’s wish, and begins a failed one anew. */
export function sqliteCancelRetry(db: Database, writer: Writer, keepFailedMs: number): Pick<Uploads, 'cancel' | 'retry'> {
  type Values = Record<string, string | number>
  const find = db.query<TaskRow, [string, string]>('select * from task where task_id = ? and user_id = ?')
  const cancel = db.query<TaskRow, Values>(CANCEL)
  const retry = db.query<TaskRow, Values>(RETRY)
  const keepDeleted = db.query<unknown, Values>(KEEP_DELETED)
  const noteStatus = db.query<unknown, [string]>(NOTE_STATUS)
  const count = db.query<unknown, [string]>(
    `update document set newest = newest + 1, status = 'processing' where document_id = ? and deleted = 0`,
  )
  const enqueueUser = db.query<unknown, [string]>(
    'insert or ignore into user_queue (user_id, served) select ?, coalesce(min(served), 0) from user_queue',
  )

  return {
    cancel: (userId, taskId) =>
      writer.durably(() => {
        const found = find.get(taskId, userId)
        if (!found) return undefined
        const nowMs = Date.now()
        const ended = cancel.get({ taskId, error: CANCELLED, nowMs, keptUntilMs: nowMs + keepFailedMs })
        if (ended) noteStatus.run(taskId)
        return toTask(ended ?? found)
      }),
    retry: (userId, taskId) =>
      writer.durably(() => {
        const found = find.get(taskId, userId)
        if (!found) return undefined
        checkRetry({ status: found.status, hasBytes: found.blob_id !== '' && count.run(found.document_id).changes > 0 })
        keepDeleted.run({ taskId, deletedId: crypto.randomUUID() })
        const waiting = retry.get({ taskId, statusDetail: WAITING, nowMs: Date.now() })
        enqueueUser.run(userId)
        return toTask(waiting ?? found)
      }),
  }
}
