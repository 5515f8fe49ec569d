import { createHash, type Hash } from 'node:crypto'
import { AppError, type Code } from '@collabry/runtime/errors'
import { fieldError, isRecord } from '@collabry/runtime/validation'
import {
  type Blobs,
  type Catalogue,
  type DocumentRecord,
  documentIdOf,
  type Erasures,
  erasedSince,
  unsettled,
} from '../documents/store'
import type { TaskRecord, Tasks } from '../documents/tasks'
import { readerVersionOf } from '../parse/reader'

export interface UploadDeps {
  erasures: Pick<Erasures, 'epoch'>
  tasks: Tasks
  blobs: Blobs
  uploadBytesMax: number
}

export interface UploadSource {
  bytes: AsyncIterable<Uint8Array>
  /** The description of the document; known once all bytes have been read. */
  head(): UploadHead
}

/** Takes a document in: first its bytes, then the task that names them, which is the commit. Answers before any parsing. */
export async function upload(
  userId: string,
  source: UploadSource,
  { erasures, tasks, blobs, uploadBytesMax }: UploadDeps,
): Promise<{ task: TaskRecord; isNew: boolean }> {
  const epoch = await erasures.epoch(userId)
  const blobId = crypto.randomUUID().replaceAll('-', '')
  const seen = { hash: createHash('sha256'), bytes: 0 }
  await blobs.write(blobId, watched(source.bytes, seen, uploadBytesMax))
  const submit = async () => {
    const { acceptedAtMs, ...head } = checkHead(source.head())
    // The bytes may have been on their way to us for longer than the whole erasure took.
    if (acceptedAtMs > 0 && acceptedAtMs <= epoch) throw erasedSince()
    return tasks.submit(userId, {
      ...head,
      epoch,
      documentId: documentIdOf(userId, head.notebookId, head.filename),
      blobId,
      contentHash: seen.hash.digest('hex'),
      bytes: seen.bytes,
      readerVersion: readerVersionOf(head.contentType),
    })
  }
  const { task, bytesNeeded } = await refusedOr(submit, () => blobs.remove(blobId))
  if (!bytesNeeded) await blobs.remove(blobId)
  return { task, isNew: bytesNeeded }
}

/** Lets everyone read a searchable document, or its owner alone: a copy of its text is indexed under another owner. */
export async function republish(
  { documentId, userId, version }: DocumentRecord,
  change: { publish: boolean; metadataJson: string },
  { erasures, tasks, blobs, catalogue }: Pick<UploadDeps, 'erasures' | 'tasks' | 'blobs'> & { catalogue: Catalogue },
): Promise<void> {
  if (version === 0) throw unsettled()
  const epoch = await erasures.epoch(userId)
  const blobId = crypto.randomUUID().replaceAll('-', '')
  const seen = { hash: createHash('sha256'), bytes: 0 }
  await blobs.write(blobId, watched(encoded(catalogue.text(userId, documentId)), seen, Number.POSITIVE_INFINITY))
  const commit = () =>
    tasks.republish(userId, { ...change, documentId, version, epoch, blobId, contentHash: seen.hash.digest('hex') })
  await refusedOr(commit, () => blobs.remove(blobId))
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

/**
 * A refused upload leaves no bytes. After any other failure the task may exist all the same: the sweep removes the bytes if it
 * does not.
 */
async function refusedOr<Result>(step: () => Promise<Result>, undo: () => Promise<void>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof AppError && REFUSED.has(error.code)) await undo()
    throw error
  }
}

const REFUSED = new Set<Code>(['validation_error', 'failed_precondition', 'forbidden', 'conflict'])

interface Seen {
  hash: Hash
  bytes: number
}

async function* watched(bytes: AsyncIterable<Uint8Array>, seen: Seen, bytesMax: number) {
  for await (const piece of bytes) {
    seen.bytes += piece.byteLength
    if (seen.bytes > bytesMax) throw tooLarge(bytesMax)
    seen.hash.update(piece)
    yield piece
  }
}

const tooLarge = (bytesMax: number) =>
  new AppError(
    'payload_too_large',
    `The file is larger than the ${Math.floor(bytesMax / 1_048_576)} MiB that are allowed; upload it in parts.`,
  )

/** The description of an uploaded document. */
export interface UploadHead {
  filename: string
  contentType: string
  /** A JSON object as text. */
  metadataJson: string
  /** Empty: none. */
  notebookId: string
  publish: boolean
  /** When the request was accepted, ms; 0: not said. */
  acceptedAtMs: number
}

const METADATA_BYTES_MAX = 16 * 1024

export function checkHead<Head extends Omit<UploadHead, 'publish' | 'acceptedAtMs'>>(head: Head): Head {
  const { filename, contentType, metadataJson, notebookId } = head
  if (filename.length < 1 || filename.length > 255) throw fieldError('filename', 'give 1 to 255 characters')
  if (contentType.length > 255) throw fieldError('content_type', 'give at most 255 characters')
  if (!/^([A-Za-z0-9._-]{1,128})?$/.test(notebookId))
    throw fieldError('notebook_id', 'give 1 to 128 of the characters A-Z a-z 0-9 . _ -')
  if (Buffer.byteLength(metadataJson) > METADATA_BYTES_MAX) throw fieldError('metadata', 'give at most 16 KiB of JSON')
  if (!isJsonObject(metadataJson)) throw fieldError('metadata', 'give a JSON object')
  return head
}

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text))
  } catch {
    return false
  }
}
