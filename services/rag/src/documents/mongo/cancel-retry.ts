import { CANCELLED, checkRetry, WAITING } from '../tasks'
import type { Step } from './change'
import type { DocumentState, StoredTask } from './document'

const taskOf = ({ tasks }: DocumentState, taskId: string) => tasks.find((task) => task.taskId === taskId)

/** A waiting task has written no chunks. A worker may write chunks of a claimed task until its lease ends. */
export const cancelStep =
  (taskId: string, keepFailedMs: number): Step<StoredTask> =>
  (document, nowMs) => {
    const task = taskOf(document, taskId)
    if (task?.status !== 'processing') return task
    const life = task.life === 'writing' ? 'deleted' : 'none'
    const ended = { status: 'failed', error: CANCELLED, statusDetail: '', completedAtMs: nowMs } as const
    Object.assign(task, { ...ended, life, keptUntilMs: nowMs + keepFailedMs })
    if (document.newest === task.version) document.status = 'failed'
    return task
  }

/** Begins anew as the newest version. A deleted one stays until it is swept, as a task of its own that no user can see. */
export const retryStep =
  (taskId: string): Step<StoredTask> =>
  (document, nowMs) => {
    const task = taskOf(document, taskId)
    if (task === undefined) return undefined
    checkRetry({ status: task.status, hasBytes: task.blobId !== '' && !document.deleted })
    if (task.life === 'deleted') {
      document.tasks.push({ ...task, taskId: crypto.randomUUID(), blobId: '', keptUntilMs: 0, metadataJson: '{}' })
    }
    document.newest += 1
    document.status = 'processing'
    const version = document.newest
    const begun = { status: 'processing', statusDetail: WAITING, error: '', life: 'waiting', keptUntilMs: 0 } as const
    const nothing = { failures: 0, leaseUntilMs: 0, notBeforeMs: 0, chunksProcessed: 0, chunksTotal: 0, embeddingModel: '' }
    const times = { fence: task.fence + 1, startedAtMs: nowMs, completedAtMs: 0 }
    return Object.assign(task, { ...begun, ...nothing, ...times, version, textId: `${task.blobId}t${version}` })
  }
