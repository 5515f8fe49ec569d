import { AppError, toAppError } from '@collabry/runtime/errors'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import type { Model } from '../models/model'
import type { Load } from './balanced'

/** One model server, its load and its circuit breaker. */
export interface Upstream extends Load {
  model: Model
  /** Starts an answer; throws `unavailable` at once while the circuit is open. */
  guarded<T>(call: () => Promise<T>): Promise<T>
  /** Any other call. It neither opens nor closes the circuit: embeddings may work while answers do not, and the reverse. */
  tried<T>(call: () => Promise<T>): Promise<T>
  /** Reads and stores its state; only this closes an open circuit. */
  check(): Promise<void>
  /** Whether the circuit is open, so that only `check` reaches the server. */
  isBroken(): boolean
}

const FAILURES_MAX = 5
const OPEN_MS = 500

export function upstream(id: string, model: Model): Upstream {
  const breaker = circuitBreaker(handleWhen(isServerFault), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  const isBroken = () => breaker.state !== CircuitState.Closed
  const noteFailure = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call()
    } catch (error) {
      if (isUnreachable(error) || isBroken()) self.isUp = false
      throw error
    }
  }
  const self: Upstream = {
    id,
    model,
    running: 0,
    isUp: true,
    isBroken,
    async guarded(call) {
      // A request does not test whether the server is back: it could hang for as long as a first token may take.
      if (isBroken()) throw broken()
      return noteFailure(() => breaker.execute(call))
    },
    tried: noteFailure,
    async check() {
      const ask = async () => {
        const { state, detail } = await model.status()
        if (state === 'unhealthy') throw new AppError('unavailable', detail, { retryAfterMs: RETRY_MS })
      }
      const isHealthy = await (isBroken() ? breaker.execute(ask) : ask()).then(
        () => true,
        () => false,
      )
      self.isUp = isHealthy && !isBroken()
    },
  }
  return self
}

const RETRY_MS = 1_000

/** Whether the server, and not the request, is at fault. */
function isServerFault(error: unknown): boolean {
  const { code } = toAppError(error)
  return code === 'timeout' || code === 'upstream_error' || isUnreachable(error)
}

/** Excludes a missing model, which is `unavailable` too: only conditions that may pass have a retry time. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable' && error.retryAfterMs !== undefined

const broken = () =>
  new AppError('unavailable', 'The model server failed several times and is not used for a moment; try again shortly.', {
    retryAfterMs: RETRY_MS,
  })
