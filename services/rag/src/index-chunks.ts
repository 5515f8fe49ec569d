import { chunkIdOf } from './documents/chunk-id'
import type { Job } from './documents/tasks'
import { embedPatiently } from './embed-patiently'
import { EMBED_TEXTS_MAX, type Embedder } from './embedder'
import type { Lease } from './lease'
import type { OpenDocument, ReadChunk } from './parse/reader'
import type { Embedding, IndexedChunk, VectorStore } from './vectors/store'

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
  for (let at = from; at < document.chunks; at += EMBED_TEXTS_MAX) {
    const batch = await document.batch(at, EMBED_TEXTS_MAX, signal)
    const embeddings = used === undefined ? undefined : await embed(batch)
    if (embeddings === undefined) used = undefined
    signal.throwIfAborted()
    await vectors.upsert(
      job.storeOwner,
      batch.map((chunk, index) => toIndexed(job, chunk, embeddings?.[index])),
    )
    await lease.report({ chunksProcessed: at + batch.length, embeddingModel: used ?? '', statusDetail: 'Indexing.' })
  }
  return used ?? ''

  /** Undefined: the model has been taken away for good, and what is left goes by words. */
  function embed(batch: ReadChunk[]): Promise<Embedding[] | undefined> {
    const texts = batch.map((chunk) => chunk.embeddingText)
    return embedPatiently(
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
