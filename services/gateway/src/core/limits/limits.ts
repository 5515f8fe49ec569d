import type { Log } from '@collabry/runtime/log'
import { type ConcurrencyLimiter, inProcessConcurrency, type Release, redisConcurrency } from './concurrency-limiter'
import { type LimitStatus, OverLimit } from './limit-status'
import { inProcessRate, type RateLimiter, redisRate, type Taken } from './rate-limiter'
import { connectRedis } from './redis-connection'
import { type StoreFallback, storeFallback } from './store-fallback'

/** Judges one more request of a key. undefined: nothing is counted at the moment. */
export type CountRequest = (key: string) => Promise<LimitStatus | undefined>

/** Takes a place among those of a key. */
export type Occupy = (key: string) => Promise<Release>

/** A limit that is left out does not apply. All throw OverLimit. */
export interface Limits {
  /** Requests, by user. */
  user?: CountRequest
  /** Requests, by client address, of those of whom nothing else is known. */
  address?: CountRequest
  /** Answers of models that are made at once, streamed or not, by user. */
  answer?: Occupy
  /**
   * Connections that only follow a stream, by user. There are more of them, so that a client whose connection broke can connect
   * again before the gateway notices.
   */
  reader?: Occupy
}

interface LimitOptions {
  rateLimitRequests: number
  rateLimitAddressRequests: number
  rateLimitSeconds: number
  streamsPerUserMax: number
  redisUrl?: string
  limitStoreDown: StoreFallback
  log: Log
}

const READERS_PER_STREAM = 2

export async function openLimits(options: LimitOptions): Promise<Limits & AsyncDisposable> {
  const { rateLimitRequests, rateLimitAddressRequests, rateLimitSeconds: seconds, streamsPerUserMax } = options
  await using opened = new AsyncDisposableStack()
  const isLimited = rateLimitRequests + rateLimitAddressRequests + streamsPerUserMax > 0
  const redis = options.redisUrl !== undefined && isLimited ? opened.use(await connectRedis(options.redisUrl)) : undefined
  const ask = storeFallback('redis', options.limitStoreDown, options.log)

  const requests = (name: string, max: number): CountRequest => {
    const own = inProcessRate({ name, max, seconds })
    const shared = redis && redisRate({ name, max, seconds }, redis)
    const take = (key: string) =>
      shared ? ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => undefined }) : own.take(key)
    return countBy({ name, max, seconds }, { take })
  }
  const places = (name: string, max: number): Occupy => {
    const own = inProcessConcurrency(max)
    const shared = redis && opened.use(redisConcurrency({ name, max }, redis))
    const take = (key: string) =>
      shared ? ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => () => {} }) : own.take(key)
    return occupyBy(max, { take })
  }
  const limits: Limits = {
    ...(rateLimitRequests > 0 ? { user: requests('requests', rateLimitRequests) } : {}),
    ...(rateLimitAddressRequests > 0 ? { address: requests('address', rateLimitAddressRequests) } : {}),
    ...(streamsPerUserMax > 0 ? { answer: places('streams', streamsPerUserMax) } : {}),
    ...(streamsPerUserMax > 0 ? { reader: places('readers', READERS_PER_STREAM * streamsPerUserMax) } : {}),
  }
  const running = opened.move()
  return { ...limits, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

const countBy =
  ({ name, max, seconds }: Pick<LimitStatus, 'name' | 'max' | 'seconds'>, rate: RateLimiter<Taken | undefined>): CountRequest =>
  async (key) => {
    const taken = await rate.take(key)
    if (!taken) return undefined
    const { isOver, remaining, resetMs } = taken
    const limitStatus = { name, max, seconds, remaining, resetMs }
    if (isOver)
      throw new OverLimit('rate_limited', `More than ${max} requests in ${seconds} s; wait until the time is over.`, limitStatus)
    return limitStatus
  }

/** It is unknown when a place will be free. */
const TRY_AGAIN_MS = 1_000

const occupyBy =
  (max: number, slots: ConcurrencyLimiter): Occupy =>
  async (key) => {
    const release = await slots.take(key)
    if (release) return release
    const limitStatus = { name: 'streams', max, seconds: 0, remaining: 0, resetMs: TRY_AGAIN_MS }
    throw new OverLimit(
      'rate_limited',
      `${max} answers are being made, as many as may be at once; let one end first.`,
      limitStatus,
    )
  }
