import { sleep } from './abort'
import type { Log } from './log'

interface PeriodicOptions {
  /** Names the work in log lines. */
  name: string
  everyMs: number | (() => number)
  /** Pause before the first run. Default: `everyMs`; replicas that start together should choose different ones. */
  firstMs?: number
  /** Shortest pause between two runs, however often it is triggered. */
  gapMs?: number
  /** Ends soon after its signal aborts. A failure is logged, and the next run tries again. */
  work: (signal: AbortSignal) => Promise<unknown>
  log: Pick<Log, 'warn'>
  /** The pause between two runs, for tests. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Disposing of it aborts the run that is under way and waits for its end. */
interface Periodic extends AsyncDisposable {
  /** Starts the next run now, or right after the one that is under way. */
  trigger(): void
}

/** Repeats background work with pauses, one run at a time. */
export function periodic({ name, everyMs, firstMs, gapMs = 0, work, log, pause = sleep }: PeriodicOptions): Periodic {
  const pauseMs = typeof everyMs === 'number' ? () => everyMs : everyMs
  const stop = new AbortController()
  let isTriggered = false
  let wake = () => {}

  /** Ends early when the work is triggered or stopped. */
  async function rest(ms: number): Promise<void> {
    if (isTriggered || stop.signal.aborted) return
    const awake = new AbortController()
    wake = () => awake.abort()
    await pause(ms, AbortSignal.any([stop.signal, awake.signal])).catch(() => undefined)
  }

  async function run(): Promise<void> {
    await rest(firstMs ?? pauseMs())
    while (!stop.signal.aborted) {
      isTriggered = false
      try {
        await work(stop.signal)
      } catch (err) {
        if (!stop.signal.aborted) log.warn({ work: name, err }, 'background work failed')
      }
      if (gapMs > 0) await pause(gapMs, stop.signal).catch(() => undefined)
      await rest(Math.max(0, pauseMs() - gapMs))
    }
  }

  const running = run()
  return {
    trigger() {
      isTriggered = true
      wake()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
    },
  }
}
