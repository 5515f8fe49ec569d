import { deadlineTimer } from '@collabry/runtime/deadline-timer'

/** One step ahead of a generator: whether its next result has come can be asked without losing it. `signal` ends waits. */
export function lookahead<T>(source: AsyncGenerator<T>, signal: AbortSignal) {
  // One timer and one listener for all waits: there are many of them, and many streams that listen to the same signal.
  const clock = deadlineTimer()
  let step: Promise<IteratorResult<T>> | undefined
  let settled = false
  let wake = () => {}
  const interrupt = () => wake()
  signal.addEventListener('abort', interrupt)

  /** The next result, which stays next until it is taken; rejects as the generator does. */
  const peek = (): Promise<IteratorResult<T>> => {
    if (!step) {
      settled = false
      step = source.next()
      const settle = () => {
        settled = true
        wake()
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
    async comes(limitMs: number): Promise<boolean> {
      peek()
      if (settled) return true
      // Runs once all promises have done what they can.
      if (limitMs === 0) await new Promise<void>((done) => process.nextTick(done))
      else if (!signal.aborted) {
        await new Promise<void>((done) => {
          wake = done
          clock.begin(limitMs, done)
        })
        clock.end()
      }
      return settled
    },

    /** Ends the generator; a step that is under way ends by the generator's own signal. */
    stop() {
      clock.close()
      signal.removeEventListener('abort', interrupt)
      step?.catch(() => {})
      source.return(undefined).catch(() => {})
    },
  }
}
