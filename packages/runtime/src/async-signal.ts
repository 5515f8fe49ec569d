/** Wakes all waiting callers. A notification without a waiting caller is kept for the next one. */
export interface AsyncSignal {
  notify(): void
  /** Resolves on a notification, after the time, or when the signal aborts; never throws. */
  wait(atMostMs: number, signal?: AbortSignal): Promise<void>
}

export function createAsyncSignal(): AsyncSignal {
  let next = Promise.withResolvers<void>()
  return {
    notify: () => next.resolve(),
    async wait(atMostMs, signal) {
      if (signal?.aborted) return
      const { promise, resolve } = next
      const timer = setTimeout(resolve, atMostMs)
      const leave = () => resolve()
      signal?.addEventListener('abort', leave)
      await promise
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
      if (next.promise === promise) next = Promise.withResolvers()
    },
  }
}
