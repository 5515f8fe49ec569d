import { createHash } from 'node:crypto'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { Job } from '../documents/tasks'
import type { OpenDocument, ReadChunk } from '../parse/reader'
import type { Embedding, IndexedChunk, VectorStore } from '../vectors/store'
import { EMBED_TEXTS_MAX, type Embedder, embedWithRetry } from './embedder'
import type { Lease } from './lease'

interface Work {
  job: Job
  document: OpenDocument
  /** Chunks before this one are in the store. */
  from: number
  /** Undefined: by words alone. */
  model: string | undefined
}

/** Puts the chunks into the vector store, batch by batch. Says by which model; empty: by words alone. */
export async function indexChunks(
  { job, document, from, model }: Work,
  { embedder, vectors }: { embedder: Embedder; vectors: VectorStore },
  lease: Lease,
  signal: AbortSignal,
): Promise<string> {
  let used = model
  // Three steps overlap: one batch is stored, the model embeds the next one, and the one after that is read.
  let read = readFrom(from)
  let next = prepare(from)
  for (let at = from; at < document.chunks; at += EMBED_TEXTS_MAX) {
    const { chunks, embeddings } = await next
    if (embeddings === undefined) used = undefined
    next = prepare(at + EMBED_TEXTS_MAX)
    next.catch(() => undefined) // awaited in the next round, if storing these does not fail first
    signal.throwIfAborted()
    const indexed = chunks.map((chunk, index) => toIndexed(job, chunk, embeddings?.[index]))
    await vectors.upsert(job.storeOwner, indexed)
    await lease.report({ chunksProcessed: at + chunks.length, embeddingModel: used ?? '', statusDetail: 'Indexing.' })
  }
  return used ?? ''

  function readFrom(at: number): Promise<ReadChunk[]> {
    const reading = at < document.chunks ? document.batch(at, EMBED_TEXTS_MAX, signal) : Promise.resolve([])
    reading.catch(() => undefined) // awaited by the batch before it
    return reading
  }

  async function prepare(at: number): Promise<{ chunks: ReadChunk[]; embeddings: Embedding[] | undefined }> {
    const chunks = await read
    read = readFrom(at + EMBED_TEXTS_MAX)
    return { chunks, embeddings: chunks.length > 0 && used !== undefined ? await embed(chunks) : undefined }
  }

  /** Undefined: the model was removed for good, and the remaining chunks are found by words alone. */
  function embed(chunks: ReadChunk[]): Promise<Embedding[] | undefined> {
    const texts = chunks.map((chunk) => chunk.embeddingText)
    return embedWithRetry(
      async () => {
        if ((await embedder.model(job.userId, signal)) === undefined) return undefined
        return embedder.embed(job.userId, texts, 'document', signal)
      },
      lease,
      signal,
    )
  }
}

const toIndexed = (job: Job, { embeddingText: _, ...chunk }: ReadChunk, embedding: Embedding | undefined): IndexedChunk => ({
  ...chunk,
  chunkId: chunkIdOf(job.storeOwner, job.documentId, job.version, chunk.ordinal),
  documentId: job.documentId,
  version: job.version,
  notebookId: job.notebookId,
  embedding,
})

/** The same chunk whenever and by whomever it is written: what a crash left half done is written over, never doubled. */
export const chunkIdOf = (owner: OwnerKey, documentId: string, version: number, ordinal: number): string =>
  createHash('sha256').update(`${owner}:${documentId}:${version}:${ordinal}`).digest('hex').slice(0, 32)
