import { asyncSignal } from './async-signal'
import type { NumberedEvent } from './ports'

/** It is looked up this often whether a silent stream has an event after all. */
const LOOK_MS = 1_000

/** The connection that a generation was asked for on: it gets what is logged without the way over the log. */
export interface LiveSubscriber {
  /** Until it has left nothing is lost; the queue is bounded by what a log holds, 8 MiB. */
  push(events: NumberedEvent[]): void
  fail(error: unknown): void
  /** Milliseconds since the reader disconnected; 0: it is connected. */
  awayMs(): number
  /** May be called once. Ends with the stream or when the signal aborts. */
  read(signal: AbortSignal): AsyncGenerator<NumberedEvent>
}

export function createLiveSubscriber(): LiveSubscriber {
  const news = asyncSignal()
  const queue: NumberedEvent[] = []
  let leftAt: number | undefined
  let failure: { error: unknown } | undefined

  const leave = () => {
    leftAt ??= performance.now()
    queue.length = 0
    news.notify()
  }

  return {
    push(events) {
      if (leftAt === undefined) queue.push(...events)
      news.notify()
    },
    fail(error) {
      failure = { error }
      news.notify()
    },
    awayMs: () => (leftAt === undefined ? 0 : performance.now() - leftAt),
    async *read(signal) {
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
      try {
        for (;;) {
          signal.throwIfAborted()
          const event = queue.shift()
          if (event) yield event
          else if (failure) throw failure.error
          else await news.wait(LOOK_MS)
          if (event && 'outcome' in event) return
        }
      } finally {
        signal.removeEventListener('abort', leave)
        leave()
      }
    },
  }
}
