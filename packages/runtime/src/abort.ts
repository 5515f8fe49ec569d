import { AppError } from './errors'

/**
 * The signal with a time limit: aborts at the first of the two. Listeners must be removed from it after use; one that stays
 * keeps it in memory for as long as the given signal lives.
 */
export const signalWithTimeout = (signal: AbortSignal, ms: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ms)])

/** Why a signal aborted: its reason if that is an AppError, else `timeout` for a time limit and `cancelled` for the rest. */
export function abortError({ reason }: AbortSignal): AppError {
  if (reason instanceof AppError) return reason
  return reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new AppError('timeout', 'It took too long; try again.', { cause: reason })
    : new AppError('cancelled', 'The caller cancelled.', { cause: reason })
}

/** Waits for work that takes no signal. Rejects as soon as the signal aborts; the work then ends by itself, unobserved. */
export async function withAbort<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  const isPending = work instanceof Promise
  if (isPending) work.catch(() => undefined)
  if (signal.aborted) throw abortError(signal)
  if (!isPending) return work
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(abortError(signal))
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/**
 * Waits at most `ms` for work that takes no signal, then rejects with `late()`; the work then ends by itself, unobserved. With a
 * signal it rejects when that aborts, too.
 */
export async function withTimeout<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error = tooSlow,
  signal?: AbortSignal,
): Promise<T> {
  work.catch(() => undefined)
  const { promise: expired, reject } = Promise.withResolvers<never>()
  // After a stall of this process timers run before sockets are read: one more turn lets an answer that has arrived count.
  const timer = setTimeout(() => setImmediate(() => reject(late())), ms)
  try {
    const timed = Promise.race([work, expired])
    return await (signal === undefined ? timed : withAbort(timed, signal))
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves after `ms`; rejects with the reason as an AppError when the signal aborts earlier. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw abortError(signal)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const abort = () => reject(abortError(signal))
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', abort)
  try {
    await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

/** Time as waits see it; tests pass one of their own. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const SYSTEM_CLOCK: Clock = { now: () => performance.now(), sleep }

const tooSlow = () => new AppError('timeout', 'It took too long; try again.')

/**
 * Limits many waits, one after the other, with a single timer, so that a wait that ends in time, such as the one for the next
 * token, needs no timer of its own. A timer that fires for an earlier wait is set again for the current one.
 */
export class DeadlineTimer {
  #timer: ReturnType<typeof setTimeout> | undefined
  #firesAt = Number.POSITIVE_INFINITY
  #dueAt = Number.POSITIVE_INFINITY
  #onExpiry: (() => void) | undefined

  /** Starts a wait of at most `ms`; it replaces the one before. */
  begin(ms: number, expired: () => void) {
    this.#onExpiry = expired
    this.#dueAt = performance.now() + ms
    if (this.#firesAt > this.#dueAt) this.#arm(ms)
  }

  /** The wait has ended in time. */
  end() {
    this.#dueAt = Number.POSITIVE_INFINITY
  }

  close() {
    clearTimeout(this.#timer)
  }

  #arm(ms: number) {
    clearTimeout(this.#timer)
    this.#firesAt = performance.now() + ms
    this.#timer = setTimeout(() => this.#fire(), ms)
  }

  #fire() {
    this.#firesAt = Number.POSITIVE_INFINITY
    const leftMs = this.#dueAt - performance.now()
    if (leftMs <= 0) this.#onExpiry?.()
    else if (Number.isFinite(leftMs)) this.#arm(leftMs)
  }
}
