import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { Rate, RateRule } from './rate'
import { rateBy } from './rate-by'
import type { Redis } from './redis-connection'

/** Counts for all gateways together, by one script a request; who is over is not asked for again before the window ends. */
export const redisRate = ({ name, max, seconds }: RateRule, redis: Redis): Rate =>
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
