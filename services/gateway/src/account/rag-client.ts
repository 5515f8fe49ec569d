import type { RagStub } from '../core/grpc/stubs'
import { toDocument } from '../documents/rag-client'
import type { EraseDocuments, ExportDocuments } from './erasure'

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
