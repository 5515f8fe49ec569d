import { AppError } from './errors'
import type { Log } from './log'
import { type RetryClock, retry } from './retry'

const PAUSE_MS = 500

/** Opens a store that may be unavailable when the process starts: tries again for at most `msMax`, then throws its failure. */
export const waitFor = <Store>(open: () => Promise<Store>, msMax: number, log: Log, clock?: RetryClock): Promise<Store> =>
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
