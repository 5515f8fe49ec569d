import type { Log } from '@collabry/runtime/log'
import type { Release, Slots } from './concurrency-limiter'
import { memorySlots } from './in-process-concurrency'
import { memoryRate } from './in-process-rate'
import { OverLimit, type Standing } from './limit-status'
import type { Rate, Taken } from './rate'
import { redisSlots } from './redis-concurrency'
import { connectRedis } from './redis-connection'
import { redisRate } from './redis-rate'
import { type WhenAway, whenAway } from './store-fallback'

/** Judges one more request of a key. undefined: nothing is counted at the moment. */
export type Judge = (key: string) => Promise<Standing | undefined>

/** Takes a place among those of a key. */
export type Occupy = (key: string) => Promise<Release>

/** What is left out is not limited. All throw OverLimit. */
export interface Limits {
  /** Requests, by user. */
  user?: Judge
  /** Requests, by client address, of those of whom nothing else is known. */
  stranger?: Judge
  /** Answers of models that are made at once, streamed or not, by user. */
  answer?: Occupy
  /** Connections that only read along, by user: more, so that whoever lost one can connect again before it is noticed. */
  reader?: Occupy
}

interface LimitOptions {
  rateLimitRequests: number
  rateLimitAddressRequests: number
  rateLimitSeconds: number
  streamsPerUserMax: number
  redisUrl?: string
  limitStoreDown: WhenAway
  log: Log
}

const READERS_PER_STREAM = 2

export async function openLimits(options: LimitOptions): Promise<Limits & AsyncDisposable> {
  const { rateLimitRequests, rateLimitAddressRequests, rateLimitSeconds: seconds, streamsPerUserMax } = options
  await using opened = new AsyncDisposableStack()
  const isLimited = rateLimitRequests + rateLimitAddressRequests + streamsPerUserMax > 0
  const redis = options.redisUrl !== undefined && isLimited ? opened.use(await connectRedis(options.redisUrl)) : undefined
  const ask = whenAway('redis', options.limitStoreDown, options.log)

  const requests = (name: string, max: number): Judge => {
    const own = memoryRate({ name, max, seconds })
    const shared = redis && redisRate({ name, max, seconds }, redis)
    const take = (key: string) =>
      shared ? ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => undefined }) : own.take(key)
    return judgeBy({ name, max, seconds }, { take })
  }
  const places = (name: string, max: number): Occupy => {
    const own = memorySlots(max)
    const shared = redis && opened.use(redisSlots({ name, max }, redis))
    const take = (key: string) =>
      shared ? ask({ shared: () => shared.take(key), local: () => own.take(key), allowed: () => () => {} }) : own.take(key)
    return occupyBy(max, { take })
  }
  const limits: Limits = {
    ...(rateLimitRequests > 0 ? { user: requests('requests', rateLimitRequests) } : {}),
    ...(rateLimitAddressRequests > 0 ? { stranger: requests('address', rateLimitAddressRequests) } : {}),
    ...(streamsPerUserMax > 0 ? { answer: places('streams', streamsPerUserMax) } : {}),
    ...(streamsPerUserMax > 0 ? { reader: places('readers', READERS_PER_STREAM * streamsPerUserMax) } : {}),
  }
  const running = opened.move()
  return { ...limits, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

const judgeBy =
  ({ name, max, seconds }: Pick<Standing, 'name' | 'max' | 'seconds'>, rate: Rate<Taken | undefined>): Judge =>
  async (key) => {
    const taken = await rate.take(key)
    if (!taken) return undefined
    const { isOver, remaining, resetMs } = taken
    const standing = { name, max, seconds, remaining, resetMs }
    if (isOver)
      throw new OverLimit('rate_limited', `More than ${max} requests in ${seconds} s; wait until the time is over.`, standing)
    return standing
  }

/** When a place will be free nobody knows. */
const TRY_AGAIN_MS = 1_000

const occupyBy =
  (max: number, slots: Slots): Occupy =>
  async (key) => {
    const release = await slots.take(key)
    if (release) return release
    const standing = { name: 'streams', max, seconds: 0, remaining: 0, resetMs: TRY_AGAIN_MS }
    throw new OverLimit('rate_limited', `${max} answers are being made, as many as may be at once; let one end first.`, standing)
  }
