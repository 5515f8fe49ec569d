import { FAILURES_MAX, type Job, type Outcome, RETRY_SOON, SUPERSEDED } from '../tasks'
import type { Step } from './change'
import type { DocumentState, StoredTask } from './document'

/**
 * Ends a lease. Everything that hangs on it happens in one step. False: the document is gone meanwhile, and only the lease ends;
 * or the lease was lost.
 */
export const finishStep =
  ({ taskId, fence }: Job, outcome: Outcome, keepFailedMs: number): Step<boolean> =>
  (document, nowMs) => {
    const task = document.tasks.find((one) => one.taskId === taskId && one.fence === fence)
    if (task === undefined) return undefined
    const held = applyOutcome(document, task, outcome, { nowMs, keptUntilMs: nowMs + keepFailedMs })
    task.leaseUntilMs = 0
    task.fence += 1
    if (held && document.newest === task.version && !document.deleted) document.status = task.status
    return held
  }

interface Times {
  nowMs: number
  keptUntilMs: number
}

/** False: nothing can come of it any more. */
function applyOutcome(document: DocumentState, task: StoredTask, outcome: Outcome, times: Times): boolean {
  const { life } = task
  const { nowMs } = times
  switch (outcome.kind) {
    case 'indexed':
      if (life === 'writing') commit(document, task, outcome, nowMs)
      return life === 'writing'
    case 'embedded':
      if (life === 'current') Object.assign(task, { embeddingModel: outcome.embeddingModel, failures: 0 })
      return life === 'current'
    case 'failed':
      if (life === 'writing') fail(task, outcome.reason, times)
      return life === 'writing'
    case 'retryable':
      if (life !== 'writing' && life !== 'current') return false
      task.failures += 1
      task.notBeforeMs = nowMs + outcome.retryInMs
      if (task.status === 'processing') task.statusDetail = RETRY_SOON
      if (task.failures >= FAILURES_MAX && task.status === 'processing') fail(task, outcome.reason, times)
      return true
    case 'released': // whatever became of the document meanwhile
      task.notBeforeMs = nowMs + outcome.retryInMs
      if (task.status === 'processing') task.statusDetail = outcome.statusDetail
      return true
  }
}

function commit(
  document: DocumentState,
  task: StoredTask,
  { chunks, embeddingModel, statusDetail, leftOut }: Extract<Outcome, { kind: 'indexed' }>,
  nowMs: number,
): void {
  const done = { status: 'completed', statusDetail, completedAtMs: nowMs, blobId: '', failures: 0 } as const
  Object.assign(task, { ...done, life: 'current', chunksProcessed: chunks, chunksTotal: chunks, embeddingModel, leftOut })
  if (task.version <= document.version || document.deleted) {
    task.life = 'deleted'
    task.statusDetail = SUPERSEDED
    return
  }
  for (const older of document.tasks) if (older.life === 'current' && older.version < task.version) older.life = 'deleted'
  const { version, textId, bytes, contentHash, metadataJson, isPublic, readerVersion } = task
  Object.assign(document, { version, chunks, textId, bytes, contentHash, metadataJson, isPublic, readerVersion, leftOut })
}

/** A version that was never read has no chunks in the vector store. */
export function fail(task: StoredTask, reason: string, { nowMs, keptUntilMs }: Times): void {
  const unread = task.chunksTotal === 0
  Object.assign(task, { status: 'failed', error: reason, statusDetail: '', completedAtMs: nowMs, keptUntilMs })
  Object.assign(task, unread ? { life: 'none', textId: '' } : { life: 'deleted' })
}
