import type { DocumentEntry } from './ports'

/** The bytes of a file are not kept once its text is stored. */
const OUTDATED =
  'An older reader made the text of this file, and the present one may read more of it: upload the file again, under the same name and notebook.'

/** A document as the contract shows it. */
export const toDocumentEntry = (document: DocumentEntry) => ({
  document_id: document.documentId,
  filename: document.filename,
  status: document.status,
  chunks: document.chunks,
  bytes: document.bytes,
  metadata: document.metadata,
  notebook_id: document.notebookId,
  created_at: new Date(document.createdAtMs).toISOString(),
  version: document.version,
  left_out: document.leftOut,
  outdated: document.isOutdated,
  notice: document.isOutdated ? OUTDATED : null,
})
