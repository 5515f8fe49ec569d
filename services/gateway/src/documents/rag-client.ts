import { createHash } from 'node:crypto'
import type { Document } from '@collabry/proto/gen/collabry/rag/v1/Document'
import type { Passage as PassageReply } from '@collabry/proto/gen/collabry/rag/v1/Passage'
import type { Task } from '@collabry/proto/gen/collabry/rag/v1/Task'
import type { UploadRequestInit } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import type { Clock } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { quickRetry } from '@collabry/runtime/grpc/stubs'
import { retry } from '@collabry/runtime/retry'
import { serialByKey } from '@collabry/runtime/serial-by-key'
import { timeSlices } from '@collabry/runtime/time-slices'
import { LRUCache } from 'lru-cache'
import type { EraseDocuments } from '../account/erasure'
import type { ExportDocuments } from '../account/export-archive'
import type { CountUsage } from '../account/usage'
import type { Caller } from '../core/caller'
import { parseObject } from '../core/grpc/stored-json'
import type { RagStub } from '../core/grpc/stubs'
import type { Quotas } from '../core/limits/quotas'
import type { DocumentEntry, Passage, Rag, UploadHead, UploadSource, Uploads, UploadTask } from './ports'

/** Uploads up to this size can be retried. */
const KEPT_BYTES_MAX = 1_048_576
/** Most bytes of one upload message; the service refuses larger ones. */
const PIECE_BYTES_MAX = 256 * 1_024

export const ragClient = (rag: RagStub, clock?: Clock): Rag => ({
  ...uploadsClient(rag),
  ...listsClient(rag),

  async search({ mode, filter, ...query }, caller) {
    const filterJson = filter === undefined ? '' : JSON.stringify(filter)
    const reply = await rag.search({ ...query, filterJson, mode: modes[mode], userId: caller.userId }, caller)
    return {
      passages: reply.passages.map(toPassage),
      mode: modeNames[reply.mode],
      coverage: reply.coverage,
      hasChunks: reply.hasChunks,
      followsUp: reply.followsUp,
    }
  },

  checkSources: (sourceIds, caller) => rag.checkSources({ sourceIds, userId: caller.userId }, caller),

  /** Retries while its bytes are in memory: the same bytes under the same name are the same task. */
  async upload({ bytes, head }, caller) {
    await using source = replayable(bytes, KEPT_BYTES_MAX)
    let failure: unknown
    let tries = 0
    const call = async () => {
      tries++
      const kept = source.read()
      if (kept === undefined) throw failure
      try {
        return await rag.upload(uploadParts({ bytes: kept, head }, caller), caller)
      } catch (error) {
        failure = error
        throw error
      }
    }
    const { task, isNew } = await retry(call, quickRetry(caller.signal, clock))
    // A first try with a lost answer may have made the task that this one finds.
    return { ...toTask(task), isNew: isNew || tries > 1 }
  },

  async document(documentId, caller) {
    return toDocument((await rag.getDocument({ documentId, userId: caller.userId }, caller)).document)
  },

  async changeDocument(documentId, { filename = '', notebookId, metadata, publish }, caller) {
    const request = {
      documentId,
      filename,
      ...(notebookId !== undefined && (notebookId === '' ? { noNotebook: true } : { notebookId })),
      metadataJson: metadata === undefined ? '' : JSON.stringify(metadata),
      publish,
      userId: caller.userId,
    }
    return toDocument((await rag.changeDocument(request, caller)).document)
  },

  readDocument: (documentId, caller, start = 0) => readDocument(rag, { documentId, start, userId: caller.userId }, caller),

  async deleteDocument(documentId, caller) {
    await rag.deleteDocument({ documentId, userId: caller.userId }, caller)
  },
})

/** Lists of one user are made one after the other: a page may have megabytes of metadata, and each is a scan of all documents. */
function listsClient(rag: Pick<RagStub, 'listDocuments' | 'listNotebooks'>): Pick<Rag, 'documents' | 'notebooks'> {
  const inTurn = serialByKey()
  return {
    documents: (page, caller) =>
      inTurn(caller.userId, async () => {
        const { documents, total, nextCursor } = await rag.listDocuments({ ...page, userId: caller.userId }, caller)
        const pause = timeSlices(caller.signal)
        const entries: DocumentEntry[] = []
        for (const document of documents) {
          await pause()
          entries.push(toDocument(document))
        }
        return { documents: entries, total, nextCursor: nextCursor || null }
      }),
    notebooks: (caller) =>
      inTurn(caller.userId, async () => (await rag.listNotebooks({ userId: caller.userId }, caller)).notebooks),
  }
}

async function* readDocument(rag: RagStub, request: { documentId: string; start: number; userId: string }, caller: Caller) {
  let position = -1
  for await (const { text, start: begun } of rag.readDocument(request, caller)) {
    // A rag service of the version before knows no start.
    if (position < 0) position = begun
    const from = Math.max(0, request.start - position)
    position += text.length
    if (from < text.length) yield from === 0 ? text : text.slice(from)
  }
}

async function* uploadParts(
  { bytes, head }: UploadSource,
  { userId, acceptedAtMs = 0 }: Caller,
): AsyncGenerator<UploadRequestInit> {
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES_MAX) {
      yield { chunk: chunk.subarray(start, start + PIECE_BYTES_MAX), userId }
    }
  }
  yield { end: { head: { ...toHead(head()), acceptedAtMs } }, userId }
}

const toHead = ({ metadata, ...head }: UploadHead) => ({ ...head, metadataJson: JSON.stringify(metadata) })

const modes = { hybrid: 'SEARCH_MODE_HYBRID', dense: 'SEARCH_MODE_DENSE', lexical: 'SEARCH_MODE_LEXICAL' } as const

const modeNames = {
  SEARCH_MODE_UNSPECIFIED: 'hybrid',
  SEARCH_MODE_HYBRID: 'hybrid',
  SEARCH_MODE_DENSE: 'dense',
  SEARCH_MODE_LEXICAL: 'lexical',
} as const

const toPassage = ({ metadataJson, page, ...passage }: PassageReply): Passage => ({
  ...passage,
  page: page || null,
  metadata: parseObject(metadataJson),
})

function toDocument(document: Document | null): DocumentEntry {
  if (!document) throw new AppError('upstream_error', 'The document could not be read; try again.')
  const { metadataJson, notebookId, status, ...entry } = document
  return { ...entry, status: statuses[status], notebookId: notebookId || null, metadata: parseObject(metadataJson) }
}

interface Replayable extends AsyncDisposable {
  /** All bytes from the first one; undefined: some are gone. One reader at a time. */
  read(): AsyncIterable<Uint8Array> | undefined
}

/** Gives the bytes of a source again that gives them once: those that were read are kept, while they are few. */
function replayable(source: AsyncIterable<Uint8Array>, bytesMax: number): Replayable {
  const unread = source[Symbol.asyncIterator]()
  let kept: Uint8Array[] | undefined = []
  let bytes = 0
  async function* pieces() {
    yield* kept ?? []
    for (let next = await unread.next(); next.done !== true; next = await unread.next()) {
      bytes += next.value.length
      if (bytes > bytesMax) kept = undefined
      kept?.push(next.value)
      yield next.value
    }
  }
  return {
    read: () => kept && pieces(),
    [Symbol.asyncDispose]: async () => void (await unread.return?.()),
  }
}

type TaskMethods = 'getTask' | 'watchTask' | 'cancelTask' | 'retryTask'

const uploadsClient = (rag: Pick<RagStub, TaskMethods>): Uploads => ({
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

function toTask(task: Task | null): UploadTask {
  if (!task) throw new AppError('upstream_error', 'The state of the upload could not be read; try again.')
  return { ...task, status: statuses[task.status], completedAtMs: task.completedAtMs || null, error: task.error || null }
}

const statuses = {
  TASK_STATUS_UNSPECIFIED: 'processing',
  TASK_STATUS_PROCESSING: 'processing',
  TASK_STATUS_COMPLETED: 'completed',
  TASK_STATUS_FAILED: 'failed',
} as const

export const eraseDocumentsClient =
  (rag: Pick<RagStub, 'eraseUser'>): EraseDocuments =>
  async (epochMs, { userId, ...call }) => ({ ...(await rag.eraseUser({ userId, epochMs }, call)) })

export const exportDocumentsClient = (rag: Pick<RagStub, 'exportUser'>): ExportDocuments =>
  async function* ({ userId, ...call }) {
    for await (const { document, text } of rag.exportUser({ userId }, call)) {
      if (document) yield { kind: 'document', document: toDocument(document) }
      else if (text) yield { kind: 'text', text }
    }
  }

/**
 * The rag service with quotas. An upload is checked while it arrives, and counted for its user after it was accepted. A
 * repeated document makes no new task and is not counted.
 */
export const meteredUploads = (rag: Rag, count: CountUsage, quotas: Pick<Quotas, 'hold'>): Rag => ({
  ...rag,
  async upload({ bytes: pieces, head }, caller) {
    using hold = await quotas.hold(caller)
    let bytes = 0
    const hash = createHash('sha256')
    const measured = async function* () {
      for await (const piece of pieces) {
        hold.takeBytes(piece.length)
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
      const { filename, notebookId } = head()
      hold.takeDocument(hash.update(JSON.stringify([filename, notebookId])).digest('base64url'))
    }
    const task = await rag.upload({ bytes: measured(), head }, caller)
    if (task.isNew) count(caller, { documents: 1, bytes })
    return task
  },
})

/** An upload through another gateway is noticed after this time. */
const IDLE_TTL_MS = 1_000
/** Users whose last count is remembered, about 200 bytes each. */
const USERS_MAX = 10_000

interface Count {
  askedAtMs: number
  reply: Promise<{ documentsProcessing: number }>
}

/**
 * The rag service, which is asked once for all requests of a user that ask at the same time whether documents are in processing,
 * and not again for a moment when there were none. Uploads and retries through this gateway count at once.
 */
export function rememberIdle(rag: Rag, now: () => number = () => performance.now()): Rag {
  const counts = new LRUCache<string, Count>({ max: USERS_MAX })
  // A request after a change must not get a count that was taken before it.
  const changing = <T>(userId: string, change: Promise<T>): Promise<T> => change.finally(() => counts.delete(userId))
  const count = (caller: Caller): Count => {
    const { userId } = caller
    // A request that leaves does not end the call: others wait for it too.
    const reply = rag.checkSources([], { ...caller, signal: new AbortController().signal })
    const asked = { askedAtMs: now(), reply }
    const forget = () => {
      if (counts.peek(userId) === asked) counts.delete(userId)
    }
    reply.then(({ documentsProcessing }) => {
      if (documentsProcessing > 0) forget()
    }, forget)
    counts.set(userId, asked)
    return asked
  }
  return {
    ...rag,
    upload: (source, caller) => changing(caller.userId, rag.upload(source, caller)),
    retryTask: (taskId, caller) => changing(caller.userId, rag.retryTask(taskId, caller)),
    checkSources(sourceIds, caller) {
      if (sourceIds.length > 0) return rag.checkSources(sourceIds, caller)
      const known = counts.get(caller.userId)
      return (known && now() - known.askedAtMs < IDLE_TTL_MS ? known : count(caller)).reply
    },
  }
}
