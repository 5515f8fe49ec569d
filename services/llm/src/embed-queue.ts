/** Texts of one caller that are embedded together. */
export interface EmbedJob {
  userId: string
  /** A user waits: goes before background work. */
  urgent: boolean
  texts: string[]
}

/** Waiting jobs: urgent ones in order of arrival, documents with their users taking turns. */
export function embedQueue<Job extends EmbedJob>() {
  const urgent = new Set<Job>()
  const byUser = new Map<string, Set<Job>>()
  let size = 0

  const remove = (job: Job): boolean => {
    const jobs = job.urgent ? urgent : byUser.get(job.userId)
    if (!jobs?.delete(job)) return false
    if (!job.urgent && jobs.size === 0) byUser.delete(job.userId)
    size--
    return true
  }
  const nextDocument = (): Job | undefined => {
    for (const jobs of byUser.values()) for (const job of jobs) return job
    return undefined
  }
  const nextUrgent = (): Job | undefined => {
    for (const job of urgent) return job
    return undefined
  }

  return {
    size: () => size,
    add(job: Job): void {
      size++
      if (job.urgent) urgent.add(job)
      else byUser.set(job.userId, (byUser.get(job.userId) ?? new Set()).add(job))
    },
    remove,
    /** The next jobs of one kind, with at most `textsMax` texts together, but at least one job. */
    take(kind: 'urgent' | 'documents', textsMax: number): Job[] {
      const jobs: Job[] = []
      const next = kind === 'urgent' ? nextUrgent : nextDocument
      let texts = 0
      for (let job = next(); job && (jobs.length === 0 || texts + job.texts.length <= textsMax); job = next()) {
        remove(job)
        const others = byUser.get(job.userId)
        if (!job.urgent && others) {
          byUser.delete(job.userId)
          byUser.set(job.userId, others)
        }
        texts += job.texts.length
        jobs.push(job)
      }
      return jobs
    },
  }
}
