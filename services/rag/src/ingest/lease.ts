import { AppError } from '@collabry/runtime/errors'
import type { Job, Progress, Tasks } from '../documents/tasks'

/** The hold of a worker on its task. */
export interface Lease {
  /** Renews it and notes the progress. Throws cancelled when it is lost. */
  report(progress: Progress): Promise<void>
}

export interface HeldLease extends Lease, Disposable {
  /** Aborts when the lease is lost, the document deleted, or the given signal aborts. */
  signal: AbortSignal
}

/** Holds a claimed task until it is disposed of, renewing its lease meanwhile. */
export function holdLease(job: Job, tasks: Tasks, leaseMs: number, stop: AbortSignal): HeldLease {
  const lost = new AbortController()
  const lease: Lease = {
    async report(progress) {
      if (await tasks.report(job, leaseMs, progress)) return
      lost.abort(new AppError('cancelled', 'The document was deleted, or another worker has it now.'))
      lost.signal.throwIfAborted()
    },
  }
  // A renewal that fails is tried again by the next one; three fit into a lease.
  const timer = setInterval(() => lease.report({}).catch(() => undefined), leaseMs / 3)
  return { ...lease, signal: AbortSignal.any([stop, lost.signal]), [Symbol.dispose]: () => clearInterval(timer) }
}
