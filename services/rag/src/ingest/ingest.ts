import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { type Blobs, PIECE_BYTES_MAX } from '../documents/store'
import type { Job, Outcome } from '../documents/tasks'
import type { OpenDocument, Reader } from '../parse/reader'
import { readerVersionOf } from '../parse/reader'
import { STORED_TEXT } from '../parse/stored-text'
import type { VectorStore } from '../vectors/store'
import type { Embedder } from './embedder'
import { embedWithRetry } from './embedder'
import { indexChunks } from './index-chunks'
import type { Lease } from './lease'

export interface IngestDeps {
  blobs: Blobs
  reader: Reader
  embedder: Embedder
  vectors: VectorStore
}

/**
 * Makes a new version searchable: read, store the text, index the chunks. Goes on where an earlier attempt ended. `lend`: lets
 * others have the worker's place until what it gives is disposed of.
 */
export async function ingest(
  job: Job,
  { lend, ...deps }: IngestDeps & { lend(): Disposable },
  lease: Lease,
  signal: AbortSignal,
): Promise<Outcome> {
  const recognizing = () => {
    lease.report({ statusDetail: 'Recognising the text in its pictures.' }).catch(() => undefined) // it is renewed anyway
    return lend()
  }
  await using document = await openBlob(job, { blobId: job.blobId, contentType: job.contentType, recognizing }, deps, signal)
  await deps.blobs.write(job.textId, inPieces(document.takeText()))
  const readerVersion = readerVersionOf(job.contentType)
  await lease.report({ chunksTotal: document.chunks, readerVersion })

  const model = await embedWithRetry(() => deps.embedder.model(job.userId, signal), lease, signal)
  const isSame = job.embeddingModel === (model ?? '') && job.readerVersion === readerVersion
  const from = job.chunksProcessed > 0 && isSame ? job.chunksProcessed : 0
  const embeddingModel = await indexChunks({ job, document, from, model }, deps, lease, signal)
  const sentences = document.leftOut.map(({ sentence }) => sentence)
  if (embeddingModel === '') sentences.unshift(await withoutVectors(job, deps))
  return {
    kind: 'indexed',
    chunks: document.chunks,
    embeddingModel,
    statusDetail: sentences.join(' '),
    leftOut: document.leftOut,
  }
}

/** Gives vectors to a searchable version that has none, or another model's. `migrate-vectors` may have done so before. */
export async function embedAgain(job: Job, model: string, deps: IngestDeps, lease: Lease, signal: AbortSignal): Promise<Outcome> {
  const { chunks, embedded } = await deps.vectors.count(job.storeOwner, { documentId: job.documentId, version: job.version })
  if (chunks === job.chunksProcessed && embedded.get(model) === chunks) return { kind: 'embedded', embeddingModel: model }
  await using document = await openBlob(job, { blobId: job.textId, contentType: STORED_TEXT }, deps, signal)
  document.takeText() // it is stored already, and would be held until the last vector is there
  // The version is searchable as it is: what is noted of its chunks and its model stays until all have their vectors.
  const quiet: Lease = { report: () => lease.report({}) }
  const embeddingModel = await indexChunks({ job, document, from: 0, model }, deps, quiet, signal)
  return embeddingModel ? { kind: 'embedded', embeddingModel } : { kind: 'released', statusDetail: '', retryInMs: 0 }
}

async function withoutVectors({ storeOwner }: Job, { vectors }: IngestDeps): Promise<string> {
  const { unsearched } = await vectors.matching(storeOwner, [], 0, { documentIds: undefined, notebookId: undefined, hidden: [] })
  return unsearched
    ? 'There is no embedding model, and the vector store can’t search by words: the document is found once there is a model.'
    : 'There is no embedding model: the document is found by its words alone.'
}

async function openBlob(
  { userId, filename, contentHash, blobId: original }: Job,
  { blobId, ...file }: { blobId: string; contentType: string; recognizing?: () => Disposable },
  { blobs, reader }: IngestDeps,
  signal: AbortSignal,
): Promise<OpenDocument> {
  const pieces = async () => {
    const pieces: Uint8Array[] = []
    const hash = createHash('sha256')
    for await (const piece of blobs.read(blobId)) {
      signal.throwIfAborted()
      pieces.push(piece)
      hash.update(piece)
    }
    if (blobId === original && hash.digest('hex') !== contentHash) {
      throw new AppError('validation_error', 'The stored file is damaged; upload it again.')
    }
    return pieces
  }
  return reader.open({ ...file, userId, filename, pieces }, signal)
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES_MAX) yield bytes.subarray(at, at + PIECE_BYTES_MAX)
}
