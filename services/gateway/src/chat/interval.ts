/** One clock for many. */
export interface Beat {
  /** Works at each beat, until the returned function is called. */
  join(work: () => void): () => void
}

/** Beats every `ms` while there is somebody to work for: one timer, however many they are, and all of them in one moment. */
export function createBeat(ms: number): Beat {
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
