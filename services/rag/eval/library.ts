import { ownerKey } from '@collabry/storage/owner-key'
import type { DocumentRecord } from '../src/documents/store'
import { chunkIdOf } from '../src/ingest/ingest'
import type { ReadChunk } from '../src/parse/reader'
import { threadReader } from '../src/parse/thread-reader'
import type { VectorStore } from '../src/vectors/store'
import type { Collection } from './collection'
import type { Embed } from './vectors'

export const USER = 'eval'
const BATCH = 64

/** Takes the documents the way an upload goes: read, chunked, given words and vectors, stored. Says how many chunks there are. */
export async function fill(vectors: VectorStore, { documents }: Collection, embed: Embed): Promise<number> {
  const chunks = await readAll(documents)
  const embeddings = await embed(
    chunks.map(({ embeddingText }) => embeddingText),
    'document',
  )
  const owner = ownerKey(USER)
  const indexed = chunks.map(({ embeddingText: _, documentId, ...chunk }, at) => ({
    ...chunk,
    chunkId: chunkIdOf(owner, documentId, 1, chunk.ordinal),
    documentId,
    version: 1,
    notebookId: '',
    embedding: embeddings[at],
  }))
  for (let at = 0; at < indexed.length; at += BATCH) await vectors.upsert(owner, indexed.slice(at, at + BATCH))
  return indexed.length
}

async function readAll(documents: Collection['documents']): Promise<(ReadChunk & { documentId: string })[]> {
  await using reader = threadReader()
  const never = new AbortController().signal
  const chunks: (ReadChunk & { documentId: string })[] = []
  for (const { id, text } of documents) {
    const file = {
      userId: USER,
      filename: `${id}.txt`,
      contentType: 'text/plain',
      pieces: async () => [new TextEncoder().encode(text)],
    }
    await using document = await reader.open(file, never)
    for (const chunk of await document.batch(0, document.chunks, never)) chunks.push({ ...chunk, documentId: id })
  }
  return chunks
}

/** A catalogue in which every document is the user's and searchable. */
export const catalogue = {
  hidden: async () => [],
  readable: async (_: string, ids: string[]) => ids.map(recordOf),
}

export const recordOf = (documentId: string): DocumentRecord => ({
  documentId,
  userId: USER,
  filename: `${documentId}.txt`,
  notebookId: '',
  metadataJson: '{}',
  bytes: 1,
  version: 1,
  chunks: 1,
  readerVersion: 0,
  leftOut: [],
  status: 'completed',
  isPublic: false,
  createdAtMs: 0,
})
