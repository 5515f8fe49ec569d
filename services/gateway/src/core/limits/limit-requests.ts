import { type Context, Elysia } from 'elysia'
import { pathOf } from '../path'
import { callerOf, exchangeOf, identityOf } from '../request-context'
import type { ClientAddress } from './client-address'
import type { Release } from './concurrency-limiter'
import type { Standing } from './limit-status'
import type { Limits } from './limits'
import type { Quotas } from './quotas'
import { spendsTokens } from './spends-tokens'

/** Judges a request whose user is known, and tells how the user stands. */
export const limits = ({ user }: Limits, quotas?: Pick<Quotas, 'judgeTokens'>) => {
  const plugin = new Elysia({ name: 'limits' })
  if (!user && !quotas) return plugin
  return plugin.onRequest(async ({ request, set }) => {
    const { identity } = exchangeOf(request)
    if (!identity) return
    if (user) tell(set, await user(identity.key))
    if (quotas && spendsTokens(request.method, pathOf(request.url))) tell(set, await quotas.judgeTokens(callerOf(request)))
  })
}

/** Places for streams, taken before a stream begins. */
export type TakePlace = (request: Request, kind: 'stream' | 'reader') => Promise<Release>

export const placesOf =
  (limits: Limits): TakePlace =>
  async (request, kind) =>
    (await limits[kind]?.(identityOf(request).key)) ?? (() => {})

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
