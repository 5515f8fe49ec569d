import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { type Blobs, PIECE_BYTES_MAX } from '../documents/store'
import type { Job, Outcome } from '../documents/tasks'
import { type OpenDocument, type ReadChunk, type Reader, readerVersionOf } from '../parse/reader'
import { STORED_TEXT } from '../parse/stored-text'
import type { Embedding, IndexedChunk, VectorStore } from '../vectors/store'
import { EMBED_TEXTS_MAX, EMBED_TEXTS_MIN, type Embedder, embedWithRetry } from './embedder'
import type { Lease } from './lease'

export interface IngestDeps {
  blobs: Blobs
  reader: Reader
  embedder: Embedder
  vectors: VectorStore
}

/**
 * Makes a new version searchable: reads the file, stores its text, indexes its chunks. Resumes where an earlier attempt ended.
 * `lend` lends the worker's place to other tasks until its result is disposed of.
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
  // Text that is indexed anew, because it was published, keeps the reader of its file.
  const readerVersion = readerVersionOf(job.contentType) || job.readerVersion
  await lease.report({ chunksTotal: document.chunks, readerVersion })

  const { model, detail } = await modelAtOnce(job, deps, lease, signal)
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
 * A document is found by its words first and gets its vectors later, with any model and even if the model is unavailable. A store
 * that can't find by words needs the vectors at once: `model` makes them.
 */
async function modelAtOnce({ userId, storeOwner }: Job, { embedder, vectors }: IngestDeps, lease: Lease, signal: AbortSignal) {
  const nothing = { documentIds: undefined, notebookId: undefined, hidden: [] }
  const { unsearched } = await vectors.matching(storeOwner, [], 0, nothing)
  if (unsearched) {
    const model = await embedWithRetry(() => embedder.model(userId, signal), lease, signal)
    return { model, detail: model === undefined ? NOT_FOUND_YET : '' }
  }
  const isMissing = await embedder.model(userId, signal).then(
    (model) => model === undefined,
    () => false,
  )
  return { model: undefined, detail: isMissing ? BY_WORDS_ALONE : '' }
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
  // The version is searchable already, so its recorded chunks and model stay unchanged until all chunks have their vectors.
  const quiet: Lease = { report: () => lease.report({}) }
  // Batches are stored in order.
  const from = Math.min(document.chunks, stored - (stored % EMBED_TEXTS_MIN))
  const textsAtOnce = () => deps.embedder.textsAtOnce()
  const embeddingModel = await indexChunks({ job, document, from, model, textsAtOnce }, deps, quiet, signal)
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

interface Work {
  job: Job
  document: OpenDocument
  /** Chunks before this one are in the store. */
  from: number
  /** Undefined: by words alone. */
  model: string | undefined
  /** Chunks that are embedded and stored at once. */
  textsAtOnce?: () => number
}

/** The next call is on its way when a quick model ends one; the pause would be a share of its time. */
const QUICK_CALLS = 2

interface Batch {
  chunks: ReadChunk[]
  /** Undefined: by words alone. */
  embeddings: Embedding[] | undefined
}

/** Puts the chunks into the vector store, batch by batch. Says by which model; empty: by words alone. */
async function indexChunks(
  { job, document, from, model, textsAtOnce = () => EMBED_TEXTS_MAX }: Work,
  { embedder, vectors }: { embedder: Embedder; vectors: VectorStore },
  lease: Lease,
  signal: AbortSignal,
): Promise<string> {
  let used = model
  let readTo = from
  // One batch is stored while the next ones are read and embedded.
  const ahead: Promise<Batch>[] = []
  const prepareMore = () => {
    const count = textsAtOnce()
    const calls = count === EMBED_TEXTS_MAX ? QUICK_CALLS : 1
    while (ahead.length < calls && readTo < document.chunks) {
      const batch = prepare(readTo, count)
      readTo += count
      batch.catch(() => undefined) // awaited in its turn, if storing those before it does not fail first
      ahead.push(batch)
    }
  }
  prepareMore()
  let at = from
  for (let next = ahead.shift(); next; next = ahead.shift()) {
    const { chunks, embeddings } = await next
    if (embeddings === undefined) used = undefined
    prepareMore()
    signal.throwIfAborted()
    const indexed = chunks.map((chunk, index) => toIndexed(job, chunk, embeddings?.[index]))
    await vectors.upsert(job.storeOwner, indexed)
    at += chunks.length
    await lease.report({ chunksProcessed: at, embeddingModel: used ?? '', statusDetail: 'Indexing.' })
  }
  return used ?? ''

  async function prepare(first: number, count: number): Promise<Batch> {
    const chunks = await document.batch(first, count, signal)
    return { chunks, embeddings: used === undefined ? undefined : await embed(chunks) }
  }

  /** Undefined: the model was removed, and the remaining chunks are found by words alone. */
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

/**
 * A chunk has the same id whenever and wherever it is written, so a retry after a crash overwrites it and never duplicates it.
 */
export const chunkIdOf = (owner: OwnerKey, documentId: string, version: number, ordinal: number): string =>
  createHash('sha256').update(`${owner}:${documentId}:${version}:${ordinal}`).digest('hex').slice(0, 32)
