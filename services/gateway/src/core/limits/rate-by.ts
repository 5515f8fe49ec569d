import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate } from './rate'

/** The library's limiters, which reject both for one too many and for a store that is away, as a rate. */
export const rateBy = (limiter: RateLimiterAbstract): Rate => ({
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
