import type { Caller } from '../core/caller'
import type { DailyAmounts } from '../core/limits/quotas'
import type { Meter } from './meter'

/** Usage per user and day (UTC). */
export interface UsageLog {
  /** Adds to today and returns the day's totals. */
  add(amounts: Partial<Amounts>, caller: Caller): Promise<UsageDay>
  /** Days (YYYY-MM-DD) with usage, oldest first; both ends included. */
  read(from: string, to: string, caller: Caller): Promise<UsageDay[]>
}

export interface Amounts {
  requests: number
  promptTokens: number
  completionTokens: number
  documents: number
  bytes: number
}

export interface UsageDay extends Amounts {
  day: string
}

export const NOTHING: Readonly<Amounts> = { requests: 0, promptTokens: 0, completionTokens: 0, documents: 0, bytes: 0 }

/** Counts usage of a user. It runs in every request, so it only adds numbers. */
export type CountUsage = (taker: Taker, amounts: Partial<Amounts>) => void

/** User of a request and the time it was accepted: requests from before an erasure are not counted. */
export type Taker = Pick<Caller, 'userId' | 'acceptedAtMs'>

/** Usage of a user today and on the days before, including amounts that this gateway has not saved yet. */
export type ReportUsage = (days: number, caller: Caller) => Promise<UsageReport>

interface UsageReport {
  today: UsageDay
  /** When the next day begins, UTC. */
  resetsAtMs: number
  /** Quota per day; 0: unlimited. */
  quotas: DailyAmounts
  /** Days with usage, today included, oldest first. */
  history: UsageDay[]
}

interface ReportParts {
  usage: Pick<UsageLog, 'read'>
  meter: Pick<Meter, 'save'>
  daily: DailyAmounts
  now?: () => number
}

export const createReportUsage =
  ({ usage, meter, daily, now = Date.now }: ReportParts): ReportUsage =>
  async (days, caller) => {
    await meter.save(caller.userId)
    const today = dayOf(now())
    const history = await usage.read(dayOf(now() - (days - 1) * DAY_MS), today, caller)
    const resetsAtMs = (Math.floor(now() / DAY_MS) + 1) * DAY_MS
    const taken = history.find(({ day }) => day === today) ?? { day: today, ...NOTHING }
    return { today: taken, resetsAtMs, quotas: daily, history }
  }

const DAY_MS = 86_400_000

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
