import { AppError } from '@collabry/runtime/errors'
import { translateErrors } from '@collabry/storage/mongo-client'
import { Binary } from 'mongodb'
import { type Blobs, READ_BYTES_MAX } from '../store'
import type { Collections } from './collections'

/** The size of one stored piece: far below the limit of a MongoDB document, and large enough for few round trips. */
const STORED_BYTES_MAX = 1_048_576

/** Bytes in pieces, and a head that says which writing of them counts. */
export function mongoBlobs({ blobs, pieces }: Collections): Blobs {
  return {
    async write(blobId, bytes) {
      const writing = crypto.randomUUID()
      let n = 0
      try {
        for await (const piece of gathered(bytes)) {
          const stored = { blobId, writing, n, bytes: new Binary(piece), writtenAtMs: Date.now() }
          await translateErrors(() => pieces.insertOne({ _id: `${writing}:${stored.n}`, ...stored }))
          n += 1
        }
        await translateErrors(() => blobs.replaceOne({ _id: blobId }, { writing, pieces: n }, { upsert: true }))
      } catch (cause) {
        await pieces.deleteMany({ blobId, writing }).catch(() => undefined) // what stays is swept
        throw cause
      }
      await translateErrors(() => pieces.deleteMany({ blobId, writing: { $ne: writing } }))
    },
    async *read(blobId) {
      const head = await translateErrors(() => blobs.findOne({ _id: blobId }))
      for (let n = 0; n < (head?.pieces ?? 1); n += 1) {
        const piece = head && (await translateErrors(() => pieces.findOne({ _id: `${head.writing}:${n}`, blobId })))
        if (!piece) throw new AppError('not_found', 'The document was replaced or deleted while it was read; ask again.')
        const bytes = piece.bytes.buffer
        for (let at = 0; at < bytes.byteLength; at += READ_BYTES_MAX) yield bytes.subarray(at, at + READ_BYTES_MAX)
      }
    },
    remove: (blobId) =>
      translateErrors(async () => {
        await blobs.deleteOne({ _id: blobId })
        await pieces.deleteMany({ blobId })
      }),
    async *writtenBefore(timeMs) {
      const old = pieces.find({ n: 0, writtenAtMs: { $lt: timeMs } }, { projection: { blobId: 1 } })
      for await (const { blobId } of old) yield blobId
    },
  }
}

/** Pieces of the stored size; an empty blob has one empty piece. */
async function* gathered(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const room = new Uint8Array(STORED_BYTES_MAX)
  let filled = 0
  let given = 0
  for await (const piece of bytes) {
    for (let at = 0; at < piece.byteLength; ) {
      const part = piece.subarray(at, at + STORED_BYTES_MAX - filled)
      room.set(part, filled)
      at += part.byteLength
      filled += part.byteLength
      if (filled < STORED_BYTES_MAX) continue
      yield room.slice()
      given += 1
      filled = 0
    }
  }
  if (filled > 0 || given === 0) yield room.slice(0, filled)
}
