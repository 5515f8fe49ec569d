import { deadlineTimer } from '@collabry/runtime/deadline-timer'
import { AppError } from '@collabry/runtime/errors'

/** One call to the model server: everything it opens hangs on one signal, so that whatever ends it closes the connection. */
export interface Call {
  signal: AbortSignal
  /**
   * Waits for one step at a time, at most `ms`; longer ends the whole call. The clock runs only here, never while a reader is
   * slow.
   */
  within<T>(ms: number, late: () => AppError, work: Promise<T>): Promise<T>
  /** Ends the call for this reason; the first one counts. */
  fail(reason: AppError): void
  /** What is to be thrown: why the call was ended, if it was, else the error translated. */
  failure(error: unknown, translate: (error: unknown) => AppError): unknown
  /** The answer is whole; `rest` reads what is left of its body, so that the connection can serve the next call. */
  finished(): void
  rest: () => Promise<unknown>
  /** Gives everything back and closes the connection, unless the answer is whole. */
  close(): void
}

/** The end of a body comes with its last line; longer is a server that keeps it open. */
const REST_MS = 500

export function openCall(signal: AbortSignal, totalMs: number): Call {
  const stop = new AbortController()
  const cancel = () =>
    stop.abort(signal.reason instanceof AppError ? signal.reason : new AppError('cancelled', 'The caller cancelled.'))
  const total = setTimeout(
    () => stop.abort(new AppError('timeout', 'The model took too long; try again, or ask for less.')),
    totalMs,
  )
  const step = deadlineTimer()
  let isWhole = false
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel)
  const call: Call = {
    signal: stop.signal,
    async within(ms, late, work) {
      step.begin(ms, () => stop.abort(late()))
      try {
        const done = await work
        // What had come before the end may lie here whole: an ended call gives none of it.
        stop.signal.throwIfAborted()
        return done
      } catch (error) {
        if (stop.signal.aborted) await nextTurn()
        throw error
      } finally {
        step.end()
      }
    },
    fail: (reason) => stop.abort(reason),
    failure: (error, translate) =>
      stop.signal.aborted ? stop.signal.reason : error instanceof AppError ? error : translate(error),
    finished() {
      isWhole = true
    },
    rest: async () => undefined,
    close() {
      clearTimeout(total)
      step.close()
      signal.removeEventListener('abort', cancel)
      const end = () => stop.abort(new AppError('cancelled', 'The call has ended.'))
      if (!isWhole) return end()
      const late = setTimeout(end, REST_MS)
      call.rest().then(() => clearTimeout(late), end)
    },
  }
  return call
}

/**
 * The next turn of the event loop. A connection that is to be closed is closed only at the end of a turn; cleaning up after
 * that lets all connections be closed first when many clients disconnect at once.
 */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
