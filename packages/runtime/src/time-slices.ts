/** Longest time that work keeps the event loop before others get it. */
const SLICE_MS = 3

/** Resolves at once while the slice lasts, else with the next one. Rejects with the reason of the signal once it aborts. */
export type Pause = () => Promise<void>

const waiting: (() => void)[] = []

/**
 * Splits long work into slices: the work calls the function between steps of well under a millisecond. Each round of the event
 * loop has one slice, which all such work of the process shares in turn. The first call waits for a slice.
 */
export function timeSlices(signal: AbortSignal, now = () => performance.now()): Pause {
  let end = Number.NEGATIVE_INFINITY
  return async () => {
    signal.throwIfAborted()
    if (now() < end) return
    await nextSlice()
    signal.throwIfAborted()
    end = now() + SLICE_MS
  }
}

function nextSlice(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(release)
  })
}

function release(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(release)
}
