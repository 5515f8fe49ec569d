/** So few answers stream at once that each text can go on the moment it comes. */
const ANSWERS_FREE = 32
/** For so many answers more, an answer takes a breath of one more millisecond. */
const ANSWERS_PER_MS = 3
/** Half of the pause that a reader is said never to see (200 ms). */
const BREATH_MS_MAX = 100

/** The breath of all answers that stream over a wire. */
export interface Breath {
  /** One answer more streams, until the returned function is called. */
  join(): () => void
  /** Before an answer reads on: waits, when many stream. */
  take(): Promise<void> | undefined
}

/**
 * The breath an answer takes after a text before it looks for the next one: what the model said meanwhile then comes as one
 * text, and costs once on its way through two processes. The more answers stream, the longer it is, so that a busy core does
 * fewer and larger steps instead of falling behind. All breathe together, which lets their messages share packets.
 */
export function breathing(): Breath {
  let answers = 0
  let together: Promise<void> | undefined
  return {
    join() {
      answers++
      return () => {
        answers--
      }
    },
    take() {
      const ms = Math.min(BREATH_MS_MAX, (answers - ANSWERS_FREE) / ANSWERS_PER_MS)
      if (ms <= 0) return undefined
      together ??= new Promise((resolve) => {
        setTimeout(() => {
          together = undefined
          resolve()
        }, ms)
      })
      return together
    },
  }
}
