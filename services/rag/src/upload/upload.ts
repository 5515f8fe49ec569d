import { createHash, type Hash } from 'node:crypto'
import { AppError, type Code } from '@collabry/runtime/errors'
import { fieldError } from '@collabry/runtime/validation'
import { type Blobs, type Erasures, erasedSince } from '../documents/store'
import type { TaskRecord, Tasks } from '../documents/tasks'
import { readerVersionOf } from '../parse/reader'

export interface UploadDeps {
  erasures: Pick<Erasures, 'epoch'>
  tasks: Tasks
  blobs: Blobs
  uploadBytesMax: number
}

/**
 * Takes a document in: first its bytes, then the task that names them, which is the commit. Answers before any parsing.
 * What the head says when the bytes have come counts.
 */
export async function upload(
  userId: string,
  headNow: () => UploadHead,
  bytes: AsyncIterable<Uint8Array>,
  { erasures, tasks, blobs, uploadBytesMax }: UploadDeps,
): Promise<{ task: TaskRecord; isNew: boolean }> {
  checkHead(headNow())
  const epoch = await erasures.epoch(userId)
  // The bytes may have been on their way to us for longer than the whole erasure took.
  const { acceptedAtMs } = headNow()
  if (acceptedAtMs > 0 && acceptedAtMs <= epoch) throw erasedSince()
  const blobId = crypto.randomUUID().replaceAll('-', '')
  const seen = { hash: createHash('sha256'), bytes: 0 }
  await blobs.write(blobId, watched(bytes, seen, uploadBytesMax))
  const { acceptedAtMs: _, ...head } = await refusedOr(
    async () => checked(headNow()),
    () => blobs.remove(blobId),
  )
  const documentId = documentIdOf(userId, head.notebookId, head.filename)
  const contentHash = seen.hash.digest('hex')
  const { task, bytesNeeded } = await refusedOr(
    () =>
      tasks.submit(userId, {
        ...head,
        epoch,
        documentId,
        blobId,
        contentHash,
        bytes: seen.bytes,
        readerVersion: readerVersionOf(head.contentType),
      }),
    () => blobs.remove(blobId),
  )
  if (!bytesNeeded) await blobs.remove(blobId)
  return { task, isNew: bytesNeeded }
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

const REFUSED = new Set<Code>(['validation_error', 'failed_precondition'])

function checked(head: UploadHead): UploadHead {
  checkHead(head)
  return head
}

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

/** The same file of the same user in the same notebook is the same document, whichever process takes it, and however often. */
export const documentIdOf = (userId: string, notebookId: string, filename: string): string =>
  // JSON keeps the three apart, and keeps lone surrogates apart too, which UTF-8 would make one.
  createHash('sha256')
    .update(JSON.stringify([userId, notebookId, filename]))
    .digest('hex')
    .slice(0, 32)

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

/** Refuses a head before any byte is stored. */
function checkHead({ filename, contentType, metadataJson, notebookId }: UploadHead): void {
  if (filename.length < 1 || filename.length > 255) throw fieldError('filename', 'give 1 to 255 characters')
  if (contentType.length > 255) throw fieldError('content_type', 'give at most 255 characters')
  if (!/^([A-Za-z0-9._-]{1,128})?$/.test(notebookId))
    throw fieldError('notebook_id', 'give 1 to 128 of the characters A-Z a-z 0-9 . _ -')
  if (Buffer.byteLength(metadataJson) > METADATA_BYTES_MAX) throw fieldError('metadata', 'give at most 16 KiB of JSON')
  if (!isJsonObject(metadataJson)) throw fieldError('metadata', 'give a JSON object')
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
