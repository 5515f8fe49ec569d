import { type Clock, SYSTEM_CLOCK } from './abort'
import { AppError, isTransient } from './errors'
import { openedByRead, peekFirst } from './generators'
import type { Log } from './log'

export interface RetryOptions {
  /** Ends the retries at once, also during a pause. */
  signal: AbortSignal
  /** Pauses before the second try, the third and so on. The last one repeats, as often as `retriesMax` allows. */
  pausesMs: readonly [number, ...number[]]
  /** Default: as many as there are pauses. */
  retriesMax?: number
  /** No try starts later than this after the first failure. Default: no such limit. */
  withinMs?: number
  /** Which failures are tried again. Default: isTransient. */
  retryIf?: (error: unknown) => boolean
  /** Runs before each pause; when it throws, the retries end with its error. */
  onRetry?: (error: unknown, retry: number) => void | Promise<void>
  /** The clock, for tests. */
  clock?: Clock
}

/**
 * Repeats work that is harmless when it happens twice, and throws the last failure. It is a loop of its own because the pauses
 * of cockatiel's retry policy can't be interrupted by a signal.
 */
export async function retry<T>(work: (retry: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, pausesMs, retriesMax = pausesMs.length, retryIf = isTransient, onRetry, clock = SYSTEM_CLOCK } = options
  let lastStartMs = Number.POSITIVE_INFINITY
  for (let count = 0; ; count++) {
    try {
      return await work(count)
    } catch (error) {
      if (count === 0) lastStartMs = clock.now() + (options.withinMs ?? Number.POSITIVE_INFINITY)
      const pauseMs = pausesMs[Math.min(count, pausesMs.length - 1)] ?? 0
      const mayRetry = count < retriesMax && clock.now() + pauseMs <= lastStartMs
      if (!mayRetry || signal.aborted || !retryIf(error)) throw error
      await onRetry?.(error, count + 1)
      await clock.sleep(pauseMs, signal)
    }
  }
}

/** The same for a stream, until its first item: items that were passed on can't be taken back. */
export const retryStream = <T>(open: () => AsyncGenerator<T>, options: RetryOptions): AsyncGenerator<T> =>
  openedByRead(() => retry(() => peekFirst(open()), options))

/** Pauses that double from the first to the longest. */
export function exponentialPauses(firstMs: number, longestMs: number): [number, ...number[]] {
  const pauses: [number, ...number[]] = [firstMs]
  for (let ms = 2 * firstMs; ms < longestMs; ms *= 2) pauses.push(ms)
  if (longestMs > firstMs) pauses.push(longestMs)
  return pauses
}

const PAUSE_MS = 500

/** Opens a store that may be unavailable when the process starts: tries again for at most `msMax`, then throws its failure. */
export const waitFor = <Store>(open: () => Promise<Store>, msMax: number, log: Log, clock?: Clock): Promise<Store> =>
  retry(open, {
    signal: new AbortController().signal,
    pausesMs: [PAUSE_MS],
    retriesMax: Number.POSITIVE_INFINITY,
    withinMs: msMax,
    retryIf: (error) => error instanceof AppError && error.code === 'unavailable',
    onRetry(error, count) {
      if (count === 1) log.warn({ why: (error as AppError).message, secondsMax: msMax / 1_000 }, 'waiting for a store')
    },
    ...(clock && { clock }),
  })
