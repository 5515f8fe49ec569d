import { newRequestId } from '@collabry/runtime/request-id'
import { LRUCache } from 'lru-cache'
import { type Amounts, type Meter, NOTHING, type UsageDay, type UsageLog } from '../../account/usage'
import type { Caller, TokenHold } from '../caller'
import { type LimitStatus, OverLimit, type storeFallback } from './limits'
import { NO_HOLD, tokenHolds } from './token-holds'

/** Quotas of one user per day (UTC); 0: unlimited. */
export interface DailyAmounts {
  tokens: number
  documents: number
  bytes: number
}

export interface Quotas {
  /** Throws OverLimit when today's tokens are used up, or held by running requests. */
  checkTokens(caller: Caller): Promise<LimitStatus | undefined>
  /**
   * Holds estimated tokens for a request that will run models; throws as checkTokens does. Runs that have begun are finished,
   * so a user may exceed the quota by the usage of one request.
   */
  holdTokens(caller: Caller, estimate: number): Promise<TokenHold>
  /** Holds the document and the bytes of an upload while it arrives; throws OverLimit when no document is left. */
  hold(caller: Caller): Promise<UploadHold>
}

interface UploadHold extends Disposable {
  /** Throws OverLimit when the quota has fewer bytes left. */
  takeBytes(bytes: number): void
  /** Call before the end is sent: holds the document by its content and name, once for the same document. Throws OverLimit. */
  takeDocument(key: string): void
}

interface QuotaParts {
  daily: DailyAmounts
  totals: DayTotals
  meter: Pick<Meter, 'unsaved'>
  now?: () => number
}

const DAY_MS = 86_400_000

/** Checks saved usage, the counts of this gateway since, and what its running requests hold. */
export function createQuotas({ daily, totals, meter, now = Date.now }: QuotaParts): Quotas {
  const uploads = new Map<string, HeldUploads>()
  const holds = tokenHolds()

  const limitStatusOf = (name: keyof DailyAmounts, used: number): LimitStatus => {
    const resetMs = DAY_MS - (now() % DAY_MS)
    return { name, max: daily[name], seconds: DAY_MS / 1_000, remaining: Math.max(0, daily[name] - used), resetMs }
  }

  /** Synchronous, so that no other request runs between the check of a quota and its reservation. */
  const check = (userId: string, today: UsageDay | undefined, held: number): LimitStatus | undefined => {
    if (!today) return undefined
    const used = tokensOf(today) + tokensOf(meter.unsaved(userId))
    const limitStatus = limitStatusOf('tokens', used + held)
    if (limitStatus.remaining > 0) return limitStatus
    throw used < daily.tokens ? heldNow(limitStatus) : usedUp(limitStatus)
  }

  return {
    async checkTokens({ userId }) {
      if (daily.tokens === 0) return undefined
      return check(userId, await totals.today(userId), holds.all(userId))
    },

    async holdTokens({ userId }, estimate) {
      if (daily.tokens === 0) return NO_HOLD
      check(userId, await totals.today(userId), holds.all(userId))
      return holds.open(userId, estimate, async (enter) => {
        const today = await totals.today(userId)
        check(userId, today, holds.begun(userId))
        return enter()
      })
    },

    async hold({ userId }) {
      const today = daily.documents + daily.bytes > 0 ? await totals.today(userId) : undefined
      const held = uploads.get(userId) ?? { count: 0, bytes: 0, documents: new Map<string, number>() }
      const check = (name: 'documents' | 'bytes', others: number, more: number) => {
        if (!today || daily[name] === 0) return
        const used = today[name] + meter.unsaved(userId)[name] + others
        if (used + more > daily[name]) throw usedUp(limitStatusOf(name, used))
      }
      check('documents', 0, 1)
      check('bytes', held.bytes, 1)
      uploads.set(userId, held)
      return uploadHold(held, check, () => held.count === 0 && uploads.delete(userId))
    },
  }
}

/** Holds of the uploads of one user. */
interface HeldUploads {
  count: number
  bytes: number
  /** Number of uploads whose bytes have come, by content and name. */
  documents: Map<string, number>
}

function uploadHold(
  held: HeldUploads,
  check: (name: 'documents' | 'bytes', others: number, more: number) => void,
  forget: () => void,
): UploadHold {
  let own = 0
  let document: string | undefined
  held.count += 1
  return {
    takeBytes(bytes) {
      check('bytes', held.bytes, bytes)
      own += bytes
      held.bytes += bytes
    },
    takeDocument(key) {
      const same = held.documents.get(key) ?? 0
      if (same === 0) check('documents', held.documents.size, 1)
      held.documents.set(key, same + 1)
      document = key
    },
    [Symbol.dispose]() {
      held.count -= 1
      held.bytes -= own
      const same = document === undefined ? 0 : (held.documents.get(document) ?? 0)
      if (document !== undefined && same > 1) held.documents.set(document, same - 1)
      else if (document !== undefined) held.documents.delete(document)
      forget()
    },
  }
}

const tokensOf = ({ promptTokens, completionTokens }: Amounts) => promptTokens + completionTokens

/** It is unknown when running requests end. */
const TRY_AGAIN_MS = 1_000

const heldNow = (limitStatus: LimitStatus) =>
  new OverLimit(
    'quota_exceeded',
    `Your requests that run now may take all that is left of today's ${limitStatus.name} (${limitStatus.max} a day); wait until one ends.`,
    { ...limitStatus, resetMs: TRY_AGAIN_MS },
  )

const usedUp = (limitStatus: LimitStatus) =>
  new OverLimit(
    'quota_exceeded',
    `This is more than is left of today's ${limitStatus.name} (${limitStatus.max} a day); try again tomorrow (UTC).`,
    limitStatus,
  )

/** Saved usage of users today (UTC) over all gateways. */
interface DayTotals {
  /** undefined: unknown, and the request passes. */
  today(userId: string): Promise<UsageDay | undefined>
  /** Accepts the totals that the log returns for counts of this gateway. */
  noteSaved(userId: string, today: UsageDay): void
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
  const known = new LRUCache<string, { today: UsageDay; notedAtMs: number }>({ max: USERS_MAX })
  const reading = new Map<string, Promise<UsageDay>>()

  const noteSaved = (userId: string, today: UsageDay): UsageDay => {
    const before = known.get(userId)?.today
    // An older reply that arrives late reduces nothing.
    const newest = before?.day === today.day ? larger(before, today) : today
    known.set(userId, { today: newest, notedAtMs: now() })
    return newest
  }

  const read = async (userId: string, day: string): Promise<UsageDay> => {
    const caller = { userId, requestId: newRequestId(), signal: new AbortController().signal }
    const [today = { day, ...NOTHING }] = await usage.read(day, day, caller)
    return noteSaved(userId, today)
  }

  /** Concurrent callers share one read. */
  const readOnce = (userId: string, day: string): Promise<UsageDay> => {
    const running = reading.get(userId) ?? read(userId, day).finally(() => reading.delete(userId))
    reading.set(userId, running)
    return running
  }

  return {
    noteSaved,
    async today(userId) {
      const day = new Date(now()).toISOString().slice(0, 10)
      const last = known.get(userId)
      const ofToday = last?.today.day === day ? last.today : { day, ...NOTHING }
      if (last?.today === ofToday && now() - last.notedAtMs < KNOWN_MS) return ofToday
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
