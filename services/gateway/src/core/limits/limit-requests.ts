import { type Context, Elysia } from 'elysia'
import { callerOf, identityOf, pathOf, requestContext } from '../request-context'
import type { ClientAddress } from './client-address'
import type { Release } from './concurrency-limiter'
import type { LimitStatus, Limits } from './limits'
import type { Quotas } from './quotas'
import { ANSWER_TOKENS_ESTIMATE } from './token-holds'

/** Whether a request was begun before, known by its Idempotency-Key alone. */
type IsKnown = (request: Request) => Promise<boolean>

/**
 * Checks a request of an authenticated user and adds headers with the rest of each limit. A request that was begun before under
 * its idempotency key gets its kept answer even if the quota is used up. If no answer was kept, its model runs are checked when
 * they begin.
 */
export const limits = ({ user }: Limits, quotas: Pick<Quotas, 'checkTokens'> | undefined, isKnown: IsKnown) => {
  const plugin = new Elysia({ name: 'limits' })
  if (!user && !quotas) return plugin
  return plugin.onRequest(async ({ request, set }) => {
    const { identity } = requestContext(request)
    if (!identity) return
    if (user) addLimitHeaders(set, await user(identity.key))
    if (!quotas || !spendsTokens(request.method, pathOf(request.url)) || (await isKnown(request))) return
    addLimitHeaders(set, await quotas.checkTokens(callerOf(request)))
  })
}

/** Places for running answers, streamed or not, for connections that follow a stream, and for exports; taken before one begins. */
export type TakePlace = (request: Request, kind: 'answer' | 'reader' | 'export') => Promise<Release>

/** An answer also holds tokens of its user's quota while it has its place. */
export const placesOf =
  (limits: Limits, quotas?: Pick<Quotas, 'holdTokens'>): TakePlace =>
  async (request, kind) => {
    const release = (await limits[kind]?.(identityOf(request).key)) ?? (() => {})
    if (kind !== 'answer' || !quotas) return release
    const context = requestContext(request)
    try {
      const tokens = await quotas.holdTokens(callerOf(request), estimateOf(request))
      context.tokens = tokens
      return () => {
        release()
        tokens[Symbol.dispose]()
      }
    } catch (error) {
      release()
      throw error
    }
  }

/** Smallest number of bytes of a token, in scripts with one token a character. */
const TOKEN_BYTES = 3

/** Tokens that a request will take, by its own fields. Passages and history are added when they run. */
function estimateOf(request: Request): number {
  const { max_completion_tokens: most, max_tokens: older } = requestContext(request).fields ?? {}
  const wanted = [most, older].find((tokens) => typeof tokens === 'number') ?? ANSWER_TOKENS_ESTIMATE
  return Math.ceil(Number(request.headers.get('content-length') ?? 0) / TOKEN_BYTES) + wanted
}

/** Checks a request by its client address, when its user is unknown. */
export type CheckAddress = (request: Request, set: Context['set']) => Promise<void>

export const addressChecker =
  ({ address }: Limits, addressOf: ClientAddress): CheckAddress =>
  async (request, set) => {
    if (address) addLimitHeaders(set, await address(addressOf(request)))
  }

/** Both headers are lists: several limits may apply to a request. */
function addLimitHeaders(set: Context['set'], limitStatus: LimitStatus | undefined): void {
  if (!limitStatus) return
  for (const [name, item] of Object.entries(limitHeaders(limitStatus))) {
    const before = set.headers[name]
    set.headers[name] = before ? `${before}, ${item}` : item
  }
}

/** draft-ietf-httpapi-ratelimit-headers-10: structured fields, times in seconds. */
export function limitHeaders({ name, max, seconds, remaining, resetMs }: LimitStatus): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${max}${seconds > 0 ? `;w=${seconds}` : ''}`,
    ratelimit: `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`,
  }
}

/** Requests that run no model, though their method and the beginning of their path look like it. */
const FREE = new Set(['/ai/sessions', '/ai/search', '/ai/upload', '/ai/upload/file'])
const FREE_END = /\/(feedback|ticket|retry)$/

/** Whether a request may run a model; unknown routes may. */
export const spendsTokens = (method: string, path: string): boolean =>
  method === 'POST' && /^\/(ai|v1)\//.test(path) && !FREE.has(path) && !FREE_END.test(path)
