import { AppError } from '@collabry/runtime/errors'
import { isRequestId, newRequestId } from '@collabry/runtime/request-id'
import { activeSpan, type Span } from '@collabry/runtime/trace'
import type { Identity } from './auth/verify-token'
import type { HeldBody } from './body/body-budget'
import type { Caller, TokenHold } from './caller'

/** Context of a request before routing. */
export interface Exchange {
  requestId: string
  startedAtMs: number
  /** The same on the clock that other machines share. */
  acceptedAtMs: number
  /** Set by the token check alone; a route without one can't name a caller. */
  identity: Identity | undefined
  /** Of the request, while it is traced. */
  span: Span | undefined
  /** What its body holds of the memory for bodies. */
  body?: HeldBody
  /** The fields of its body, as its parser read them. */
  fields?: Record<string, unknown>
  /** What its runs of models hold of the quota, while they run. */
  tokens?: TokenHold
  /** Set when the request has an Idempotency-Key. */
  keyed?: Keyed
  /** A stream answers it, which ends after the request was answered. */
  isStream?: boolean
  /** How the stream that answers it ended. */
  streamEnd?: 'done' | 'error' | 'cancelled' | 'stalled'
}

export interface Keyed {
  /** What the ids of everything the request makes derive from. */
  seed: string
  /** Another try does the work: there is only to read along. */
  isRunning: boolean
  /** The session whose words the answer holds. */
  sessionId?: string
  /** What stands for a form that was read to its end. */
  formHash?: string
}

// Keyed by the request itself: nothing a body, a query or a schema holds can reach it.
const exchanges = new WeakMap<Request, Exchange>()

export function openExchange(request: Request): Exchange {
  const wanted = request.headers.get('x-request-id')
  const exchange: Exchange = {
    requestId: wanted !== null && isRequestId(wanted) ? wanted : newRequestId(),
    startedAtMs: performance.now(),
    acceptedAtMs: Date.now(),
    identity: undefined,
    span: activeSpan(),
  }
  exchanges.set(request, exchange)
  return exchange
}

export const exchangeOf = (request: Request): Exchange => exchanges.get(request) ?? openExchange(request)

export function identityOf(request: Request): Identity {
  const { identity } = exchangeOf(request)
  if (!identity) throw new AppError('missing_token', 'Send an access token: Authorization: Bearer <token>.')
  return identity
}

/** On whose behalf a route acts; calls it starts end when the client leaves or when `signal` says so. */
export const callerOf = (request: Request, signal: AbortSignal = request.signal): Caller => {
  const { requestId, acceptedAtMs, tokens } = exchangeOf(request)
  return { userId: identityOf(request).userId, requestId, acceptedAtMs, signal, ...(tokens && { tokens }) }
}
