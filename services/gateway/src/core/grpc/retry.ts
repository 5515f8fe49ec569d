import { AppError } from '@collabry/runtime/errors'

/** Pauses before the second and the third try: long enough for a channel to pick another address, short enough to be unnoticed. */
const PAUSES_MS = [15, 45]

/** No new try starts later than this after the first failure, so that a component that is down is reported in well under 300 ms. */
const BUDGET_MS = 150

/** For calls that are harmless when they reach the service twice: tries again on `unavailable`, at most twice, quickly. */
export async function retryUnary<Reply>(call: () => Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  let failedAt: number | undefined
  for (let failures = 0; ; failures++) {
    try {
      return await call()
    } catch (error) {
      failedAt ??= performance.now()
      const pauseMs = pauseAfter(error, failures, failedAt, signal)
      if (pauseMs === undefined) throw error
      await Bun.sleep(pauseMs)
    }
  }
}

/** The same for a stream, before its first reply only: what was passed on cannot be taken back. */
export async function* retryStream<Reply>(open: () => AsyncGenerator<Reply>, signal: AbortSignal): AsyncGenerator<Reply> {
  let failedAt: number | undefined
  for (let failures = 0; ; failures++) {
    let begun = false
    try {
      for await (const reply of open()) {
        begun = true
        yield reply
      }
      return
    } catch (error) {
      failedAt ??= performance.now()
      const pauseMs = begun ? undefined : pauseAfter(error, failures, failedAt, signal)
      if (pauseMs === undefined) throw error
      await Bun.sleep(pauseMs)
    }
  }
}

function pauseAfter(error: unknown, failures: number, failedAt: number, signal: AbortSignal): number | undefined {
  const again = error instanceof AppError && error.code === 'unavailable' && !signal.aborted
  return again && performance.now() - failedAt < BUDGET_MS ? PAUSES_MS[failures] : undefined
}
