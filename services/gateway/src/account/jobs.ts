import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@collabry/runtime/log'

/** Work that is done again and again beside the requests, one run of it at a time. */
export interface Loop extends AsyncDisposable {
  /** There is something to do: it need not wait for its time. */
  ring(): void
}

interface LoopOptions {
  name: string
  everyMs: number
  /** Least time between two runs, however often it is rung. */
  gapMs?: number
  /** Ends with the signal. What it throws is logged; the next run tries again. */
  work: (signal: AbortSignal) => Promise<void>
  log: Log
}

export function startLoop({ name, everyMs, gapMs = 0, work, log }: LoopOptions): Loop {
  const stop = new AbortController()
  let wake = () => {}
  let rung = false
  // The replicas of a gateway start together; they need not ask together.
  const firstMs = everyMs * (0.5 + Math.random() / 2)
  const running = (async () => {
    for (let waitMs = firstMs; ; waitMs = everyMs) {
      if (!rung && !stop.signal.aborted) await pause(waitMs)
      if (stop.signal.aborted) return
      rung = false
      try {
        await work(stop.signal)
      } catch (err) {
        if (!stop.signal.aborted) log.warn({ loop: name, err }, 'background work failed')
      }
      await sleep(gapMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  })()

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
  return {
    ring() {
      rung = true
      wake()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      wake()
      await running
    },
  }
}
