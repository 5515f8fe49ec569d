import type { Database } from 'bun:sqlite'
import { storeError } from './group-commit'

/** Writes the write-ahead log into the file and empties it. Before that, one of the two still holds pages that were erased. */
export function checkpoint(db: Database): void {
  try {
    db.run('pragma wal_checkpoint(truncate)')
  } catch (error) {
    throw storeError(error)
  }
}
