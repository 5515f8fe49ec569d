import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** Least time between two commits. Under load, writes share one flush of the disk; a single write does not wait. */
const GAP_MS = 2
/** Waiting writes that are committed at once, before the gap is over: callers that wait cost more than a flush. */
const FULL_JOBS = 4
/** A transaction takes no more work after this time, so that it blocks the event loop for less than 5 ms. */
const BATCH_MS = 2
/** Maximum number of waiting writes. More are refused with `overloaded`. */
const WAITING_MAX = 10_000

interface Job {
  work(): unknown
  resolve(value: unknown): void
  fail(error: unknown): void
}

/**
 * Runs a write inside a transaction that it shares with others; resolves when it is on the disk. The work changes nothing but
 * the database: it runs again when another one of its transaction throws.
 */
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
  let gap: ReturnType<typeof setTimeout> | undefined
  let committedAt = 0

  const schedule = () => {
    if (scheduled || waiting.length === 0) return
    scheduled = true
    const waitMs = committedAt + GAP_MS - performance.now()
    if (waitMs > 0 && waiting.length < FULL_JOBS) gap = setTimeout(afterGap, waitMs)
    else setImmediate(commit)
  }
  const afterGap = () => {
    gap = undefined
    void commit()
  }
  const endGapWhenFull = () => {
    if (gap === undefined || waiting.length < FULL_JOBS) return
    clearTimeout(gap)
    gap = undefined
    setImmediate(commit)
  }
  /** Writes that arrive during the wait for the disk go into the next transaction. */
  const commit = async () => {
    const { taken, notify } = commitBatch(sql, waiting)
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
      waiting.push({ work, resolve: resolve as Job['resolve'], fail: (error) => reject(storeError(error)) })
      schedule()
      endGapWhenFull()
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

/**
 * The writes that shared the commit; `notify` tells their callers, once the disk has it. It is empty when the commit failed.
 * A savepoint a write would copy each page before its change, so the writes have none until one of them throws.
 */
function commitBatch(sql: TransactionStatements, waiting: Job[]): { taken: Job[]; notify: (() => void)[] } {
  const taken: Job[] = []
  try {
    sql.begin.run()
    let notify = unlessThrown(() => runJobs(waiting, taken, together))
    if (!notify) {
      rollBack(sql)
      waiting.unshift(...taken.splice(0))
      sql.begin.run()
      notify = runJobs(waiting, taken, (job) => isolated(sql, job))
    }
    sql.commit.run()
    return { taken, notify }
  } catch (error) {
    rollBack(sql)
    // If the transaction could not begin, the store is unavailable, and all waiting writes fail.
    for (const job of taken.length > 0 ? taken : waiting.splice(0)) job.fail(error)
    return { taken, notify: [] }
  }
}

/** Takes and runs waiting jobs until the time is over. `run` gives what notifies the caller after the commit. */
function runJobs(waiting: Job[], taken: Job[], run: (job: Job) => () => void): (() => void)[] {
  const notify: (() => void)[] = []
  const until = performance.now() + BATCH_MS
  do {
    const job = waiting.shift()
    if (!job) break
    taken.push(job)
    notify.push(run(job))
  } while (performance.now() < until)
  return notify
}

function unlessThrown<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** When it throws, it may have done a part of its work. */
function together({ work, resolve }: Job): () => void {
  const value = work()
  return () => resolve(value)
}

/** A store that can't roll back fails the next batch too. */
function rollBack({ db, rollback }: TransactionStatements): void {
  try {
    if (db.inTransaction) rollback.run()
  } catch {
    // the first failure is reported
  }
}

/** Runs a job so that it leaves no trace when it throws. */
function isolated(sql: TransactionStatements, { work, resolve, fail }: Job): () => void {
  sql.savepoint.run()
  try {
    const value = work()
    sql.release.run()
    return () => resolve(value)
  } catch (error) {
    sql.undo.run()
    sql.release.run()
    return () => fail(error)
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
