import type { Job, Queue } from '../documents/tasks'

/** Claims for the workers of one process. */
export interface FairClaims {
  /** The next task, of a user who does not have all places but one already. Its place is taken until it is left. */
  claim(leaseMs: number): Promise<Job | undefined>
  release(userId: string): void
  /** Takes the place again that was left. */
  acquire(userId: string): void
}

/** However long the documents of one user take, a place is left for those of others. */
export function fairClaims(queue: Pick<Queue, 'claim'>, places: number): FairClaims {
  const ofOneMax = Math.max(1, places - 1)
  const taken = new Map<string, number>()
  let last: Promise<unknown> = Promise.resolve()

  function change(userId: string, by: number): void {
    const count = (taken.get(userId) ?? 0) + by
    if (count > 0) taken.set(userId, count)
    else taken.delete(userId)
  }

  return {
    // One after another: what is being claimed is not counted yet.
    claim(leaseMs) {
      const next = last.then(async () => {
        const but = [...taken].filter(([, count]) => count >= ofOneMax).map(([userId]) => userId)
        const job = await queue.claim(leaseMs, places > 1 ? but : [])
        if (job) change(job.userId, 1)
        return job
      })
      last = next.catch(() => undefined)
      return next
    },
    release: (userId) => change(userId, -1),
    acquire: (userId) => change(userId, 1),
  }
}
