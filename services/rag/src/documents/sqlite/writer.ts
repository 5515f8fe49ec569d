import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'
import { syncLog } from '@collabry/storage/sqlite-open'

/** Short write transactions. A full or broken disk makes the store unavailable; it is not a bug. */
export interface Writer {
  /** Survives the end of the process but perhaps not a power cut: for facts that can be determined again. */
  now<Result>(steps: () => Result): Result
  /** Survives a power cut when it returns. The disk is waited for off the loop; commits meanwhile share the next wait. */
  durably<Result>(steps: () => Result): Promise<Result>
  /** Writes the log into the file and empties it: until then it holds older pages, or the file does. */
  emptyLog(): void
}

/** For a database whose log is synced by this writer alone (`synchronous = normal`). */
export function sqliteWriter(db: Database, file: string): Writer {
  const sync = shared(() => syncLog(file))
  const onDisk = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (cause) {
      throw cause instanceof SQLiteError && DISK.test(cause.code ?? '') ? unavailable(cause) : cause
    }
  }
  const now = <Result>(steps: () => Result): Result => onDisk(() => db.transaction(steps).immediate())
  return {
    now,
    emptyLog: () => onDisk(() => db.run('pragma wal_checkpoint(truncate)')),
    durably: async (steps) => {
      const result = now(steps)
      await sync().catch((cause: unknown) => {
        throw unavailable(cause)
      })
      return result
    },
  }
}

const DISK = /^SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)/

const unavailable = (cause: unknown) =>
  new AppError('unavailable', 'The documents can’t be changed now; try again later.', { cause })

/** A caller during a run gets the next run: the current one may have begun before the commit of the caller. */
function shared(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    next = undefined
    running = run().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}

/** The time by the clock of the store: leases are compared with this clock alone, whichever process holds them. */
export const STORE_CLOCK_MS = `cast(unixepoch('subsec') * 1000 as integer)`

export function storeClock(db: Database): () => number {
  const clock = db.query<{ nowMs: number }, []>(`select ${STORE_CLOCK_MS} as nowMs`)
  return () => clock.get()?.nowMs ?? Number.NaN
}
