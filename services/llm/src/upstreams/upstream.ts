import { AppError, toAppError } from '@collabry/runtime/errors'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import type { Model } from '../models/model'
import type { Load } from './routing'

/** One model server, how it does, and its circuit breaker. */
export interface Upstream extends Load {
  model: Model
  /** Begins an answer; refuses at once with `unavailable` while the circuit is open. */
  guarded<T>(call: () => Promise<T>): Promise<T>
  /** Any other call. It neither opens nor closes the circuit: embeddings may go well where answers do not, and the reverse. */
  tried<T>(call: () => Promise<T>): Promise<T>
  /** Asks for its state and remembers it; this alone closes an open circuit. */
  check(): Promise<void>
  /** Whether only `check` gets through. */
  isBroken(): boolean
}

const FAILURES_MAX = 5
const OPEN_MS = 500

export function upstream(id: string, model: Model): Upstream {
  const breaker = circuitBreaker(handleWhen(isItsFault), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  const isBroken = () => breaker.state !== CircuitState.Closed
  const noticing = async <T>(call: () => Promise<T>): Promise<T> => {
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
      // A real request is no test of whether the server is back: it could hang for as long as a first token may take.
      if (isBroken()) throw broken()
      return noticing(() => breaker.execute(call))
    },
    tried: noticing,
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

/** Whether an error says that the server, and not the request, is at fault. */
function isItsFault(error: unknown): boolean {
  const { code } = toAppError(error)
  return code === 'timeout' || code === 'upstream_error' || isUnreachable(error)
}

/** A missing model is `unavailable` too, but no reason to leave the server alone: only what may soon be over says when to retry. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'unavailable' && error.retryAfterMs !== undefined

const broken = () =>
  new AppError('unavailable', 'The model server failed several times and is left alone for a moment; try again shortly.', {
    retryAfterMs: RETRY_MS,
  })
