import type { CancelTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskResponse'
import type { GetTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/GetTaskResponse'
import type { RagServiceClient } from '@collabry/proto/gen/collabry/rag/v1/RagService'
import type { RetryTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskResponse'
import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import type { WatchTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { retryStream, retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import type { Uploads, UploadTask } from './ports'

const READ_DEADLINE_MS = 10_000
const CHANGE_DEADLINE_MS = 15_000
/** A large file that waits behind others, or for a model that is away. */
const WATCH_DEADLINE_MS = 3_600_000

export const uploadsClient = (stub: RagServiceClient): Uploads => ({
  async task(taskId, caller) {
    const request = { taskId, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<GetTaskResponse>((metadata, options, done) => stub.getTask(request, metadata, options, done), limits)
    return toTask((await retryUnary(call, caller.signal)).task)
  },

  async *watchTask(taskId, caller) {
    const request = { taskId, userId: caller.userId }
    const limits = within(caller, WATCH_DEADLINE_MS)
    const open = () => readStream<WatchTaskResponse>((metadata, options) => stub.watchTask(request, metadata, options), limits)
    for await (const { task } of retryStream(open, caller.signal)) yield toTask(task)
  },

  async cancelTask(taskId, caller) {
    const request = { taskId, userId: caller.userId }
    const limits = within(caller, CHANGE_DEADLINE_MS)
    const call = () =>
      callUnary<CancelTaskResponse>((metadata, options, done) => stub.cancelTask(request, metadata, options, done), limits)
    return toTask((await retryUnary(call, caller.signal)).task)
  },

  /** Never tried twice: the second try of a retry whose answer was lost would be refused. */
  async retryTask(taskId, caller) {
    const request = { taskId, userId: caller.userId }
    const limits = within(caller, CHANGE_DEADLINE_MS)
    const reply = await callUnary<RetryTaskResponse>(
      (metadata, options, done) => stub.retryTask(request, metadata, options, done),
      limits,
    )
    return toTask(reply.task)
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
