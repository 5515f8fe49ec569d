import type { Redis } from './redis-connection'

/** Limits how many requests of a key run at once. */
export interface ConcurrencyLimiter {
  /** Takes a place of this key; undefined: none is free. Errors: unavailable, when the store of the places does not answer. */
  take(key: string): Promise<Release | undefined>
}

/** Releases the place; a second call does nothing. */
export type Release = () => void

/** Places of this process alone. */
export function inProcessConcurrency(max: number): ConcurrencyLimiter {
  const taken = new Map<string, number>()
  return {
    async take(key) {
      const running = taken.get(key) ?? 0
      if (running >= max) return undefined
      taken.set(key, running + 1)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = (taken.get(key) ?? 1) - 1
        if (left > 0) taken.set(key, left)
        else taken.delete(key)
      }
    },
  }
}

/** A gateway that dies gives its places back after this. */
const LEASE_MS = 30_000
const RENEWALS_PER_LEASE = 3

/** A sorted set of the places of one key, by the time of the store at which each lease ends. Renews a place that is held. */
const TAKE = `
local now = redis.call('time')
now = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
if redis.call('zscore', KEYS[1], ARGV[1]) or redis.call('zcard', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('zadd', KEYS[1], now + ARGV[3], ARGV[1])
  redis.call('pexpire', KEYS[1], ARGV[3])
  return 1
end
return 0`
const GIVE_BACK = `return redis.call('zrem', KEYS[1], ARGV[1])`

interface ConcurrencyRule {
  name: string
  max: number
  leaseMs?: number
}

/** Places of all gateways together. */
export function redisConcurrency(
  { name, max, leaseMs = LEASE_MS }: ConcurrencyRule,
  redis: Redis,
): ConcurrencyLimiter & Disposable {
  const held = new Map<string, string>()
  const take = (id: string, key: string) => redis.run(TAKE, [key], [id, String(max), String(leaseMs)])
  const renew = () => {
    for (const [id, key] of held) take(id, key).catch(() => {}) // the next renewal is in time, or the place is free for others
  }
  const timer = setInterval(renew, leaseMs / RENEWALS_PER_LEASE)
  return {
    async take(key) {
      const [id, places] = [crypto.randomUUID(), `collabry:${name}:${key}`]
      if ((await take(id, places)) !== 1) return undefined
      held.set(id, places)
      return () => {
        if (held.delete(id)) redis.run(GIVE_BACK, [places], [id]).catch(() => {}) // its lease ends
      }
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
