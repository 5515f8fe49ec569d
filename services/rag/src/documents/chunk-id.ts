import { createHash } from 'node:crypto'
import type { OwnerKey } from '@collabry/storage/owner-key'

/** The same chunk whenever and by whomever it is written: what a crash left half done is written over, never doubled. */
export const chunkIdOf = (owner: OwnerKey, documentId: string, version: number, ordinal: number): string =>
  createHash('sha256').update(`${owner}:${documentId}:${version}:${ordinal}`).digest('hex').slice(0, 32)
