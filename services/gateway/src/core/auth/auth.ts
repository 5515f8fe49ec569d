import { AppError } from '@collabry/runtime/errors'
import { Elysia } from 'elysia'
import type { CheckAddress } from '../limits/limit-requests'
import { pathOf, requestContext } from '../request-context'
import { forUsersOnly, isApiKey, isForUsersOnly, type VerifyKey } from './api-key'
import type { Identity, Verify } from './jwt-verifier'

/** Paths without a token. Every other path, known or not, requires one first. */
const OPEN = new Set(['/', '/health', '/livez', '/readyz', '/docs', '/redoc', '/openapi.json', '/favicon.ico'])
const OPEN_ASSETS = '/docs/assets/'

/** Its token is in the body, because the access token may have expired. */
const OPEN_POST = '/auth/refresh'

/** A client that lost the answer repeats the request with the token that the logout has revoked. */
const LOGOUT = '/auth/logout'

export const isOpen = (method: string, path: string): boolean =>
  (method === 'POST' && path === OPEN_POST) ||
  ((method === 'GET' || method === 'HEAD') && (OPEN.has(path) || path.startsWith(OPEN_ASSETS)))

/** Used by monitors of the process: never limited. */
const PROBES = new Set(['/livez', '/readyz'])
export const isProbe = (path: string): boolean => PROBES.has(path)

interface AuthParts {
  verify: Verify
  verifyKey: VerifyKey
  redeem: Redeem
  /** Whether a token or its whole login was revoked. */
  isRevoked: (name: string) => boolean
  /** Checks the address of a request without a valid token. */
  checkAddress: CheckAddress
}

/** Checks the token by the headers alone, before routing and before the body is read. */
export const auth = ({ verify, verifyKey, redeem, isRevoked, checkAddress }: AuthParts) =>
  new Elysia({ name: 'auth' }).onRequest(async ({ request, set }) => {
    const path = pathOf(request.url)
    if (isOpen(request.method, path) && !(path === OPEN_POST && holdsKey(request))) {
      if (!isProbe(path)) await checkAddress(request, set)
      return
    }
    const ticket = ticketOf(request)
    if (ticket) {
      await checkAddress(request, set)
      // Malformed tickets are refused without a look-up.
      if (!TICKET.test(ticket.ticket)) throw badTicket()
      requestContext(request).identity = await redeem(ticket, request)
      return
    }
    try {
      const bearer = bearerOf(request.headers.get('authorization'))
      const { requestId } = requestContext(request)
      const identity = isApiKey(bearer) ? await verifyKey(bearer, { requestId, signal: request.signal }) : await verify(bearer)
      if (identity.isApiKey && isForUsersOnly(request.method, path)) throw forUsersOnly()
      if (identity.revocableAs.some(isRevoked) && path !== LOGOUT)
        throw new AppError('invalid_token', 'The token was revoked; log in again.')
      requestContext(request).identity = identity
    } catch (error) {
      await checkAddress(request, set)
      throw error
    }
  })

/** Finds the user of a ticket, which is valid for one stream or one upload alone. */
export type Redeem = (ticket: Ticket, request: Request) => Promise<Identity>

interface Ticket {
  /** The target that it must let in to: a stream, or the progress of an upload. */
  to: { streamId: string } | { taskId: string }
  ticket: string
}

const STREAM = /^\/ai\/chat\/stream\/([A-Za-z0-9._-]{1,128})$/
const PROGRESS = /^\/ai\/upload\/status\/([A-Za-z0-9._-]{1,128})\/events$/
const TICKET = /^[A-Za-z0-9_-]{43}$/

/** Only for an EventSource, which can send no header: with a token, the token counts. */
function ticketOf({ method, url, headers }: Request): Ticket | undefined {
  if (method !== 'GET' || headers.has('authorization')) return undefined
  const path = pathOf(url)
  const [, streamId] = STREAM.exec(path) ?? []
  const [, taskId] = PROGRESS.exec(path) ?? []
  const to = streamId !== undefined ? { streamId } : taskId !== undefined ? { taskId } : undefined
  const ticket = to && new URL(url).searchParams.get('ticket')
  return to && typeof ticket === 'string' ? { to, ticket } : undefined
}

export const badTicket = (cause?: unknown) =>
  new AppError('invalid_token', 'The ticket is unknown, used or expired; get another one.', { cause })

const BEARER = /^bearer +([A-Za-z0-9._~+/=-]+) *$/i

/** A key asks for tokens: it is judged like anywhere else. */
const holdsKey = ({ headers }: Request): boolean => isApiKey(BEARER.exec(headers.get('authorization') ?? '')?.[1] ?? '')

function bearerOf(header: string | null): string {
  if (!header || !/^bearer\b/i.test(header)) {
    throw new AppError('missing_token', 'Send an access token: Authorization: Bearer <token>.')
  }
  // Several Authorization headers arrive joined by a comma, which no token contains.
  const token = BEARER.exec(header)?.[1]
  if (!token) throw new AppError('invalid_token', 'Send one Authorization header: Bearer, a blank, and the token.')
  return token
}

/** RFC 6750, section 3: what a 401 or 403 says about the token. */
export function challengeOf({ code }: AppError): string | undefined {
  if (code === 'missing_token') return 'Bearer realm="collabry"'
  if (code === 'invalid_token' || code === 'token_expired') {
    return `Bearer realm="collabry", error="invalid_token", error_description="${code === 'token_expired' ? 'The token has expired' : 'The token is not accepted'}"`
  }
  return code === 'insufficient_scope' ? 'Bearer realm="collabry", error="insufficient_scope"' : undefined
}
