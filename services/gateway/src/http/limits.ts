import { type Context, Elysia } from 'elysia'
import type { Limits } from '../limits/limits'
import type { Standing } from '../limits/standing'
import type { ClientAddress } from './client-address'
import { exchangeOf } from './exchange'

/** Judges a request whose user is known, and tells how the user stands. */
export const limits = ({ user }: Limits) => {
  const plugin = new Elysia({ name: 'limits' })
  if (!user) return plugin
  return plugin.onRequest(async ({ request, set }) => {
    const { identity } = exchangeOf(request)
    if (identity) tell(set, await user(identity.key))
  })
}

/** Judges a request of which nothing is known but where it comes from. */
export type JudgeStranger = (request: Request, set: Context['set']) => Promise<void>

export const strangerJudge =
  ({ stranger }: Limits, addressOf: ClientAddress): JudgeStranger =>
  async (request, set) => {
    if (stranger) tell(set, await stranger(addressOf(request)))
  }

function tell(set: Context['set'], standing: Standing | undefined): void {
  if (standing) Object.assign(set.headers, limitHeaders(standing))
}

/** draft-ietf-httpapi-ratelimit-headers-10: structured fields, times in seconds. */
export function limitHeaders({ name, max, seconds, remaining, resetMs }: Standing): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${max}${seconds > 0 ? `;w=${seconds}` : ''}`,
    ratelimit: `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`,
  }
}
