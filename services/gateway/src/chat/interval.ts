/** A timer that many tasks share. */
export interface SharedInterval {
  /** Calls `work` at each interval, until the returned function is called. */
  join(work: () => void): () => void
}

/** Calls all members every `ms`, together. The timer runs while there are members. */
export function createSharedInterval(ms: number): SharedInterval {
  const members = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    join(work) {
      const member = () => work()
      members.add(member)
      timer ??= setInterval(() => {
        for (const each of members) each()
      }, ms)
      return () => {
        members.delete(member)
        if (members.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
