import { newRequestId } from '@collabry/runtime/request-id'
import { LRUCache } from 'lru-cache'
import { type Amounts, NOTHING, type UsageDay, type UsageLog } from '../../account/usage'
import type { storeFallback } from './store-fallback'

/** Saved usage of users today (UTC) over all gateways. */
export interface DayTotals {
  /** undefined: unknown, and the request passes. */
  today(userId: string): Promise<UsageDay | undefined>
  /** Takes the totals that the log returns for counts of this gateway. */
  heard(userId: string, today: UsageDay): void
}

interface TotalsParts {
  usage: Pick<UsageLog, 'read'>
  ask: ReturnType<typeof storeFallback>
  now?: () => number
}

/** Counts of other gateways are read again after this time. */
const KNOWN_MS = 5_000
/** Users whose totals are kept, about 200 bytes each. */
const USERS_MAX = 10_000

export function createDayTotals({ usage, ask, now = Date.now }: TotalsParts): DayTotals {
  const known = new LRUCache<string, { today: UsageDay; heardAtMs: number }>({ max: USERS_MAX })
  const reading = new Map<string, Promise<UsageDay>>()

  const heard = (userId: string, today: UsageDay): UsageDay => {
    const before = known.get(userId)?.today
    // An older reply that arrives late reduces nothing.
    const newest = before?.day === today.day ? larger(before, today) : today
    known.set(userId, { today: newest, heardAtMs: now() })
    return newest
  }

  const read = async (userId: string, day: string): Promise<UsageDay> => {
    const caller = { userId, requestId: newRequestId(), signal: new AbortController().signal }
    const [today = { day, ...NOTHING }] = await usage.read(day, day, caller)
    return heard(userId, today)
  }

  /** Concurrent callers share one read. */
  const readOnce = (userId: string, day: string): Promise<UsageDay> => {
    const running = reading.get(userId) ?? read(userId, day).finally(() => reading.delete(userId))
    reading.set(userId, running)
    return running
  }

  return {
    heard,
    async today(userId) {
      const day = new Date(now()).toISOString().slice(0, 10)
      const last = known.get(userId)
      const ofToday = last?.today.day === day ? last.today : { day, ...NOTHING }
      if (last?.today === ofToday && now() - last.heardAtMs < KNOWN_MS) return ofToday
      return ask<UsageDay | undefined>({ shared: () => readOnce(userId, day), local: () => ofToday, allowed: () => undefined })
    },
  }
}

function larger(a: UsageDay, b: UsageDay): UsageDay {
  const field = (name: keyof Amounts) => Math.max(a[name], b[name])
  return {
    day: b.day,
    requests: field('requests'),
    promptTokens: field('promptTokens'),
    completionTokens: field('completionTokens'),
    documents: field('documents'),
    bytes: field('bytes'),
  }
}
