import { statfs } from 'node:fs/promises'
import { AppError } from '@collabry/runtime/errors'

/** With less than this, transactions begin to fail. */
const FREE_BYTES_MIN = 1024 * 1024

/** Throws `unavailable` if the disk of a folder is full. What is on it can still be read. */
export async function checkFreeSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < FREE_BYTES_MIN) throw new AppError('unavailable', 'The disk is full: make room.')
}
