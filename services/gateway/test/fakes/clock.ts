import { setImmediate as turn } from 'node:timers/promises'
import { type Clock, sleep } from '@collabry/runtime/abort'

/** A clock whose time passes only when the test says so. */
export function manualClock(): Clock & { pass(ms: number): Promise<void> } {
  let nowMs = 0
  const sleepers = new Set<{ untilMs: number; wake: () => void }>()
  const nextBefore = (ms: number) =>
    [...sleepers].filter(({ untilMs }) => untilMs <= ms).toSorted((one, other) => one.untilMs - other.untilMs)[0]
  return {
    now: () => nowMs,
    sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const sleeper = { untilMs: nowMs + ms, wake: resolve }
      sleepers.add(sleeper)
      signal.addEventListener('abort', () => {
        sleepers.delete(sleeper)
        reject(signal.reason)
      })
      return promise
    },
    /** Wakes each sleeper at its time, and lets it work before the next one. */
    async pass(ms) {
      const endMs = nowMs + ms
      await turn()
      for (let next = nextBefore(endMs); next; next = nextBefore(endMs)) {
        sleepers.delete(next)
        nowMs = next.untilMs
        next.wake()
        await turn()
      }
      nowMs = endMs
    },
  }
}

/** A clock of retries that stands still: they end by their number, and not because a busy machine took long. */
export const patientClock: Clock = { now: () => 0, sleep }
