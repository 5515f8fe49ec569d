import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** One short write transaction; a full or broken disk is the store being away, not a bug. */
export function writing<Result>(db: Database, steps: () => Result): Result {
  try {
    return db.transaction(steps).immediate()
  } catch (cause) {
    if (!(cause instanceof SQLiteError) || !DISK.test(cause.code ?? '')) throw cause
    throw new AppError('unavailable', 'The documents can’t be changed now; try again later.', { cause })
  }
}

const DISK = /^SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)/
