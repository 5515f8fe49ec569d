import type { UploadHead } from '@collabry/proto/gen/collabry/rag/v1/UploadHead'
import type { UploadRequest } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import { AppError } from '@collabry/runtime/errors'
import { PIECE_BYTES_MAX } from './documents/blobs'

interface Parts {
  userId: string
  head: UploadHead
  bytes: AsyncGenerator<Uint8Array>
}

/** The head of an upload and the bytes that follow it, drawn one message at a time. */
export async function uploadParts(requests: AsyncIterable<UploadRequest>): Promise<Parts> {
  const iterator = requests[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done || !first.value.head)
    throw new AppError('validation_error', 'The first message must have the head of the upload.')
  const { userId, head } = first.value
  return { userId, head, bytes: bytesOf({ [Symbol.asyncIterator]: () => iterator }, userId) }
}

async function* bytesOf(requests: AsyncIterable<UploadRequest>, userId: string): AsyncGenerator<Uint8Array> {
  for await (const request of requests) {
    if (request.userId !== userId) throw new AppError('validation_error', 'Every message of an upload must name the same user.')
    if (!request.chunk) throw new AppError('validation_error', 'Only the first message of an upload may have a head.')
    if (request.chunk.byteLength > PIECE_BYTES_MAX)
      throw new AppError('validation_error', 'A message has at most 256 KiB of bytes.')
    yield request.chunk
  }
}
