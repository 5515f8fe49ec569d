/** One step ahead of a generator: whether its next result has come can be asked without losing it. */
export function lookahead<T>(source: AsyncGenerator<T>) {
  let step: Promise<IteratorResult<T>> | undefined
  let settled = false

  /** The next result, which stays next until it is taken; rejects as the generator does. */
  const peek = (): Promise<IteratorResult<T>> => {
    if (!step) {
      settled = false
      step = source.next()
      const settle = () => {
        settled = true
      }
      step.then(settle, settle)
    }
    return step
  }

  return {
    peek,

    take(): Promise<IteratorResult<T>> {
      const next = peek()
      step = undefined
      return next
    },

    /**
     * Whether the next result comes, of either kind, within the time and before the signal; 0: whether it can be had of what is
     * there. Not of what the rest of this turn of the loop brings: on a busy core a turn takes so long that each brings more,
     * and who waits for the last would wait for the end.
     */
    async comes(limitMs: number, signal: AbortSignal): Promise<boolean> {
      const next = peek()
      if (settled) return true
      // Runs once all promises have done what they can.
      if (limitMs === 0) await new Promise<void>((done) => process.nextTick(done))
      else await firstOf(next, limitMs, signal)
      return settled
    },

    /** Ends the generator; a step that is under way ends by the generator's own signal. */
    stop() {
      step?.catch(() => {})
      source.return(undefined).catch(() => {})
    },
  }
}

function firstOf(next: Promise<unknown>, limitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, limitMs)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
    next.then(done, done)
  })
}
