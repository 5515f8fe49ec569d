import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { type Blobs, PIECE_BYTES_MAX } from '../documents/store'
import type { Job, Outcome } from '../documents/tasks'
import type { OpenDocument, Reader } from '../parse/reader'
import { readerVersionOf } from '../parse/reader'
import { STORED_TEXT } from '../parse/stored-text'
import type { VectorStore } from '../vectors/store'
import { EMBED_TEXTS_MAX, type Embedder, embedWithRetry } from './embedder'
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

  const { model, detail } = await modelFor(job, deps, lease, signal)
  const isSame = job.embeddingModel === (model ?? '') && job.readerVersion === readerVersion
  const from = job.chunksProcessed > 0 && isSame ? job.chunksProcessed : 0
  const embeddingModel = await indexChunks({ job, document, from, model }, deps, lease, signal)
  const sentences = [...(detail === '' ? [] : [detail]), ...document.leftOut.map(({ sentence }) => sentence)]
  return {
    kind: 'indexed',
    chunks: document.chunks,
    embeddingModel,
    statusDetail: sentences.join(' '),
    leftOut: document.leftOut,
  }
}

/**
 * The model whose vectors the version is committed with. Where a model takes minutes for a book, its documents are found by
 * their words first and get their vectors afterwards; a store that can't find by words needs the vectors at once.
 */
async function modelFor({ userId, storeOwner }: Job, { embedder, vectors }: IngestDeps, lease: Lease, signal: AbortSignal) {
  const model = await embedWithRetry(() => embedder.model(userId, signal), lease, signal)
  if (model !== undefined && !(await embedder.vectorsFollow(userId, signal))) return { model, detail: '' }
  const nothing = { documentIds: undefined, notebookId: undefined, hidden: [] }
  const { unsearched } = await vectors.matching(storeOwner, [], 0, nothing)
  if (model === undefined) return { model, detail: unsearched ? NOT_FOUND_YET : BY_WORDS_ALONE }
  return { model: unsearched ? model : undefined, detail: '' }
}

const BY_WORDS_ALONE = 'There is no embedding model: the document is found by its words alone.'
const NOT_FOUND_YET =
  'There is no embedding model, and the vector store can’t search by words: the document is found once there is a model.'

/**
 * Gives vectors to a searchable version that has none, or another model's, after those that an earlier attempt has stored.
 * `migrate-vectors` may have done so before.
 */
export async function embedAgain(job: Job, model: string, deps: IngestDeps, lease: Lease, signal: AbortSignal): Promise<Outcome> {
  const { chunks, embedded } = await deps.vectors.count(job.storeOwner, { documentId: job.documentId, version: job.version })
  const stored = embedded.get(model) ?? 0
  if (chunks === job.chunksProcessed && stored === chunks) return { kind: 'embedded', embeddingModel: model }
  await using document = await openBlob(job, { blobId: job.textId, contentType: STORED_TEXT }, deps, signal)
  document.takeText() // it is stored already, and would be held until the last vector is there
  // The version is searchable as it is: what is noted of its chunks and its model stays until all have their vectors.
  const quiet: Lease = { report: () => lease.report({}) }
  // Batches are stored in order.
  const from = Math.min(document.chunks, stored - (stored % EMBED_TEXTS_MAX))
  const embeddingModel = await indexChunks({ job, document, from, model }, deps, quiet, signal)
  return embeddingModel ? { kind: 'embedded', embeddingModel } : { kind: 'released', statusDetail: '', retryInMs: 0 }
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
