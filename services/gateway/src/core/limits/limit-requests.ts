import { type Context, Elysia } from 'elysia'
import { pathOf } from '../path'
import { callerOf, exchangeOf, identityOf } from '../request-context'
import type { ClientAddress } from './client-address'
import type { Release } from './concurrency-limiter'
import type { Standing } from './limit-status'
import type { Limits } from './limits'
import type { Quotas } from './quotas'
import { spendsTokens } from './spends-tokens'
import { ANSWER_TOKENS_ESTIMATE } from './token-holds'

/** Whether a request was begun before, known by its Idempotency-Key alone. */
type IsKnown = (request: Request) => Promise<boolean>

/**
 * Judges a request whose user is known, and tells how the user stands. One that was begun before gets its kept answer, whatever
 * is left of the quota; if it has none and is to run models, they are judged when they begin.
 */
export const limits = ({ user }: Limits, quotas: Pick<Quotas, 'judgeTokens'> | undefined, isKnown: IsKnown) => {
  const plugin = new Elysia({ name: 'limits' })
  if (!user && !quotas) return plugin
  return plugin.onRequest(async ({ request, set }) => {
    const { identity } = exchangeOf(request)
    if (!identity) return
    if (user) tell(set, await user(identity.key))
    if (!quotas || !spendsTokens(request.method, pathOf(request.url)) || (await isKnown(request))) return
    tell(set, await quotas.judgeTokens(callerOf(request)))
  })
}

/** Places for answers that are made, streamed or not, and for connections that read along; taken before either begins. */
export type TakePlace = (request: Request, kind: 'answer' | 'reader') => Promise<Release>

/** An answer also holds tokens of its user's quota, as long as it has its place. */
export const placesOf =
  (limits: Limits, quotas?: Pick<Quotas, 'holdTokens'>): TakePlace =>
  async (request, kind) => {
    const release = (await limits[kind]?.(identityOf(request).key)) ?? (() => {})
    if (kind === 'reader' || !quotas) return release
    const exchange = exchangeOf(request)
    try {
      const tokens = await quotas.holdTokens(callerOf(request), estimateOf(request))
      exchange.tokens = tokens
      return () => {
        release()
        tokens[Symbol.dispose]()
      }
    } catch (error) {
      release()
      throw error
    }
  }

/** Fewest bytes of a token, in the scripts whose characters are tokens. */
const TOKEN_BYTES = 3

/** Tokens that a request will take, as far as its own words tell: passages and the history of a session are added when they run. */
function estimateOf(request: Request): number {
  const { max_completion_tokens: most, max_tokens: older } = exchangeOf(request).fields ?? {}
  const wanted = [most, older].find((tokens) => typeof tokens === 'number') ?? ANSWER_TOKENS_ESTIMATE
  return Math.ceil(Number(request.headers.get('content-length') ?? 0) / TOKEN_BYTES) + wanted
}

/** Judges a request of which nothing is known but where it comes from. */
export type JudgeStranger = (request: Request, set: Context['set']) => Promise<void>

export const strangerJudge =
  ({ stranger }: Limits, addressOf: ClientAddress): JudgeStranger =>
  async (request, set) => {
    if (stranger) tell(set, await stranger(addressOf(request)))
  }

/** Both headers are lists: a request may be judged by several limits. */
function tell(set: Context['set'], standing: Standing | undefined): void {
  if (!standing) return
  for (const [name, item] of Object.entries(limitHeaders(standing))) {
    const before = set.headers[name]
    set.headers[name] = before ? `${before}, ${item}` : item
  }
}

/** draft-ietf-httpapi-ratelimit-headers-10: structured fields, times in seconds. */
export function limitHeaders({ name, max, seconds, remaining, resetMs }: Standing): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${max}${seconds > 0 ? `;w=${seconds}` : ''}`,
    ratelimit: `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`,
  }
}
