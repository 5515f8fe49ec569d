import type { Tasks } from '../documents/tasks'
import { embedAgain, type IngestDeps } from '../ingest/ingest'
import { holdLease } from '../ingest/lease'

/** What has its vectors isn't looked at again for so long; later a look finds them and does nothing. */
const DONE_MS = 3_600_000
/** What could not be done is tried again by the next run. */
const FAILED_MS = 60_000

export interface MigrateDeps extends IngestDeps {
  tasks: Tasks
  /** Told of each version that is done. */
  progress(done: number, failed: number): void
}

/**
 * Gives every searchable version vectors of the new model beside those it has. The catalogue goes on naming the old model, so
 * that the running services neither search by the new one nor embed anything again.
 */
export async function migrateVectors(model: string, deps: MigrateDeps, leaseMs: number, signal: AbortSignal) {
  let done = 0
  let failed = 0
  for (;;) {
    signal.throwIfAborted()
    const job = await deps.tasks.claimUnembedded(model, leaseMs)
    if (job === undefined) return { done, failed }
    using lease = holdLease(job, deps.tasks, leaseMs, signal)
    const { kind } = await embedAgain(job, model, deps, lease, lease.signal).catch(() => ({ kind: 'failed' }))
    const embedded = kind === 'embedded'
    if (embedded) done += 1
    else failed += 1
    await deps.tasks.finish(job, { kind: 'released', statusDetail: '', retryInMs: embedded ? DONE_MS : FAILED_MS })
    deps.progress(done, failed)
  }
}
