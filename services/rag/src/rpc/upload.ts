import type { UploadHead } from '@collabry/proto/gen/collabry/rag/v1/UploadHead'
import type { UploadRequest } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import { AppError } from '@collabry/runtime/errors'
import { PIECE_BYTES_MAX } from '../documents/store'

interface Parts {
  userId: string
  /** The one that counts; the end may bring it. */
  head: () => UploadHead
  bytes: AsyncGenerator<Uint8Array>
}

/** The head of an upload and the bytes that follow it, drawn one message at a time. */
export async function uploadParts(requests: AsyncIterable<UploadRequest>): Promise<Parts> {
  const iterator = requests[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done || !first.value.head)
    throw new AppError('validation_error', 'The first message must have the head of the upload.')
  const { userId } = first.value
  let head: UploadHead = first.value.head
  const correct = (last: UploadHead) => {
    head = last
  }
  return { userId, head: () => head, bytes: bytesOf({ [Symbol.asyncIterator]: () => iterator }, userId, correct) }
}

async function* bytesOf(
  requests: AsyncIterable<UploadRequest>,
  userId: string,
  correct: (last: UploadHead) => void,
): AsyncGenerator<Uint8Array> {
  let ended = false
  for await (const request of requests) {
    if (request.userId !== userId) throw new AppError('validation_error', 'Every message of an upload must name the same user.')
    if (ended) throw new AppError('validation_error', 'Nothing may follow the end of an upload.')
    if (request.end) {
      ended = true
      if (request.end.head) correct(request.end.head)
    } else if (request.chunk) {
      if (request.chunk.byteLength > PIECE_BYTES_MAX)
        throw new AppError('validation_error', 'A message has at most 256 KiB of bytes.')
      yield request.chunk
    } else throw new AppError('validation_error', 'Every message between the head and the end of an upload must have bytes.')
  }
  // A caller that has died, or has reset its call, can look like one that has sent everything.
  if (!ended) throw new AppError('cancelled', 'The upload was cut off before its end; send the document again.')
}
