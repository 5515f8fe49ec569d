/** Wakes whoever waits; a ring while nobody waits is kept for the next one. */
export interface AsyncSignal {
  notify(): void
  /** Until it rings, the time is over, or the signal aborts: never throws. */
  wait(atMostMs: number, signal: AbortSignal): Promise<void>
}

export function createAsyncSignal(): AsyncSignal {
  let next = Promise.withResolvers<void>()
  return {
    notify: () => next.resolve(),
    async wait(atMostMs, signal) {
      if (signal.aborted) return
      const { promise, resolve } = next
      const timer = setTimeout(resolve, atMostMs)
      const leave = () => resolve()
      signal.addEventListener('abort', leave)
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      if (next.promise === promise) next = Promise.withResolvers()
    },
  }
}
