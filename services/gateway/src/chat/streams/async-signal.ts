/** Wakes all waiters. A signal without waiters is kept for the next one. */
export function asyncSignal() {
  let next = Promise.withResolvers<void>()
  let isNotified = false
  return {
    notify() {
      isNotified = true
      next.resolve()
    },

    /** Waits for a notification, or until the time is over. */
    async wait(limitMs: number) {
      if (!isNotified) {
        const timer = setTimeout(next.resolve, limitMs)
        await next.promise
        clearTimeout(timer)
      }
      isNotified = false
      next = Promise.withResolvers<void>()
    },
  }
}
