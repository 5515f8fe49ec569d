import type { DocumentInit } from '@collabry/proto/gen/collabry/rag/v1/Document'
import type { TaskInit } from '@collabry/proto/gen/collabry/rag/v1/Task'
import type { DocumentRecord, TaskStatus } from '../documents/store'
import type { TaskRecord } from '../documents/tasks'
import { isOutdated } from '../parse/reader'

const statuses = {
  processing: 'TASK_STATUS_PROCESSING',
  completed: 'TASK_STATUS_COMPLETED',
  failed: 'TASK_STATUS_FAILED',
} as const satisfies Record<TaskStatus, string>

export const toTask = (task: TaskRecord): TaskInit => ({ ...task, status: statuses[task.status], progress: progressOf(task) })

export const toDocument = ({ userId: _, readerVersion, ...document }: DocumentRecord): DocumentInit => ({
  ...document,
  isOutdated: isOutdated(readerVersion),
  status: statuses[document.status],
})

/** Reading is a twentieth of the way; 1 is said only when the document can be found. */
function progressOf({ status, chunksProcessed, chunksTotal }: TaskRecord): number {
  if (status === 'completed') return 1
  if (chunksTotal === 0) return 0
  return 0.05 + 0.94 * Math.min(1, chunksProcessed / chunksTotal)
}
