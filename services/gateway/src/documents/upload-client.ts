import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import { AppError } from '@collabry/runtime/errors'
import type { RagStub } from '../core/grpc/stubs'
import type { Uploads, UploadTask } from './ports'

type TaskMethods = 'getTask' | 'watchTask' | 'cancelTask' | 'retryTask'

export const uploadsClient = (rag: Pick<RagStub, TaskMethods>): Uploads => ({
  async task(taskId, caller) {
    return toTask((await rag.getTask({ taskId, userId: caller.userId }, caller)).task)
  },

  async *watchTask(taskId, caller) {
    for await (const { task } of rag.watchTask({ taskId, userId: caller.userId }, caller)) yield toTask(task)
  },

  async cancelTask(taskId, caller) {
    return toTask((await rag.cancelTask({ taskId, userId: caller.userId }, caller)).task)
  },

  async retryTask(taskId, caller) {
    return toTask((await rag.retryTask({ taskId, userId: caller.userId }, caller)).task)
  },
})

export function toTask(task: Task | null): UploadTask {
  if (!task) throw new AppError('upstream_error', 'The state of the upload could not be read; try again.')
  return { ...task, status: statuses[task.status], completedAtMs: task.completedAtMs || null, error: task.error || null }
}

export const statuses = {
  TASK_STATUS_UNSPECIFIED: 'processing',
  TASK_STATUS_PROCESSING: 'processing',
  TASK_STATUS_COMPLETED: 'completed',
  TASK_STATUS_FAILED: 'failed',
} as const
