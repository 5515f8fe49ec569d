import type { Caller } from '../core/caller'

/** Usage per user and day (UTC). */
export interface UsageLog {
  /** Adds to today and returns the day's totals. */
  add(amounts: Partial<Amounts>, caller: Caller): Promise<UsageDay>
  /** Days (YYYY-MM-DD) on which something was taken, oldest first; both ends included. */
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

/** Counts what a user took. Costs some additions: it is asked on the way of every request. */
export type CountUsage = (taker: Taker, amounts: Partial<Amounts>) => void

/** User of a request and the time it was accepted: requests from before an erasure are not counted. */
export type Taker = Pick<Caller, 'userId' | 'acceptedAtMs'>
