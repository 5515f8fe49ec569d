import type { UserKey } from '@collabry/storage/owner-key'

/** What each user took, day by day (UTC). */
export interface UsageStore {
  /** Adds to today; many at once lose nothing. Returns the day's totals. */
  addUsage(userId: string, amounts: Amounts): Promise<UsageDay>
  /** Days on which something was taken, oldest first; both ends included. */
  readUsage(userId: string, from: string, to: string): Promise<UsageDay[]>
  /** All of an owner. Returns how many days. */
  eraseUsage(owner: UserKey): Promise<number>
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
