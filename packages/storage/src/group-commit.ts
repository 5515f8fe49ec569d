import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** Least time between two commits. Under load, writes share one flush of the disk; a single write does not wait. */
const GAP_MS = 2
/** Waiting writes that are committed at once, before the gap is over: callers that wait cost more than a flush. */
const FULL_JOBS = 4
/** A transaction takes no more work after this time, so that it blocks the event loop for less than 5 ms. */
const BATCH_MS = 2
/** Maximum number of writes that wait, for their commit or for the disk. More are refused with `overloaded`. */
const WAITING_MAX = 10_000

interface Job {
  work(): unknown
  until: Until
  resolve(value: unknown): void
  fail(error: unknown): void
}

/**
 * `disk`: the write survives a power cut when it resolves. `commit`: it survives the end of the process, and is on the disk at the
 * latest with the next write that waits for that.
 */
type Until = 'disk' | 'commit'

/**
 * Runs a write inside a transaction that it shares with others; resolves when it is on the disk, unless `until` is `commit`. The
 * work changes nothing but the database: it runs again when another one of its transaction throws.
 */
export type Write = <T>(work: () => T, until?: Until) => Promise<T>

/**
 * Repeats a short write, each time in a new transaction, until one changes fewer rows than its limit. Returns the number of all
 * changed rows.
 */
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
  /** Committed writes that wait for the disk. */
  let unsynced: Done[] = []
  let syncing: Done[] = []
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
    commit()
  }
  const endGapWhenFull = () => {
    if (gap === undefined || waiting.length < FULL_JOBS) return
    clearTimeout(gap)
    gap = undefined
    setImmediate(commit)
  }
  const commit = () => {
    unsynced.push(...commitBatch(sql, waiting))
    committedAt = performance.now()
    void syncAll()
    scheduled = false
    schedule()
  }
  /** Writes that are committed during a wait for the disk share the next one. */
  const syncAll = async () => {
    if (syncing.length > 0) return
    while (unsynced.length > 0) {
      syncing = unsynced
      unsynced = []
      try {
        await sync?.()
        for (const { notify } of syncing) notify()
      } catch (cause) {
        for (const { job } of syncing) job.fail(unavailable(cause))
      }
    }
    syncing = []
  }
  return (work, until = 'disk') =>
    new Promise((resolve, reject) => {
      if (waiting.length + unsynced.length + syncing.length >= WAITING_MAX) {
        throw new AppError('overloaded', 'Too many writes are waiting; try again.', { retryAfterMs: 1_000 })
      }
      waiting.push({ work, until, resolve: resolve as Job['resolve'], fail: (error) => reject(storeError(error)) })
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

/** A write that was run; `notify` tells its caller. */
interface Done {
  job: Job
  notify(): void
}

/**
 * Commits the waiting writes, notifies callers that wait for the commit, and returns those that wait for the disk. With a savepoint
 * each, a write would copy every page before its change, so the writes have none until one of them throws.
 */
function commitBatch(sql: TransactionStatements, waiting: Job[]): Done[] {
  const taken: Job[] = []
  try {
    sql.begin.run()
    let done = unlessThrown(() => runJobs(waiting, taken, together))
    if (!done) {
      rollBack(sql)
      waiting.unshift(...taken.splice(0))
      sql.begin.run()
      done = runJobs(waiting, taken, (job) => isolated(sql, job))
    }
    sql.commit.run()
    for (const { job, notify } of done) if (job.until === 'commit') notify()
    return done.filter(({ job }) => job.until === 'disk')
  } catch (error) {
    rollBack(sql)
    // If the transaction could not begin, the store is unavailable, and all waiting writes fail.
    for (const job of taken.length > 0 ? taken : waiting.splice(0)) job.fail(error)
    return []
  }
}

/** Takes and runs waiting jobs until the time is over. `run` gives what notifies the caller after the commit. */
function runJobs(waiting: Job[], taken: Job[], run: (job: Job) => () => void): Done[] {
  const done: Done[] = []
  const until = performance.now() + BATCH_MS
  do {
    const job = waiting.shift()
    if (!job) break
    taken.push(job)
    done.push({ job, notify: run(job) })
  } while (performance.now() < until)
  return done
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
