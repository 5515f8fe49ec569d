import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** Least time between two commits. Under load, writes share one flush of the disk; a single write does not wait. */
const GAP_MS = 2
/** The same after a commit that several writes shared: a flush costs as much processor time as some ten writes. */
const BUSY_GAP_MS = 5
const BUSY_JOBS = 4
/** A transaction takes no more work after this time, so that it blocks the event loop for less than 5 ms. */
const BATCH_MS = 2
/** Maximum number of waiting writes. More are refused with `overloaded`. */
const WAITING_MAX = 10_000

interface Job {
  /** Does the work inside the open transaction. The returned function notifies the caller after the commit. */
  run(): () => void
  fail(error: unknown): void
}

/** Runs a write inside a transaction that it shares with others; resolves when it is on the disk. */
export type Write = <T>(work: () => T) => Promise<T>

/** Repeats a short write in transactions of its own until one changes fewer rows than it may. Returns the number of all rows. */
export async function inSteps(write: Write, rowsMax: number, step: (rowsMax: number) => { changes: number }): Promise<number> {
  let changed = 0
  for (let some = rowsMax; some >= rowsMax; changed += some) some = await write(() => step(rowsMax).changes)
  return changed
}

/**
 * Each write is atomic. One that throws is rolled back alone; the others of its transaction are committed. `sync` waits until
 * what was committed is on the disk; left out: a commit itself waits for that.
 */
export function groupCommit(db: Database, sync?: () => Promise<void>): Write {
  const sql = transactionStatements(db)
  const waiting: Job[] = []
  let scheduled = false
  let committedAt = 0
  let gapMs = GAP_MS

  const schedule = () => {
    if (scheduled || waiting.length === 0) return
    scheduled = true
    const waitMs = committedAt + gapMs - performance.now()
    if (waitMs > 0) setTimeout(commit, waitMs)
    else setImmediate(commit)
  }
  /** Writes that arrive during the wait for the disk go into the next transaction. */
  const commit = async () => {
    const { taken, notify } = commitBatch(sql, waiting)
    gapMs = taken.length >= BUSY_JOBS ? BUSY_GAP_MS : GAP_MS
    committedAt = performance.now()
    try {
      if (notify.length > 0) await sync?.()
      for (const each of notify) each()
    } catch (cause) {
      for (const job of taken) job.fail(unavailable(cause))
    }
    scheduled = false
    schedule()
  }
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= WAITING_MAX) {
        throw new AppError('overloaded', 'Too many writes are waiting; try again.', { retryAfterMs: 1_000 })
      }
      waiting.push({ run: () => isolated(sql, work, resolve, reject), fail: (error) => reject(storeError(error)) })
      schedule()
    })
}

type TransactionStatements = ReturnType<typeof transactionStatements>

/** Compiled once: `db.run` compiles its text at each call. */
const transactionStatements = (db: Database) => ({
  db,
  begin: db.query('begin immediate'),
  commit: db.query('commit'),
  rollback: db.query('rollback'),
  savepoint: db.query('savepoint job'),
  release: db.query('release job'),
  undo: db.query('rollback to job'),
})

/** The writes that shared the commit; `notify` tells their callers, once the disk has it. It is empty when the commit failed. */
function commitBatch(sql: TransactionStatements, waiting: Job[]): { taken: Job[]; notify: (() => void)[] } {
  const taken: Job[] = []
  const notify: (() => void)[] = []
  try {
    sql.begin.run()
    const until = performance.now() + BATCH_MS
    do {
      const job = waiting.shift()
      if (!job) break
      taken.push(job)
      notify.push(job.run())
    } while (performance.now() < until)
    sql.commit.run()
    return { taken, notify }
  } catch (error) {
    rollBack(sql)
    // If the transaction could not begin, the store is unavailable, and all waiting writes fail.
    for (const job of taken.length > 0 ? taken : waiting.splice(0)) job.fail(error)
    return { taken, notify: [] }
  }
}

/** A store that can't roll back fails the next batch too. */
function rollBack({ db, rollback }: TransactionStatements): void {
  try {
    if (db.inTransaction) rollback.run()
  } catch {
    // the first failure is reported
  }
}

function isolated<T>(
  sql: TransactionStatements,
  work: () => T,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): () => void {
  sql.savepoint.run()
  try {
    const value = work()
    sql.release.run()
    return () => resolve(value)
  } catch (error) {
    sql.undo.run()
    sql.release.run()
    return () => reject(storeError(error))
  }
}

/** Errors of SQLite become `unavailable`; their text stays inside the process. Every other error passes unchanged. */
export const storeError = (error: unknown): unknown => (error instanceof SQLiteError ? unavailable(error) : error)

const unavailable = (cause: unknown) =>
  new AppError('unavailable', "The store can't be used now; try again.", { cause, retryAfterMs: 1_000 })

/** Writes the write-ahead log into the file and empties it. Before that, one of the two still holds pages that were erased. */
export function checkpoint(db: Database): void {
  try {
    db.run('pragma wal_checkpoint(truncate)')
  } catch (error) {
    throw storeError(error)
  }
}
