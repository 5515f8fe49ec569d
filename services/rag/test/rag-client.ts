import { setTimeout as sleep } from 'node:timers/promises'
import { RagService } from '@collabry/proto'
import type { CancelTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/CancelTaskResponse'
import type { DeleteDocumentResponse } from '@collabry/proto/gen/collabry/rag/v1/DeleteDocumentResponse'
import type { EraseUserResponse } from '@collabry/proto/gen/collabry/rag/v1/EraseUserResponse'
import type { ExportUserResponse } from '@collabry/proto/gen/collabry/rag/v1/ExportUserResponse'
import type { GetDocumentResponse } from '@collabry/proto/gen/collabry/rag/v1/GetDocumentResponse'
import type { GetStatusResponse } from '@collabry/proto/gen/collabry/rag/v1/GetStatusResponse'
import type { GetTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/GetTaskResponse'
import type { ListDocumentsRequestInit } from '@collabry/proto/gen/collabry/rag/v1/ListDocumentsRequest'
import type { ListDocumentsResponse } from '@collabry/proto/gen/collabry/rag/v1/ListDocumentsResponse'
import type { ReadDocumentResponse } from '@collabry/proto/gen/collabry/rag/v1/ReadDocumentResponse'
import type { RetryTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/RetryTaskResponse'
import type { SearchRequestInit } from '@collabry/proto/gen/collabry/rag/v1/SearchRequest'
import type { SearchResponse } from '@collabry/proto/gen/collabry/rag/v1/SearchResponse'
import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import type { UploadHeadInit } from '@collabry/proto/gen/collabry/rag/v1/UploadHead'
import type { UploadRequestInit } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import type { UploadResponse } from '@collabry/proto/gen/collabry/rag/v1/UploadResponse'
import type { WatchTaskResponse } from '@collabry/proto/gen/collabry/rag/v1/WatchTaskResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, connect, readStream, sendStream } from '@collabry/runtime/grpc/client'

const NEVER = new AbortController().signal
const limits = () => ({ signal: NEVER, requestId: 'test', deadlineMs: 30_000 })

export type RagClient = ReturnType<typeof ragClient>

/** The service as its tests call it: every call goes over the wire. */
export function ragClient(port: number, { caller = 'gateway', key = 'gateway-key' } = {}) {
  const stub = connect(RagService, `127.0.0.1:${port}`, { caller, key })
  const client = {
    async upload(userId: string, head: UploadHeadInit, content: string | Uint8Array): Promise<Task> {
      const { task } = await sendStream<UploadRequestInit, UploadResponse>(
        (metadata, options, done) => stub.upload(metadata, options, done),
        parts(userId, head, content),
        limits(),
      )
      if (!task) throw new Error('an upload was answered without a task')
      return task
    },
    async task(userId: string, taskId: string): Promise<Task> {
      const reply = await callUnary<GetTaskResponse>((m, o, done) => stub.getTask({ userId, taskId }, m, o, done), limits())
      if (!reply.task) throw new Error('a task was answered without a task')
      return reply.task
    },
    async *watch(userId: string, taskId: string): AsyncGenerator<Task> {
      for await (const { task } of readStream<WatchTaskResponse>((m, o) => stub.watchTask({ userId, taskId }, m, o), limits())) {
        if (task) yield task
      }
    },
    cancel: async (userId: string, taskId: string) =>
      (await callUnary<CancelTaskResponse>((m, o, done) => stub.cancelTask({ userId, taskId }, m, o, done), limits())).task,
    retry: async (userId: string, taskId: string) =>
      (await callUnary<RetryTaskResponse>((m, o, done) => stub.retryTask({ userId, taskId }, m, o, done), limits())).task,
    /** The task once it has ended. */
    async ended(userId: string, { taskId }: Task, atMostMs = 30_000): Promise<Task> {
      const endMs = performance.now() + atMostMs
      for (;;) {
        const task = await client.task(userId, taskId)
        if (task.status !== 'TASK_STATUS_PROCESSING') return task
        if (performance.now() > endMs) throw new Error(`the task has not ended: ${task.statusDetail}`)
        await sleep(10)
      }
    },
    /** Waits for the vectors of all documents of the user, which follow their words. */
    covered: (userId: string, atMostMs = 30_000) =>
      untilTrue(async () => (await client.search(userId, 'canary', { mode: 'SEARCH_MODE_LEXICAL' })).coverage === 1, atMostMs),
    search: (userId: string, query: string, more: SearchRequestInit = {}): Promise<SearchResponse> =>
      callUnary<SearchResponse>((m, o, done) => stub.search({ ...more, userId, query }, m, o, done), limits()),
    list: (userId: string, page: ListDocumentsRequestInit = {}): Promise<ListDocumentsResponse> =>
      callUnary<ListDocumentsResponse>((m, o, done) => stub.listDocuments({ ...page, userId }, m, o, done), limits()),
    get: async (userId: string, documentId: string) =>
      (await callUnary<GetDocumentResponse>((m, o, done) => stub.getDocument({ userId, documentId }, m, o, done), limits()))
        .document,
    async read(userId: string, documentId: string): Promise<string[]> {
      const pieces: string[] = []
      for await (const { text } of readStream<ReadDocumentResponse>(
        (m, o) => stub.readDocument({ userId, documentId }, m, o),
        limits(),
      )) {
        pieces.push(text)
      }
      return pieces
    },
    delete: (userId: string, documentId: string) =>
      callUnary<DeleteDocumentResponse>((m, o, done) => stub.deleteDocument({ userId, documentId }, m, o, done), limits()),
    erase: (userId: string, epoch: number) =>
      callUnary<EraseUserResponse>((m, o, done) => stub.eraseUser({ userId, epochMs: epoch }, m, o, done), limits()),
    export: (userId: string) =>
      Array.fromAsync(readStream<ExportUserResponse>((m, o) => stub.exportUser({ userId }, m, o), limits())),
    status: () => callUnary<GetStatusResponse>((m, o, done) => stub.getStatus({ userId: 'gateway' }, m, o, done), limits()),
    [Symbol.dispose]: () => stub.close(),
  }
  return client
}

async function untilTrue(holds: () => Promise<boolean>, atMostMs: number): Promise<void> {
  const endMs = performance.now() + atMostMs
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error('it never came to hold')
    await sleep(10)
  }
}

async function* parts(userId: string, head: UploadHeadInit, content: string | Uint8Array): AsyncGenerator<UploadRequestInit> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  for (let at = 0; at < bytes.byteLength; at += 262_144) yield { userId, chunk: bytes.subarray(at, at + 262_144) }
  yield { userId, end: { head } }
}

/** The code of the error a call fails with; undefined when it does not fail. */
export const codeOf = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
