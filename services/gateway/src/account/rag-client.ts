import type { EraseUserResponse } from '@collabry/proto/gen/collabry/rag/v1/EraseUserResponse'
import type { ExportUserResponse } from '@collabry/proto/gen/collabry/rag/v1/ExportUserResponse'
import type { RagServiceClient } from '@collabry/proto/gen/collabry/rag/v1/RagService'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { retryStream, retryUnary } from '../core/grpc/retry'
import { toDocument } from '../documents/rag-client'
import type { EraseDocuments, ExportDocuments } from './erasure'

/** A worker may have to let go of a document first. */
const ERASE_DEADLINE_MS = 120_000
/** A large archive over a slow line. */
const EXPORT_DEADLINE_MS = 3_600_000

export const eraseDocumentsClient =
  (stub: RagServiceClient): EraseDocuments =>
  async (epoch, { userId, signal, requestId }) => {
    const limits = { signal, requestId, deadlineMs: ERASE_DEADLINE_MS }
    const call = () =>
      callUnary<EraseUserResponse>(
        (metadata, options, done) => stub.eraseUser({ userId, epoch }, metadata, options, done),
        limits,
      )
    return { ...(await retryUnary(call, signal)) }
  }

export const exportDocumentsClient = (stub: RagServiceClient): ExportDocuments =>
  async function* ({ userId, signal, requestId }) {
    const limits = { signal, requestId, deadlineMs: EXPORT_DEADLINE_MS }
    const open = () =>
      readStream<ExportUserResponse>((metadata, options) => stub.exportUser({ userId }, metadata, options), limits)
    for await (const { document, text } of retryStream(open, signal)) {
      if (document) yield { kind: 'document', document: toDocument(document) }
      else if (text) yield { kind: 'text', text }
    }
  }
