import type { DocumentEntry } from '../study/rag'
import { isoTime } from './times'

/** A document as the contract shows it. */
export const toDocumentEntry = (document: DocumentEntry) => ({
  document_id: document.documentId,
  filename: document.filename,
  status: document.status,
  chunks: document.chunks,
  bytes: document.bytes,
  metadata: document.metadata,
  notebook_id: document.notebookId,
  created_at: isoTime(document.createdAtMs),
  version: document.version,
})
