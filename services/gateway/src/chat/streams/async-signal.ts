/** Wakes all waiters. A signal without waiters is kept for the next one. */
export function bell() {
  let next = Promise.withResolvers<void>()
  let rung = false
  return {
    ring() {
      rung = true
      next.resolve()
    },

    /** Waits for a ring, or until the time is over. */
    async rings(limitMs: number) {
      if (!rung) {
        const timer = setTimeout(next.resolve, limitMs)
        await next.promise
        clearTimeout(timer)
      }
      rung = false
      next = Promise.withResolvers<void>()
    },
  }
}
