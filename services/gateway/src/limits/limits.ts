import type { Log } from '@collabry/runtime/log'
import { memoryRate } from './memory'
import type { Rate, RateRule, Taken } from './rate'
import { redisRate } from './redis'
import { connectRedis, type Redis } from './redis-connection'
import { OverLimit, type Standing } from './standing'
import { type WhenAway, whenAway } from './when-away'

/** Judges one more request of a key. undefined: nothing is counted at the moment. */
export type Judge = (key: string) => Promise<Standing | undefined>

/** What is left out is not limited. */
export interface Limits {
  /** By user. */
  user?: Judge
  /** By client address, for those of whom nothing else is known. */
  stranger?: Judge
}

interface LimitOptions {
  rateLimitRequests: number
  rateLimitAddressRequests: number
  rateLimitSeconds: number
  redisUrl?: string
  limitStoreDown: WhenAway
  log: Log
}

export async function openLimits(options: LimitOptions): Promise<Limits & AsyncDisposable> {
  const { rateLimitRequests, rateLimitAddressRequests, rateLimitSeconds: seconds, redisUrl, limitStoreDown, log } = options
  const isLimited = rateLimitRequests + rateLimitAddressRequests > 0
  const redis = redisUrl !== undefined && isLimited ? await connectRedis(redisUrl) : undefined
  const ask = whenAway('redis', limitStoreDown, log)
  const judge = (name: string, max: number) => {
    const rule = { name, max, seconds }
    return max > 0 ? judgeBy(rule, redis ? sharedRate(rule, redis, ask) : memoryRate(rule)) : undefined
  }
  const [user, stranger] = [judge('requests', rateLimitRequests), judge('address', rateLimitAddressRequests)]
  return {
    ...(user ? { user } : {}),
    ...(stranger ? { stranger } : {}),
    [Symbol.asyncDispose]: async () => redis?.[Symbol.dispose](),
  }
}

function sharedRate(rule: RateRule, redis: Redis, ask: ReturnType<typeof whenAway>): Rate<Taken | undefined> {
  const [shared, own] = [redisRate(rule, redis), memoryRate(rule)]
  return {
    take: (key) => ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => undefined }),
  }
}

const judgeBy =
  ({ name, max, seconds }: RateRule, rate: Rate<Taken | undefined>): Judge =>
  async (key) => {
    const taken = await rate.take(key)
    if (!taken) return undefined
    const { isOver, remaining, resetMs } = taken
    const standing = { name, max, seconds, remaining, resetMs }
    if (isOver)
      throw new OverLimit('rate_limited', `More than ${max} requests in ${seconds} s; wait until the time is over.`, standing)
    return standing
  }
