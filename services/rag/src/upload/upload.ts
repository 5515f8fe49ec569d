import { createHash, type Hash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { Blobs } from '../documents/blobs'
import { documentIdOf } from '../documents/document-id'
import type { TaskRecord, Tasks } from '../documents/tasks'
import { checkHead, type UploadHead } from './upload-head'

export interface UploadDeps {
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
  { tasks, blobs, uploadBytesMax }: UploadDeps,
): Promise<TaskRecord> {
  checkHead(headNow())
  const blobId = crypto.randomUUID().replaceAll('-', '')
  const seen = { hash: createHash('sha256'), bytes: 0 }
  await blobs.write(blobId, watched(bytes, seen, uploadBytesMax))
  const head = await checkedOr(headNow(), () => blobs.remove(blobId))
  const documentId = documentIdOf(userId, head.notebookId, head.filename)
  const contentHash = seen.hash.digest('hex')
  // When this fails the task may be there all the same, so its bytes stay; the sweep removes them if nothing names them.
  const { task, bytesNeeded } = await tasks.submit(userId, { ...head, documentId, blobId, contentHash, bytes: seen.bytes })
  if (!bytesNeeded) await blobs.remove(blobId)
  return task
}

async function checkedOr(head: UploadHead, undo: () => Promise<void>): Promise<UploadHead> {
  try {
    checkHead(head)
    return head
  } catch (error) {
    await undo()
    throw error
  }
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
