import { type Database, SQLiteError } from 'bun:sqlite'
import { AppError } from '@collabry/runtime/errors'

/** Least time between two commits: under load, writes share one disk flush; a lone write waits for nothing. */
const GAP_MS = 2
/** A transaction takes no more work after this time, so that it holds up the event loop for less than 5 ms. */
const BATCH_MS = 2
/** Writes that may wait; more than that are refused, to be tried again. */
const WAITING_MAX = 10_000

interface Job {
  /** Does the work inside the open transaction; what it returns tells the caller once that is committed. */
  run(): () => void
  fail(error: unknown): void
}

/** Runs a write inside a transaction that it shares with others; resolves when it is on the disk. */
export type Write = <T>(work: () => T) => Promise<T>

/** Repeats a short write, each in a transaction of its own, until one changes fewer rows than it may. Returns how many in all. */
export async function inSteps(write: Write, rowsMax: number, step: (rowsMax: number) => { changes: number }): Promise<number> {
  let changed = 0
  for (let some = rowsMax; some >= rowsMax; changed += some) some = await write(() => step(rowsMax).changes)
  return changed
}

/** Each write is all or nothing for itself: one that throws leaves no trace and takes none of the others with it. */
export function groupCommit(db: Database): Write {
  const waiting: Job[] = []
  let scheduled = false
  let committedAt = 0

  const schedule = () => {
    if (scheduled || waiting.length === 0) return
    scheduled = true
    const waitMs = committedAt + GAP_MS - performance.now()
    if (waitMs > 0) setTimeout(commit, waitMs)
    else setImmediate(commit)
  }
  const commit = () => {
    scheduled = false
    commitBatch(db, waiting)
    committedAt = performance.now()
    schedule()
  }
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= WAITING_MAX) {
        throw new AppError('overloaded', 'Too many writes are waiting; try again.', { retryAfterMs: 1_000 })
      }
      waiting.push({ run: () => isolated(db, work, resolve, reject), fail: (error) => reject(storeError(error)) })
      schedule()
    })
}

function commitBatch(db: Database, waiting: Job[]): void {
  const taken: Job[] = []
  try {
    db.run('begin immediate')
    const until = performance.now() + BATCH_MS
    const settle: (() => void)[] = []
    do {
      const job = waiting.shift()
      if (!job) break
      taken.push(job)
      settle.push(job.run())
    } while (performance.now() < until)
    db.run('commit')
    for (const done of settle) done()
  } catch (error) {
    rollBack(db)
    // A transaction that could not even begin fails all that wait, or they would wait for a store that is away.
    for (const job of taken.length > 0 ? taken : waiting.splice(0)) job.fail(error)
  }
}

/** Best effort: a store that can't even roll back fails the next batch too. */
function rollBack(db: Database): void {
  try {
    if (db.inTransaction) db.run('rollback')
  } catch {
    // the failure that led here is the one to report
  }
}

function isolated<T>(db: Database, work: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): () => void {
  db.run('savepoint job')
  try {
    const value = work()
    db.run('release job')
    return () => resolve(value)
  } catch (error) {
    db.run('rollback to job')
    db.run('release job')
    return () => reject(storeError(error))
  }
}

/** What the driver says stays inside: callers learn that the store is away and when to try again. */
export const storeError = (error: unknown): unknown =>
  error instanceof SQLiteError
    ? new AppError('unavailable', "The store can't be used now; try again.", { cause: error, retryAfterMs: 1_000 })
    : error
