import { createHash, type Hash } from 'node:crypto'
import { AppError, type Code } from '@collabry/runtime/errors'
import { type Blobs, type Erasures, erasedSince } from '../documents/store'
import type { TaskRecord, Tasks } from '../documents/tasks'
import { readerVersionOf } from '../parse/reader'
import { checkHead, type UploadHead } from './upload-head'

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
