import type { UserKey } from '@collabry/storage/owner-key'

/** Usage by user and day (UTC). */
export interface UsageStore {
  /**
   * Adds to the usage of today; concurrent additions are safe. Returns the totals of the day. `erased`: the work began before
   * its user was erased, and is counted only until the day ends.
   */
  addUsage(userId: string, amounts: Amounts, erased?: boolean): Promise<UsageDay>
  /** Days with usage, oldest first; both ends included. */
  readUsage(userId: string, from: string, to: string): Promise<UsageDay[]>
  /** Deletes the days before today. Today's usage stays until midnight (UTC), so that an erasure does not renew a quota. */
  eraseUsage(owner: UserKey): Promise<ErasedUsage>
  /** Deletes the last day of erased owners after it has ended. Returns the number of days. */
  sweepUsage(): Promise<number>
}

export interface ErasedUsage {
  /** Number of deleted days. */
  usageDays: number
  /** 1: the usage of today is kept. */
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
