/** Waits for the next slice of time. */
export type NextSlice = () => Promise<void>

/** Lets long work run in slices, one a round of the event loop however many such works there are, in turn. */
export function timeSlices(): NextSlice {
  const waiting: (() => void)[] = []
  const release = () => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(release)
  }
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(release)
    })
}
