import { createHash } from 'node:crypto'
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
  /**
   * Deletes all of an owner. What was used today still counts until midnight (UTC), under a hash that names nobody, so that an
   * erasure does not renew a quota.
   */
  eraseUsage(owner: UserKey): Promise<ErasedUsage>
  /** Deletes the usage of erased owners after its day has ended. Returns the number of days. */
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

/**
 * The key of an erased owner's usage. Only a caller that knows the user can make it: it is not the key of the owner, and that cannot
 * be derived from it.
 */
export const erasedKey = (owner: UserKey): string => `e.${createHash('sha256').update(`erased ${owner}`).digest('base64url')}`

export const sumOf = (day: UsageDay, more: Amounts | undefined): UsageDay => ({
  day: day.day,
  requests: day.requests + (more?.requests ?? 0),
  promptTokens: day.promptTokens + (more?.promptTokens ?? 0),
  completionTokens: day.completionTokens + (more?.completionTokens ?? 0),
  documents: day.documents + (more?.documents ?? 0),
  bytes: day.bytes + (more?.bytes ?? 0),
})

/** Days of an owner, and the usage before an erasure on one of them. */
export function withErased(days: UsageDay[], erased: UsageDay | undefined): UsageDay[] {
  if (!erased) return days
  const others = days.filter(({ day }) => day !== erased.day)
  const same = days.find(({ day }) => day === erased.day)
  return [...others, sumOf(erased, same)].toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)
