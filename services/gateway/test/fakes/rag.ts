import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../src/core/caller'
import type { DocumentEntry, Passage, Rag, SearchQuery } from '../../src/documents/ports'

export const passageOf = (content: string, scores: Partial<Passage> = {}): Passage => ({
  documentId: 'd1',
  chunkId: 'c1',
  filename: 'notes.txt',
  content,
  start: 0,
  end: content.length,
  page: null,
  score: 0.5,
  similarity: 0.6,
  wordCoverage: 0.6,
  isUnrelated: false,
  metadata: {},
  ...scores,
})

export const documentOf = (change: Partial<DocumentEntry> = {}): DocumentEntry => ({
  documentId: 'd1',
  filename: 'a.txt',
  status: 'completed',
  chunks: 1,
  bytes: 6,
  metadata: {},
  notebookId: null,
  createdAtMs: 0,
  version: 1,
  leftOut: [],
  isOutdated: false,
  ...change,
})

/**
 * Finds the same passages for every query, but no more than were asked for; an error instead of passages is thrown. The queries of
 * `followUps` find nothing by themselves.
 */
export function fixedRag(
  passages: Passage[] | Error,
  before: (caller: Caller) => Promise<void> = async () => undefined,
  documentsProcessing = 0,
  followUps: string[] = [],
) {
  const searched: SearchQuery[] = []
  const none = () => {
    throw new AppError('not_found', 'Only passages are kept here.')
  }
  const rag: Rag = {
    async search(query, caller) {
      searched.push(query)
      await before(caller)
      if (passages instanceof Error) throw passages
      const followsUp = followUps.includes(query.query)
      const found = followsUp ? [] : passages.slice(0, query.topK)
      return { passages: found, mode: 'hybrid', coverage: 1, hasChunks: passages.length > 0, followsUp }
    },
    checkSources: async () => ({ documentsProcessing }),
    upload: none,
    task: none,
    watchTask: none,
    cancelTask: none,
    retryTask: none,
    documents: none,
    document: none,
    changeDocument: none,
    notebooks: none,
    readDocument: none,
    deleteDocument: none,
  }
  return { rag, searched }
}
