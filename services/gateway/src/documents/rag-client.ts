import type { DeleteDocumentResponse } from '@collabry/proto/gen/collabry/rag/v1/DeleteDocumentResponse'
import type { Document } from '@collabry/proto/gen/collabry/rag/v1/Document'
import type { GetDocumentResponse } from '@collabry/proto/gen/collabry/rag/v1/GetDocumentResponse'
import type { ListDocumentsResponse } from '@collabry/proto/gen/collabry/rag/v1/ListDocumentsResponse'
import type { Passage as PassageReply } from '@collabry/proto/gen/collabry/rag/v1/Passage'
import type { RagServiceClient } from '@collabry/proto/gen/collabry/rag/v1/RagService'
import type { SearchResponse } from '@collabry/proto/gen/collabry/rag/v1/SearchResponse'
import type { UploadRequestInit } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import type { UploadResponse } from '@collabry/proto/gen/collabry/rag/v1/UploadResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, readStream, sendStream } from '@collabry/runtime/grpc/client'
import type { Caller } from '../core/caller'
import { parseObject } from '../core/grpc/json'
import { retryStream, retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import type { DocumentEntry, Passage, Rag, UploadHead } from './ports'
import { keptBytes } from './replayable-body'
import { statuses, toTask, uploadsClient } from './upload-client'

/** Includes the embedding of the query by a model that may have to be loaded first. */
const SEARCH_DEADLINE_MS = 20_000
/** A large file over a slow line. */
const UPLOAD_DEADLINE_MS = 600_000
/** Uploads up to this size may be tried again. */
const KEPT_BYTES_MAX = 1_048_576
const READ_DEADLINE_MS = 10_000
/** A large text to a slow reader. */
const CONTENT_DEADLINE_MS = 120_000
const DELETE_DEADLINE_MS = 15_000

/** Most bytes of one upload message; the service refuses larger ones. */
const PIECE_BYTES_MAX = 256 * 1_024

export const ragClient = (stub: RagServiceClient): Rag => ({
  ...uploadsClient(stub),

  async search({ mode, filter, ...query }, caller) {
    const filterJson = filter === undefined ? '' : JSON.stringify(filter)
    const request = { ...query, filterJson, mode: modes[mode], userId: caller.userId }
    const limits = within(caller, SEARCH_DEADLINE_MS)
    const call = () =>
      callUnary<SearchResponse>((metadata, options, done) => stub.search(request, metadata, options, done), limits)
    const reply = await retryUnary(call, caller.signal)
    return {
      passages: reply.passages.map(toPassage),
      mode: modeNames[reply.mode],
      coverage: reply.coverage,
      hasChunks: reply.hasChunks,
    }
  },

  /** Tried again while its bytes are still there: the same bytes under the same name are the same task. */
  async upload(head, bytes, caller, corrected = () => undefined) {
    const limits = within(caller, UPLOAD_DEADLINE_MS)
    const read = keptBytes(bytes, KEPT_BYTES_MAX)
    let failure: unknown
    const call = async () => {
      const kept = read()
      if (kept === undefined) throw failure
      const pieces = uploadPieces(head, kept, corrected, caller)
      const send = sendStream<UploadRequestInit, UploadResponse>(
        (metadata, options, done) => stub.upload(metadata, options, done),
        pieces,
        limits,
      )
      return await send.catch((error: unknown) => {
        failure = error
        throw error
      })
    }
    return toTask((await retryUnary(call, caller.signal)).task)
  },

  async documents(page, caller) {
    const request = { ...page, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<ListDocumentsResponse>((metadata, options, done) => stub.listDocuments(request, metadata, options, done), limits)
    const reply = await retryUnary(call, caller.signal)
    return { documents: reply.documents.map(toDocument), total: reply.total, nextCursor: reply.nextCursor || null }
  },

  async document(documentId, caller) {
    const request = { documentId, userId: caller.userId }
    const limits = within(caller, READ_DEADLINE_MS)
    const call = () =>
      callUnary<GetDocumentResponse>((metadata, options, done) => stub.getDocument(request, metadata, options, done), limits)
    return toDocument((await retryUnary(call, caller.signal)).document)
  },

  async *readDocument(documentId, caller): AsyncGenerator<string> {
    const request = { documentId, userId: caller.userId }
    const limits = within(caller, CONTENT_DEADLINE_MS)
    const open = () => readStream((metadata, options) => stub.readDocument(request, metadata, options), limits)
    for await (const { text } of retryStream(open, caller.signal)) yield text
  },

  /** Never tried twice: the second try of a deletion whose answer was lost would say not_found. */
  async deleteDocument(documentId, caller) {
    const request = { documentId, userId: caller.userId }
    const limits = within(caller, DELETE_DEADLINE_MS)
    await callUnary<DeleteDocumentResponse>(
      (metadata, options, done) => stub.deleteDocument(request, metadata, options, done),
      limits,
    )
  },
})

async function* uploadPieces(
  head: UploadHead,
  bytes: AsyncIterable<Uint8Array>,
  corrected: () => UploadHead | undefined,
  { userId, acceptedAtMs = 0 }: Caller,
): AsyncGenerator<UploadRequestInit> {
  yield { head: { ...toHead(head), acceptedAtMs }, userId }
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES_MAX) {
      yield { chunk: chunk.subarray(start, start + PIECE_BYTES_MAX), userId }
    }
  }
  const last = corrected()
  yield { end: { head: last ? { ...toHead(last), acceptedAtMs } : null }, userId }
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

export function toDocument(document: Document | null): DocumentEntry {
  if (!document) throw new AppError('upstream_error', 'The document could not be read; try again.')
  const { metadataJson, notebookId, status, ...entry } = document
  return { ...entry, status: statuses[status], notebookId: notebookId || null, metadata: parseObject(metadataJson) }
}
