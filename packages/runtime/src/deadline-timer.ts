/**
 * Limits many waits, one after the other, with a single timer: a wait that ends in time costs no timer of its own, as between
 * the tokens of an answer. A timer that fires for an earlier wait is set again for the current one.
 */
export function deadlineTimer() {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firesAt = Number.POSITIVE_INFINITY
  let dueAt = Number.POSITIVE_INFINITY
  let onExpiry = () => {}

  const arm = (ms: number) => {
    clearTimeout(timer)
    firesAt = performance.now() + ms
    timer = setTimeout(fire, ms)
  }
  const fire = () => {
    firesAt = Number.POSITIVE_INFINITY
    const leftMs = dueAt - performance.now()
    if (leftMs <= 0) onExpiry()
    else if (Number.isFinite(leftMs)) arm(leftMs)
  }
  return {
    /** Starts a wait of at most `ms`; it replaces the one before. */
    begin(ms: number, expired: () => void) {
      onExpiry = expired
      dueAt = performance.now() + ms
      if (firesAt > dueAt) arm(ms)
    },
    /** The wait has ended in time. */
    end() {
      dueAt = Number.POSITIVE_INFINITY
    },
    close: () => clearTimeout(timer),
  }
}
