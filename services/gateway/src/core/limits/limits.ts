import { AppError, isUnanswered } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { type ConcurrencyLimiter, inProcessConcurrency, type Release, redisConcurrency } from './concurrency-limiter'
import { connectRedis, type Redis } from './redis-connection'

/** Counts one more request of a key. undefined: nothing is counted at the moment. */
type CountRequest = (key: string) => Promise<LimitStatus | undefined>

/** Takes a place among those of a key. */
type Occupy = (key: string) => Promise<Release>

/** A limit that is left out does not apply. All throw OverLimit. */
export interface Limits {
  /** Requests, by user. */
  user?: CountRequest
  /** Requests without a valid token, by client address. */
  address?: CountRequest
  /** Concurrent answers of models, streamed or not, by user. */
  answer?: Occupy
  /**
   * Connections that only follow a stream, by user. There are more of them, so that a client whose connection broke can connect
   * again before the gateway notices.
   */
  reader?: Occupy
  /** Exports that are being read, by user. */
  export?: Occupy
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
/** An export takes seconds of the processor; a client that asks again, because its connection broke, gets another one. */
const EXPORTS_PER_USER_MAX = 4

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
  const places = (name: string, max: number, running = RUNNING.answers): Occupy => {
    const own = inProcessConcurrency(max)
    const shared = redis && opened.use(redisConcurrency({ name, max }, redis))
    const take = (key: string) =>
      shared ? ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => () => {} }) : own.take(key)
    return occupyBy({ max, ...running }, { take })
  }
  const limits: Limits = {
    ...(rateLimitRequests > 0 ? { user: requests('requests', rateLimitRequests) } : {}),
    ...(rateLimitAddressRequests > 0 ? { address: requests('address', rateLimitAddressRequests) } : {}),
    ...(streamsPerUserMax > 0 ? { answer: places('streams', streamsPerUserMax) } : {}),
    ...(streamsPerUserMax > 0 ? { reader: places('readers', READERS_PER_STREAM * streamsPerUserMax) } : {}),
    export: places('exports', EXPORTS_PER_USER_MAX, RUNNING.exports),
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

/** The name of each kind in headers, and the words for it in a refusal. */
const RUNNING = {
  answers: { name: 'streams', what: 'answers are being made' },
  exports: { name: 'exports', what: 'exports are being read' },
}

const occupyBy =
  ({ max, name, what }: { max: number; name: string; what: string }, slots: ConcurrencyLimiter): Occupy =>
  async (key) => {
    const release = await slots.take(key)
    if (release) return release
    const limitStatus = { name, max, seconds: 0, remaining: 0, resetMs: TRY_AGAIN_MS }
    throw new OverLimit('rate_limited', `${max} ${what}, as many as may be at once; let one end first.`, limitStatus)
  }

/** A limit and its remainder for a caller. */
export interface LimitStatus {
  /** As the headers of the answer name the limit. */
  name: string
  max: number
  /** 0: the limit is on concurrent requests. */
  seconds: number
  remaining: number
  resetMs: number
}

/** A request that a limit refuses; the answer shows the limit. */
export class OverLimit extends AppError {
  constructor(
    code: 'rate_limited' | 'quota_exceeded',
    message: string,
    readonly limitStatus: LimitStatus,
  ) {
    super(code, message, { retryAfterMs: limitStatus.resetMs })
  }
}

/**
 * Limits while their store is unavailable. `local`: each gateway applies them to the requests that it has seen itself.
 * `allow`: nothing is limited. `refuse`: requests that a limit applies to are refused as unavailable.
 */
export type StoreFallback = 'local' | 'allow' | 'refuse'

interface Ways<Value> {
  shared: () => Promise<Value>
  local: () => Value | Promise<Value>
  allowed: () => Value
}

/** Asks the shared store, or uses the configured fallback while it is unavailable. Logs each change once. */
export function storeFallback(store: 'redis' | 'usage', choice: StoreFallback, log: Log) {
  let isDown = false
  return async <Value>({ shared, local, allowed }: Ways<Value>): Promise<Value> => {
    try {
      const value = await shared()
      if (isDown) log.info({ store }, 'store of limits is available again')
      isDown = false
      return value
    } catch (error) {
      if (!isUnanswered(error)) throw error
      if (!isDown) log.warn({ err: error, store, choice }, 'store of limits is unavailable')
      isDown = true
      if (choice === 'refuse') throw error
      return choice === 'local' ? local() : allowed()
    }
  }
}

/** Counts requests in a window of time. Errors: unavailable, when the store of the counts does not answer. */
interface RateLimiter<Answer = Taken> {
  /** Counts one more request of this key. */
  take(key: string): Promise<Answer>
}

interface Taken {
  /** Whether it exceeds the limit. */
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
const inProcessRate = ({ max, seconds }: RateRule): RateLimiter =>
  rateBy(new RateLimiterMemory({ points: max, duration: seconds }))

/** Counts for all gateways together, with one script a request. A key over its limit is refused locally until the window ends. */
const redisRate = ({ name, max, seconds }: RateRule, redis: Redis): RateLimiter =>
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
