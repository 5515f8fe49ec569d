import { asyncSignal } from './async-signal'
import type { NumberedEvent } from './ports'

/** A silent stream is checked for a missed event this often. */
const LOOK_MS = 1_000

/** The connection that requested the generation: it gets logged events directly, not by reading the log. */
export interface LiveSubscriber {
  /** No event is lost while it is connected. The queue is bounded by the size of a log, 8 MiB. */
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
