import type { Meter } from '../../account/meter'
import type { Amounts } from '../../account/usage'
import type { Caller } from '../caller'
import type { DayTotals } from './day-totals'
import { OverLimit, type Standing } from './limit-status'

/** What one user may take on a day (UTC); 0: as much as there is. */
export interface DailyAmounts {
  tokens: number
  documents: number
  bytes: number
}

export interface Quotas {
  /** Throws OverLimit when today's tokens are used up. What has begun is finished: a user may end above the quota. */
  judgeTokens(caller: Caller): Promise<Standing | undefined>
  /** Holds one document for an upload that begins; throws OverLimit when none is left. */
  hold(caller: Caller): Promise<UploadHold>
}

export interface UploadHold extends Disposable {
  /** Throws OverLimit when these bytes are more than the quota leaves. */
  takeBytes(bytes: number): void
}

interface QuotaParts {
  daily: DailyAmounts
  totals: DayTotals
  meter: Pick<Meter, 'unsaved'>
  now?: () => number
}

const DAY_MS = 86_400_000

/** Judges by what the log has, what this gateway has counted since, and what it is taking at the moment. */
export function createQuotas({ daily, totals, meter, now = Date.now }: QuotaParts): Quotas {
  const held = new Map<string, { documents: number; bytes: number }>()

  const standingOf = (name: keyof DailyAmounts, used: number): Standing => {
    const resetMs = DAY_MS - (now() % DAY_MS)
    return { name, max: daily[name], seconds: DAY_MS / 1_000, remaining: Math.max(0, daily[name] - used), resetMs }
  }

  return {
    async judgeTokens({ userId }) {
      if (daily.tokens === 0) return undefined
      const today = await totals.today(userId)
      if (!today) return undefined
      const standing = standingOf('tokens', tokensOf(today) + tokensOf(meter.unsaved(userId)))
      if (standing.remaining === 0) throw usedUp(standing)
      return standing
    },

    async hold({ userId }) {
      const today = daily.documents + daily.bytes > 0 ? await totals.today(userId) : undefined
      const mine = { documents: 1, bytes: 0 }
      const others = held.get(userId) ?? { documents: 0, bytes: 0 }
      const judge = (name: 'documents' | 'bytes', more: number) => {
        if (!today || daily[name] === 0) return
        const used = today[name] + meter.unsaved(userId)[name] + others[name]
        if (used + more > daily[name]) throw usedUp(standingOf(name, used))
      }
      judge('documents', 1)
      judge('bytes', 1)
      others.documents += 1
      held.set(userId, others)
      return {
        takeBytes(bytes) {
          judge('bytes', bytes)
          mine.bytes += bytes
          others.bytes += bytes
        },
        [Symbol.dispose]() {
          others.documents -= mine.documents
          others.bytes -= mine.bytes
          if (others.documents === 0) held.delete(userId)
        },
      }
    },
  }
}

const tokensOf = ({ promptTokens, completionTokens }: Amounts) => promptTokens + completionTokens

const usedUp = (standing: Standing) =>
  new OverLimit(
    'quota_exceeded',
    `This is more than is left of today's ${standing.name} (${standing.max} a day); try again tomorrow (UTC).`,
    standing,
  )
