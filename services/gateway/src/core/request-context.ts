import { AppError } from '@collabry/runtime/errors'
import { isRequestId, newRequestId } from '@collabry/runtime/request-id'
import { activeSpan, type Span } from '@collabry/runtime/trace'
import type { Identity } from './auth/jwt-verifier'
import type { HeldBody } from './body/body-budget'
import type { Caller, TokenHold } from './caller'

/** Context of a request before routing. */
interface RequestContext {
  requestId: string
  startedAtMs: number
  /** The same moment on the wall clock, which other machines share. */
  acceptedAtMs: number
  /** Set only by the token check; a route without the check has no caller. */
  identity: Identity | undefined
  /** The span of the request, while it is traced. */
  span: Span | undefined
  /** The share of the body budget that its body holds. */
  body?: HeldBody
  /** The fields of its body, as its parser read them. */
  fields?: Record<string, unknown>
  /** Tokens of the quota that its model runs hold while they run. */
  tokens?: TokenHold
  /** Set when the request has an Idempotency-Key. */
  keyed?: Keyed
  /** The assistant's message that answers it, once it is known. */
  messageId?: string
  /** A stream answers it, which ends after the request was answered. */
  isStream?: boolean
  /** How the stream that answers it ended. */
  streamEnd?: 'done' | 'error' | 'cancelled' | 'stalled'
}

export interface Keyed {
  /** The ids of sessions and streams that the request makes derive from it. */
  seed: string
  /** True: another try does the work, and this one only follows its stream. */
  isRunning: boolean
  /** The session that the answer belongs to. */
  sessionId?: string
  /** The answer holds a secret, and is never kept. */
  isSecret?: true
  /** Hash of a form that was read to its end. */
  formHash?: string
}

// Keyed by the request object, so that no body, query or schema can reach it.
const contexts = new WeakMap<Request, RequestContext>()

export function openRequestContext(request: Request): RequestContext {
  const wanted = request.headers.get('x-request-id')
  const context: RequestContext = {
    requestId: wanted !== null && isRequestId(wanted) ? wanted : newRequestId(),
    startedAtMs: performance.now(),
    acceptedAtMs: Date.now(),
    identity: undefined,
    span: activeSpan(),
  }
  contexts.set(request, context)
  return context
}

export const requestContext = (request: Request): RequestContext => contexts.get(request) ?? openRequestContext(request)

export function identityOf(request: Request): Identity {
  const { identity } = requestContext(request)
  if (!identity) throw new AppError('missing_token', 'Send an access token: Authorization: Bearer <token>.')
  return identity
}

/** The user on whose behalf a route acts. Calls end when the client disconnects or when `signal` aborts. */
export const callerOf = (request: Request, signal: AbortSignal = request.signal): Caller => {
  const { requestId, acceptedAtMs, tokens } = requestContext(request)
  return { userId: identityOf(request).userId, requestId, acceptedAtMs, signal, ...(tokens && { tokens }) }
}

/** The path of a request as the router reads it, so that all checks see the same path. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 7)
  const query = url.indexOf('?', start + 1)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}

/** Adds the user and the time to a successful JSON body. They go last and override other fields. */
export const withUser = <Body extends object>(request: Request, body: Body) => ({
  ...body,
  timestamp: new Date().toISOString(),
  user_id: identityOf(request).userId,
})

/** The message that the stream writes, for its header. */
export function noteMessage(request: Request, messageId: string): void {
  if (messageId !== '') requestContext(request).messageId = messageId
}
