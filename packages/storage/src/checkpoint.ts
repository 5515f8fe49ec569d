import type { Database } from 'bun:sqlite'
import { storeError } from './group-commit'

/** Writes the write-ahead log into the file and empties it: until then it holds older pages, or the file does. */
export function checkpoint(db: Database): void {
  try {
    db.run('pragma wal_checkpoint(truncate)')
  } catch (error) {
    throw storeError(error)
  }
}
