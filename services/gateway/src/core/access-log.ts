import type { Log } from '@collabry/runtime/log'
import { type Context, Elysia } from 'elysia'
import type { CountUsage } from '../account/usage'
import type { HttpMetrics } from '../metrics'
import { openRequestContext, requestContext } from './request-context'

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  // Answers belong to one user; pages and assets set other headers.
  'cache-control': 'no-store',
}

interface AccessLogOptions {
  log: Log
  metrics: HttpMetrics
  /** Aborts when a drain begins. */
  draining: AbortSignal
  /** A client that was idle for longer opens a new connection, since this one may be closed. */
  keepAliveSeconds: number
}

/** The first and last step of a request: its id, the headers of every answer, its log line. */
export const accessLog = ({ log, metrics, draining, keepAliveSeconds }: AccessLogOptions) => {
  const keepAlive = `timeout=${keepAliveSeconds}`
  /** Whether the connection stays open. Decided when the answer is complete, since a drain may begin while the request runs. */
  const connection = ({ request, set }: Pick<Context, 'request' | 'set'>) => {
    const closes = draining.aborted || request.headers.get('connection')?.toLowerCase() === 'close'
    set.headers.connection = closes ? 'close' : 'keep-alive'
    if (!closes) set.headers['keep-alive'] = keepAlive
  }
  return new Elysia({ name: 'access-log' })
    .headers(SECURITY_HEADERS)
    .onRequest(({ request, set }) => {
      set.headers['x-request-id'] = openRequestContext(request).requestId
      if (request.headers.get('x-forwarded-proto') === 'https') set.headers['strict-transport-security'] = 'max-age=31536000'
    })
    .onAfterHandle({ as: 'global' }, connection)
    .onError({ as: 'global' }, connection)
    .onAfterResponse({ as: 'global' }, ({ request, route, set }) => {
      const { requestId, startedAtMs, identity, span, isStream, body } = requestContext(request)
      body?.release()
      const totalMs = Math.round((performance.now() - startedAtMs) * 10) / 10
      const status = Number(set.status ?? 200)
      metrics.answered(request.method, route, status, totalMs / 1_000)
      span?.rename(`${request.method} ${route}`)
      span?.set({ 'http.request.method': request.method, 'http.route': route, 'http.response.status_code': status })
      if (!isStream) span?.end(status >= 500 ? String(status) : undefined)
      log.info({ requestId, method: request.method, route, status: set.status, user: identity?.tag, totalMs }, 'request')
    })
}

const ONE = { requests: 1 }

/** Counts every request whose user is known. */
export const countRequests = (count: CountUsage) =>
  new Elysia({ name: 'count-requests' }).onRequest(({ request }) => {
    const { identity, acceptedAtMs } = requestContext(request)
    if (identity) count({ userId: identity.userId, acceptedAtMs }, ONE)
  })
