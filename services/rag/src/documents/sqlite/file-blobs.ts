import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { type Blobs, READ_BYTES_MAX } from '../store'

/** One file a blob. Writing and syncing happen on the thread pool: a large upload never holds the loop that serves searches. */
export async function fileBlobs(directory: string): Promise<Blobs> {
  await mkdir(directory, { recursive: true })
  const folderOf = (blobId: string) => join(directory, blobId.slice(0, 2))
  const pathOf = (blobId: string) => join(folderOf(blobId), blobId)

  return {
    async write(blobId, bytes) {
      const partial = `${pathOf(blobId)}${PARTIAL}`
      try {
        const made = await mkdir(folderOf(blobId), { recursive: true })
        if (made) await sync(directory)
        await fill(partial, bytes)
        await rename(partial, pathOf(blobId))
        await sync(folderOf(blobId))
      } catch (cause) {
        await rm(partial, { force: true })
        throw isDiskError(cause)
          ? new AppError('unavailable', 'The document can’t be stored now; try again later.', { cause })
          : cause
      }
    },
    async *read(blobId) {
      try {
        yield* createReadStream(pathOf(blobId), { highWaterMark: READ_BYTES_MAX })
      } catch (cause) {
        if ((cause as { code?: unknown }).code !== 'ENOENT') throw cause
        throw new AppError('not_found', 'The document was replaced or deleted while it was read; ask again.', { cause })
      }
    },
    remove: (blobId) => rm(pathOf(blobId), { force: true }),
    async *writtenBefore(timeMs) {
      for (const folder of await readdir(directory)) {
        for (const blobId of await readdir(join(directory, folder))) {
          const found = await stat(join(directory, folder, blobId)).catch(() => undefined) // removed by someone else meanwhile
          if (found && found.mtimeMs < timeMs) yield blobId
        }
      }
    },
  }
}

/** The suffix of a file that is being written. The sweep removes one that a crash left, like any blob that no task names. */
const PARTIAL = '.partial'

async function fill(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'w')
  for await (const piece of bytes) await writeAll(file, piece)
  await file.datasync()
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.byteLength; ) done += (await file.write(piece, done)).bytesWritten
}

/** Makes a new or renamed entry of a folder survive a power cut. */
async function sync(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

const isDiskError = (error: unknown) => typeof (error as { syscall?: unknown }).syscall === 'string'
