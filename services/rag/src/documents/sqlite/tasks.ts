import type { Database } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'
import type { DocumentSettings } from '../store'
import type { Progress, Tasks } from '../tasks'
import { READING } from '../tasks'
import { sqliteCancelRetry } from './cancel-retry'
import { sqliteFinish } from './finish'
import { sqliteSubmit } from './submit'
import { type TaskRow, toJob, toTask } from './task-row'
import { STORE_CLOCK_MS, type Writer } from './writer'

/**
 * The user served longest ago goes first, then the oldest upload of that user: a long queue of one user delays no other user.
 */
const CLAIM = `
  update task set attempts = attempts + 1, fence = fence + 1, life = 'writing', status_detail = '${READING}',
    lease_until_ms = ${STORE_CLOCK_MS} + $leaseMs
  where task_id = (
    select next.task_id from user_queue cross join task next on next.user_id = user_queue.user_id and next.status = 'processing'
    where next.lease_until_ms <= ${STORE_CLOCK_MS} and next.not_before_ms <= ${STORE_CLOCK_MS}
      and user_queue.user_id not in (select value from json_each($but))
    order by user_queue.served, user_queue.user_id, next.seq limit 1
  ) returning *`

const SERVED = 'update user_queue set served = (select max(served) + 1 from user_queue) where user_id = ?'

const CLAIM_UNEMBEDDED = `
  update task set fence = fence + 1, lease_until_ms = ${STORE_CLOCK_MS} + $leaseMs
  where task_id = (
    select task_id from task where life = 'current' and (embedding_model < $model or embedding_model > $model)
      and lease_until_ms <= ${STORE_CLOCK_MS} and not_before_ms <= ${STORE_CLOCK_MS} and chunks_total > 0 limit 1
  ) returning *`

const REPORT = `
  update task set lease_until_ms = ${STORE_CLOCK_MS} + $leaseMs,
    chunks_processed = coalesce($chunksProcessed, chunks_processed), chunks_total = coalesce($chunksTotal, chunks_total),
    reader_version = coalesce($readerVersion, reader_version), embedding_model = coalesce($embeddingModel, embedding_model),
    status_detail = coalesce($statusDetail, status_detail)
  where task_id = $taskId and fence = $fence and life in ('writing', 'current')`

const BACKLOG = `
  select (select count(*) from task where status = 'processing') as waiting,
    coalesce(${STORE_CLOCK_MS} - (select min(started_at_ms) from task where status = 'processing'), 0) as oldestAgeMs`

type Report = {
  taskId: string
  fence: number
  leaseMs: number
  chunksProcessed: number | null
  chunksTotal: number | null
  readerVersion: number | null
  embeddingModel: string | null
  statusDetail: string | null
}

export function sqliteTasks(db: Database, writer: Writer, { keepFailedMs }: DocumentSettings): Tasks {
  const submit = sqliteSubmit(db, writer)
  const finish = sqliteFinish(db, writer, keepFailedMs)
  const find = db.query<TaskRow, [string]>('select * from task where task_id = ?')
  const claim = db.query<TaskRow, { leaseMs: number; but: string }>(CLAIM)
  const served = db.query<unknown, [string]>(SERVED)
  const claimUnembedded = db.query<TaskRow, { leaseMs: number; model: string }>(CLAIM_UNEMBEDDED)
  const report = db.query<unknown, Report>(REPORT)
  const backlog = db.query<{ waiting: number; oldestAgeMs: number }, []>(BACKLOG)

  return {
    submit: async (userId, upload) => {
      const { row, bytesNeeded } = await submit(userId, upload)
      return { task: toTask(row), bytesNeeded }
    },
    get: async (userId, taskId) => {
      const row = find.get(taskId)
      if (row && row.user_id !== userId) throw new AppError('forbidden', 'This upload is another user’s.')
      return row ? toTask(row) : undefined
    },
    ...sqliteCancelRetry(db, writer, keepFailedMs),
    claim: async (leaseMs, but = []) =>
      writer.now(() => {
        const row = claim.get({ leaseMs, but: JSON.stringify(but) })
        if (row) served.run(row.user_id)
        return row ? toJob(row) : undefined
      }),
    claimUnembedded: async (model, leaseMs) =>
      writer.now(() => {
        const row = claimUnembedded.get({ model, leaseMs })
        return row ? toJob(row) : undefined
      }),
    report: async ({ taskId, fence }, leaseMs, progress = {}) =>
      writer.now(() => report.run({ taskId, fence, leaseMs, ...orNull(progress) }).changes > 0),
    finish,
    backlog: async () => backlog.get() ?? { waiting: 0, oldestAgeMs: 0 },
  }
}

const orNull = ({ readerVersion, chunksProcessed, chunksTotal, embeddingModel, statusDetail }: Progress) => ({
  readerVersion: readerVersion ?? null,
  chunksProcessed: chunksProcessed ?? null,
  chunksTotal: chunksTotal ?? null,
  embeddingModel: embeddingModel ?? null,
  statusDetail: statusDetail ?? null,
})
