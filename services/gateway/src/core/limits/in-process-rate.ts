import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Rate, RateRule } from './rate'
import { rateBy } from './rate-by'

/** Counts in this process alone; a key takes memory while its window lasts. */
export const memoryRate = ({ max, seconds }: RateRule): Rate => rateBy(new RateLimiterMemory({ points: max, duration: seconds }))
