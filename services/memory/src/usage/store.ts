import type { UserKey } from '@collabry/storage/owner-key'

/** What each user took, day by day (UTC). */
export interface UsageStore {
  /**
   * Adds to today; many at once lose nothing. Returns the day's totals. `erased`: the work began before its user was erased, and
   * counts for the rest of the day alone.
   */
  addUsage(userId: string, amounts: Amounts, erased?: boolean): Promise<UsageDay>
  /** Days on which something was taken, oldest first; both ends included. */
  readUsage(userId: string, from: string, to: string): Promise<UsageDay[]>
  /** The days before today. Today's count stays until midnight (UTC), or an erasure would give a new quota. */
  eraseUsage(owner: UserKey): Promise<ErasedUsage>
  /** Removes the last day of owners that were erased, once it is over. Returns how many. */
  sweepUsage(): Promise<number>
}

export interface ErasedUsage {
  /** Days that were removed. */
  usageDays: number
  /** 1: there is a count of today, which stays. */
  usageDaysKept: number
}

export interface Amounts {
  requests: number
  promptTokens: number
  completionTokens: number
  documents: number
  bytes: number
}

export interface UsageDay extends Amounts {
  /** YYYY-MM-DD. */
  day: string
}

export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)
