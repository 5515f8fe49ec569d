import { abortError } from '@collabry/runtime/abort'
import { deadlineTimer } from '@collabry/runtime/deadline-timer'
import { AppError } from '@collabry/runtime/errors'
import { probe } from './connectivity-probe'
import { brokenAnswer } from './errors'

/** One call to the model server. Its signal covers everything that the call opens: whatever ends it closes the connection. */
export interface Call {
  signal: AbortSignal
  /** Waits for one step, at most `ms`; a longer wait ends the whole call. No time runs while a reader is slow. */
  step<T>(ms: number, late: () => AppError, work: Promise<T>): Promise<T>
  /** Ends the call for this reason; the first reason counts. */
  fail(reason: AppError): void
  /** The error to throw: the reason for which the call was ended, if it was, else the translated error. */
  failure(error: unknown, translate: (error: unknown) => AppError): unknown
  /** The answer is complete. `rest` then reads the end of the body, so that the connection can serve the next call. */
  finished(): void
  rest: () => Promise<unknown>
  /** Releases everything, and closes the connection unless the answer is complete. */
  close(): void
}

/** The end of a body follows its last line; a server that takes longer keeps the body open, and the connection is closed. */
const REST_MS = 500

export function openCall(signal: AbortSignal, totalMs: number): Call {
  const stop = new AbortController()
  const cancel = () => stop.abort(abortError(signal))
  const total = setTimeout(
    () => stop.abort(new AppError('timeout', 'The model took too long; try again, or ask for less.')),
    totalMs,
  )
  const timer = deadlineTimer()
  let isComplete = false
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel)
  const call: Call = {
    signal: stop.signal,
    async step(ms, late, work) {
      timer.begin(ms, () => stop.abort(late()))
      try {
        const done = await work
        // Text that arrived before the end of the call may be complete here; an ended call returns none of it.
        stop.signal.throwIfAborted()
        return done
      } catch (error) {
        if (stop.signal.aborted) await nextTurn()
        throw error
      } finally {
        timer.end()
      }
    },
    fail: (reason) => stop.abort(reason),
    failure: (error, translate) =>
      stop.signal.aborted ? stop.signal.reason : error instanceof AppError ? error : translate(error),
    finished() {
      isComplete = true
    },
    rest: async () => undefined,
    close() {
      clearTimeout(total)
      timer.close()
      signal.removeEventListener('abort', cancel)
      const end = () => stop.abort(new AppError('cancelled', 'The call has ended.'))
      if (!isComplete) return end()
      const late = setTimeout(end, REST_MS)
      call.rest().then(() => clearTimeout(late), end)
    },
  }
  return call
}

export interface ServerLimits {
  url: string
  connectMs: number
  totalMs: number
}

/** A call whose answer is read as a whole. Fails with `unavailable` as soon as the server can't be reached. */
export async function runCall<T>(
  { url, connectMs, totalMs }: ServerLimits,
  signal: AbortSignal,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  const call = openCall(signal, totalMs)
  try {
    probe(url, connectMs).catch(call.fail)
    const result = await work(call)
    call.finished()
    return result
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

/**
 * The next turn of the event loop. A connection that is to be closed is closed only at the end of a turn; cleaning up after
 * that lets all connections be closed first when many clients disconnect at once.
 */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
