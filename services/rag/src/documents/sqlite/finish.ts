import type { Database } from 'bun:sqlite'
import { FAILURES_MAX, type Job, type Outcome, RETRY_SOON, SUPERSEDED } from '../tasks'
import { STORE_CLOCK_MS, type Writer } from './writer'

const HELD = 'task_id = $taskId and fence = $fence'
const END = `lease_until_ms = 0, fence = fence + 1`

const sql = {
  indexed: `update task set status = 'completed', status_detail = $statusDetail, completed_at_ms = $nowMs, life = 'current', blob_id = '',
    chunks_processed = $chunks, chunks_total = $chunks, left_out_json = $leftOutJson, embedding_model = $embeddingModel, failures = 0, ${END}
    where ${HELD} and life = 'writing'`,
  /** Compare-and-set: an older upload never replaces a newer one. */
  replace: `update document set version = task.version, chunks = task.chunks_total, text_id = task.text_id, bytes = task.bytes,
      content_hash = task.content_hash, metadata_json = task.metadata_json, is_public = task.is_public,
      reader_version = task.reader_version, left_out_json = task.left_out_json
    from task where task.task_id = $taskId and document.document_id = task.document_id
      and document.deleted = 0 and task.version > document.version`,
  deleteOlder: `update task set life = 'deleted' where document_id = $documentId and life = 'current' and version < $version`,
  superseded: `update task set life = 'deleted', status_detail = '${SUPERSEDED}' where task_id = $taskId`,
  embedded: `update task set embedding_model = $embeddingModel, failures = 0, ${END} where ${HELD} and life = 'current'`,
  /** A version that was never read has no chunks in the vector store. */
  failed: `update task set status = 'failed', error = $reason, status_detail = '', completed_at_ms = $nowMs, ${END},
    life = iif(chunks_total = 0, 'none', 'deleted'), kept_until_ms = $keptUntilMs, text_id = iif(chunks_total = 0, '', text_id)
    where ${HELD} and life = 'writing'`,
  retryable: `update task set failures = failures + 1, not_before_ms = ${STORE_CLOCK_MS} + $retryInMs, ${END},
    status_detail = iif(status = 'processing', '${RETRY_SOON}', status_detail)
    where ${HELD} and life in ('writing', 'current') returning failures, status`,
  giveUp: `update task set status = 'failed', error = $reason, status_detail = '', completed_at_ms = $nowMs, life = 'deleted',
    kept_until_ms = $keptUntilMs where task_id = $taskId and failures >= ${FAILURES_MAX} and status = 'processing'`,
  /** Whatever became of the document meanwhile: the lease ends. */
  released: `update task set not_before_ms = ${STORE_CLOCK_MS} + $retryInMs, ${END},
    status_detail = iif(status = 'processing', $statusDetail, status_detail) where ${HELD}`,
  noteStatus: `update document set status = task.status from task
    where task.task_id = $taskId and document.document_id = task.document_id and document.newest = task.version`,
  dequeueUser: `delete from user_queue where user_id = $userId and not exists (select 1 from task where user_id = $userId and status = 'processing')`,
} as const

/**
 * Ends a lease. Everything that hangs on it happens in one transaction. False: the document is gone meanwhile, and only the lease
 * ends, for who removes the document waits for that; or the lease was lost.
 */
export function sqliteFinish(db: Database, writer: Writer, keepFailedMs: number) {
  const run = (name: keyof typeof sql, values: Record<string, string | number>) => db.query(sql[name]).run(values).changes > 0

  function commit(
    { taskId, fence, documentId, version }: Job,
    outcome: Extract<Outcome, { kind: 'indexed' }>,
    nowMs: number,
  ): boolean {
    const { chunks, embeddingModel, statusDetail, leftOut } = outcome
    const leftOutJson = JSON.stringify(leftOut)
    if (!run('indexed', { taskId, fence, chunks, embeddingModel, statusDetail, leftOutJson, nowMs })) return false
    if (run('replace', { taskId })) run('deleteOlder', { documentId, version })
    else run('superseded', { taskId })
    return true
  }

  function applyOutcome(job: Job, outcome: Outcome): boolean {
    const { taskId, fence } = job
    const nowMs = Date.now()
    const keptUntilMs = nowMs + keepFailedMs
    switch (outcome.kind) {
      case 'indexed':
        return commit(job, outcome, nowMs)
      case 'embedded':
        return run('embedded', { taskId, fence, embeddingModel: outcome.embeddingModel })
      case 'failed':
        return run('failed', { taskId, fence, reason: outcome.reason, nowMs, keptUntilMs })
      case 'retryable': {
        const held = run('retryable', { taskId, fence, retryInMs: outcome.retryInMs })
        if (held) run('giveUp', { taskId, reason: outcome.reason, nowMs, keptUntilMs })
        return held
      }
      case 'released':
        return run('released', { taskId, fence, statusDetail: outcome.statusDetail, retryInMs: outcome.retryInMs })
    }
  }

  return (job: Job, outcome: Outcome): Promise<boolean> =>
    writer.durably(() => {
      const held = applyOutcome(job, outcome)
      if (held) {
        run('noteStatus', { taskId: job.taskId })
        run('dequeueUser', { userId: job.userId })
      } else run('released', { taskId: job.taskId, fence: job.fence, statusDetail: '', retryInMs: 0 })
      return held
    })
}
