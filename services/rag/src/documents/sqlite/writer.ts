import { type Database, SQLiteError } from 'bun:sqlite'
import { open } from 'node:fs/promises'
import { AppError } from '@collabry/runtime/errors'

/** Short write transactions; a full or broken disk is the store being away, not a bug. */
export interface Writer {
  /** Survives the death of the process, but perhaps no power cut: for what is found out again. */
  now<Result>(steps: () => Result): Result
  /** Survives a power cut when it returns. The disk is waited for off the loop; commits meanwhile share the next wait. */
  durably<Result>(steps: () => Result): Promise<Result>
  /** Writes the log into the file and empties it: until then it holds older pages, or the file does. */
  emptyLog(): void
}

/** For a database whose log is synced by nobody else (`synchronous = normal`). */
export function sqliteWriter(db: Database, file: string): Writer {
  const sync = shared(async () => {
    // Only the log: closing a handle of the database itself would drop the lock that this process holds on it.
    await using log = await open(`${file}-wal`, 'r')
    await log.datasync()
  })
  const onDisk = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (cause) {
      throw cause instanceof SQLiteError && DISK.test(cause.code ?? '') ? away(cause) : cause
    }
  }
  const now = <Result>(steps: () => Result): Result => onDisk(() => db.transaction(steps).immediate())
  return {
    now,
    emptyLog: () => onDisk(() => db.run('pragma wal_checkpoint(truncate)')),
    durably: async (steps) => {
      const result = now(steps)
      await sync().catch((cause: unknown) => {
        throw away(cause)
      })
      return result
    },
  }
}

const DISK = /^SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)/

const away = (cause: unknown) => new AppError('unavailable', 'The documents can’t be changed now; try again later.', { cause })

/** Who asks while it runs gets the next run: the one that runs may have begun before the asker's commit. */
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

/** Now, by the clock of the store: leases compare with this alone, whoever holds them. */
export const STORE_CLOCK_MS = `cast(unixepoch('subsec') * 1000 as integer)`
