import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate } from './rate'

/** Adapts the library's limiters, which reject both when a limit is exceeded and when the store is unavailable. */
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
