import type { Caller } from '../core/caller'
import type { DailyAmounts } from '../core/limits/quotas'
import type { Meter } from './meter'
import { NOTHING, type UsageDay, type UsageLog } from './usage'

/** Usage of a user today and on the days before, including amounts that this gateway has not saved yet. */
export type ReportUsage = (days: number, caller: Caller) => Promise<UsageReport>

export interface UsageReport {
  today: UsageDay
  /** When the next day begins, UTC. */
  resetsAtMs: number
  /** Quota per day; 0: unlimited. */
  quotas: DailyAmounts
  /** Days on which something was taken, today included, oldest first. */
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
