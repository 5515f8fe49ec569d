/** Up to this many answers stream without pauses: what arrives in one turn of the event loop is merged anyway. */
const UNPACED_ANSWERS = 256
/** Above that, every further answers of this number make each pause longer by 1 ms. */
const ANSWERS_PER_MS = 4
/** A reader sees no gap of it. */
const PAUSE_MS_MAX = 30

/** Paces how often all answers of a process read from their model servers. */
export interface ReadPacing {
  /** Counts one more streaming answer, until the returned function is called. */
  add(): () => void
  /** The pause before an answer reads on; undefined while few answers stream. */
  pause(): Promise<void> | undefined
}

/**
 * After a text an answer pauses before it reads the next one. All text that the model produces meanwhile then arrives as one,
 * and crosses two processes at the cost of one. The pause grows with the number of answers, so that a busy core does fewer and
 * larger steps instead of falling behind. All answers share one pause, so that their messages share packets.
 */
export function readPacing(wait: (ms: number) => Promise<void> = Bun.sleep): ReadPacing {
  let answers = 0
  let shared: Promise<void> | undefined
  return {
    add() {
      answers++
      return () => {
        answers--
      }
    },
    pause() {
      const ms = Math.min(PAUSE_MS_MAX, (answers - UNPACED_ANSWERS) / ANSWERS_PER_MS)
      if (ms <= 0) return undefined
      shared ??= wait(ms).then(() => {
        shared = undefined
      })
      return shared
    },
  }
}
