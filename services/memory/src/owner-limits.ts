import { LRUCache } from 'lru-cache'

/**
 * Limits for the entries of one owner in the files and collections that all owners share. An entry over a limit displaces the
 * owner's own oldest entries. If those are in use or must be kept, the new entry is refused. Documents, messages and usage have
 * no limit here: quotas (QUOTA_…) limit the requests that create them.
 */
export interface OwnerLimits {
  /** Kept answers of idempotent requests. The record of a request whose answer went stays, and so do the ids it makes. */
  answerBytes: number
  /** Records of idempotent requests, running ones included. */
  requests: number
  /** Logs of streams: the oldest that have ended go; when those that are written take all, they end. */
  streamBytes: number
  /** Logs of streams, those that are written included: when all are, a new one is refused. */
  streams: number
  /** Tickets that nobody has used yet: the oldest go. */
  tickets: number
  /** Sessions without a message: the oldest go. One that is used after all is made anew. */
  emptySessions: number
  /** Sessions: a new one is refused. */
  sessions: number
  /** Refresh tokens, used ones included until they expire: no further one is given. */
  tokens: number
  /** API keys: a further one is refused. */
  keys: number
}

export const OWNER_LIMITS: OwnerLimits = {
  answerBytes: 16 * 1_048_576,
  requests: 10_000,
  streamBytes: 64 * 1_048_576,
  streams: 1_000,
  tickets: 100,
  emptySessions: 1_000,
  sessions: 100_000,
  tokens: 100_000,
  keys: 20,
}

/** Owners whose last count of sessions is remembered. */
const COUNTED_OWNERS_MAX = 10_000

/**
 * Whether the sessions of an owner must be counted before a new one is made; counting takes time in proportion to their number.
 * Each change of a session takes the next number of its owner's activity, so a count stays valid until the numbers after it would
 * fill the limit.
 */
export function sessionCounts({ sessions: max }: Pick<OwnerLimits, 'sessions'>) {
  const counts = new LRUCache<string, { from: number; until: number }>({ max: COUNTED_OWNERS_MAX })
  return {
    max,
    isRoomKnown(owner: string, activity: number): boolean {
      // No owner has more sessions than the number of the newest activity.
      if (activity <= max) return true
      const { from, until } = counts.get(owner) ?? { from: 0, until: 0 }
      return activity >= from && activity < until
    },
    /** Whether there is room beside `total` sessions, all of an earlier activity. */
    isRoom(owner: string, activity: number, total: number): boolean {
      counts.set(owner, { from: activity, until: activity + max - total })
      return total < max
    },
  }
}

export type SessionCounts = ReturnType<typeof sessionCounts>
