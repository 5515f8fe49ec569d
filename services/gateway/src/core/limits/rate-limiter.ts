import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Redis } from './redis-connection'

/** Counts against a number of requests in a window of time. Errors: whatever keeps the store of the counts from answering. */
export interface RateLimiter<Answer = Taken> {
  /** One more of this key. */
  take(key: string): Promise<Answer>
}

export interface Taken {
  /** Whether it was one too many. */
  isOver: boolean
  remaining: number
  /** Until the window ends. */
  resetMs: number
}

interface RateRule {
  /** Names the limit, in headers and in the keys of a store. */
  name: string
  max: number
  seconds: number
}

/** Adapts the library's limiters, which reject both when a limit is exceeded and when the store is unavailable. */
const rateBy = (limiter: RateLimiterAbstract): RateLimiter => ({
  take: (key) => limiter.consume(key).then(under, over),
})

const under = ({ remainingPoints, msBeforeNext }: RateLimiterRes) => ({
  isOver: false,
  remaining: remainingPoints,
  resetMs: msBeforeNext,
})

const over = (reason: unknown) => {
  if (!(reason instanceof RateLimiterRes)) throw reason
  return { isOver: true, remaining: 0, resetMs: reason.msBeforeNext }
}

/** Counts in this process alone; a key takes memory while its window lasts. */
export const inProcessRate = ({ max, seconds }: RateRule): RateLimiter =>
  rateBy(new RateLimiterMemory({ points: max, duration: seconds }))

/** Counts for all gateways together, with one script a request. A key over its limit is refused locally until the window ends. */
export const redisRate = ({ name, max, seconds }: RateRule, redis: Redis): RateLimiter =>
  rateBy(
    new RateLimiterRedis({
      storeClient: { eval: (script: string, { keys, arguments: args }: Eval) => redis.run(script, keys, args) },
      useRedisPackage: true,
      keyPrefix: `collabry:${name}`,
      points: max,
      duration: seconds,
      inMemoryBlockOnConsumed: max,
    }),
  )

/** How the library calls a client of the kind that `useRedisPackage` names. */
interface Eval {
  keys: string[]
  arguments: string[]
}
