import type { CancelTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskRequest'
import type { CancelTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskResponse'
import type { DocumentInit } from '@collabry/proto/gen/collabry/rag/v1/Document'
import type { GetTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/GetTaskRequest'
import type { GetTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/GetTaskResponse'
import type { RetryTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskRequest'
import type { RetryTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskResponse'
import type { TaskInit } from '@collabry/proto/gen/collabry/rag/v1/Task'
import type { UploadHead as HeadMessage } from '@collabry/proto/gen/collabry/rag/v1/UploadHead'
import type { UploadRequest } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import type { UploadResponseInit } from '@collabry/proto/gen/collabry/rag/v1/UploadResponse'
import type { WatchTaskRequest } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskRequest'
import type { WatchTaskResponseInit } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskResponse'
import { sleep } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { clientStream, serverStream, unary } from '@collabry/runtime/grpc/server'
import { type DocumentRecord, PIECE_BYTES_MAX, type TaskStatus } from '../documents/store'
import type { TaskRecord, Uploads } from '../documents/tasks'
import { isOutdated } from '../parse/reader'
import { type UploadDeps, type UploadHead, type UploadSource, upload } from '../upload/upload'

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

/** The current state of the upload, then each change, until it has ended. */
async function* watchTask(find: () => Promise<TaskRecord>, signal: AbortSignal): AsyncGenerator<TaskRecord> {
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

export interface UploadRpcDeps extends UploadDeps {
  /** A task waits. */
  submitted(): void
}

/** `Upload` of rag.proto. */
export const uploadHandler = (deps: UploadRpcDeps) =>
  clientStream<UploadRequest, UploadResponseInit>(async (requests, { caller }) => {
    const iterator = requests[Symbol.asyncIterator]()
    const first = await iterator.next()
    if (first.done) throw cutOff()
    const { userId } = first.value
    const source = sourceOf(first.value, { [Symbol.asyncIterator]: () => iterator }, caller)
    const { task, isNew } = await upload(userId, source, deps)
    if (task.status === 'processing') deps.submitted()
    return { task: toTask(task), isNew }
  })

/** The bytes of an upload, drawn one message at a time, and the head that its end brings. */
function sourceOf(first: UploadRequest, others: AsyncIterable<UploadRequest>, caller: string): UploadSource {
  let head: UploadHead | undefined
  const take = (request: UploadRequest): Uint8Array | undefined => {
    if (request.userId !== first.userId) throw invalid('Every message of an upload must name the same user.')
    if (head) throw invalid('Nothing may follow the end of an upload.')
    if (request.end) {
      if (!request.end.head) throw invalid('The end of an upload must have its head.')
      head = permitted(fromHead(request.end.head), caller)
      return undefined
    }
    if (!request.chunk) throw invalid('Every message before the end of an upload must have bytes.')
    if (request.chunk.byteLength > PIECE_BYTES_MAX) throw invalid('A message has at most 256 KiB of bytes.')
    return request.chunk
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const beginning = take(first)
    if (beginning) yield beginning
    for await (const request of others) {
      const chunk = take(request)
      if (chunk) yield chunk
    }
    // A caller that has died, or has reset its call, can look like one that has sent everything.
    if (!head) throw cutOff()
  }
  const end = (): UploadHead => {
    if (!head) throw cutOff()
    return head
  }
  return { bytes: bytes(), head: end }
}

const invalid = (sentence: string) => new AppError('validation_error', sentence)
const cutOff = () => new AppError('cancelled', 'The upload was cut off before its end; send the document again.')

const fromHead = (head: HeadMessage): UploadHead => ({
  ...head,
  contentType: head.contentType || 'text/plain; charset=utf-8',
  metadataJson: head.metadataJson || '{}',
})

const PUBLISHER = 'gateway'

/** The gateway publishes after it has checked the scope of a token. No other caller can be granted that. */
function permitted(head: UploadHead, caller: string): UploadHead {
  if (!head.publish || caller === PUBLISHER) return head
  throw new AppError('forbidden', 'publish: only the gateway may publish; send the upload without it.')
}

const statuses = {
  processing: 'TASK_STATUS_PROCESSING',
  completed: 'TASK_STATUS_COMPLETED',
  failed: 'TASK_STATUS_FAILED',
} as const satisfies Record<TaskStatus, string>

const toTask = (task: TaskRecord): TaskInit => ({ ...task, status: statuses[task.status], progress: progressOf(task) })

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
