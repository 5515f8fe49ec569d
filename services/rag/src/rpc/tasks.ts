import type { CancelTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskRequest'
import type { CancelTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskResponse'
import type { GetTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/GetTaskRequest'
import type { GetTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/GetTaskResponse'
import type { RetryTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskRequest'
import type { RetryTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskResponse'
import type { WatchTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskRequest'
import type { WatchTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskResponse'
import { sleep } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import type { TaskRecord, Uploads } from '../documents/tasks'
import { toTask } from './messages'

interface TaskRpcDeps {
  tasks: Uploads
  /** A task waits. */
  submitted(): void
  /** There is new garbage. */
  deleted(): void
}

/** Methods on the task of an upload. */
export const taskHandlers = ({ tasks, submitted, deleted }: TaskRpcDeps) => ({
  GetTask: unary<GetTaskRequest, GetTaskResponseInit>(async ({ userId, taskId }) => ({
    task: toTask(known(await tasks.get(userId, taskId))),
  })),
  WatchTask: serverStream<WatchTaskRequest, WatchTaskResponseInit>(async function* ({ userId, taskId }, { signal }) {
    const find = async () => known(await tasks.get(userId, taskId))
    for await (const task of watchTask(find, signal)) yield { task: toTask(task) }
  }),
  CancelTask: unary<CancelTaskRequest, CancelTaskResponseInit>(async ({ userId, taskId }) => {
    const task = known(await tasks.cancel(userId, taskId))
    deleted()
    return { task: toTask(task) }
  }),
  RetryTask: unary<RetryTaskRequest, RetryTaskResponseInit>(async ({ userId, taskId }) => {
    const task = known(await tasks.retry(userId, taskId))
    submitted()
    return { task: toTask(task) }
  }),
})

function known(task: TaskRecord | undefined): TaskRecord {
  if (task === undefined) throw new AppError('not_found', 'There is no such upload.')
  return task
}

/** The store is polled, because another process may work on the task. */
const EVERY_MS = 250

/** The upload as it is, and again whenever it has changed, until it has ended. */
export async function* watchTask(find: () => Promise<TaskRecord>, signal: AbortSignal): AsyncGenerator<TaskRecord> {
  let sent = ''
  for (;;) {
    const task = await find()
    const now = JSON.stringify(task)
    if (now !== sent) yield task
    if (task.status !== 'processing') return
    sent = now
    await sleep(EVERY_MS, signal)
  }
}
