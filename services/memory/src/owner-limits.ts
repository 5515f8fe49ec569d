import { LRUCache } from 'lru-cache'

/**
 * Bounds for what one owner has in the files and collections that all owners share. What is over a bound makes room at the cost
 * of that owner alone: the oldest entries go first. What can't go, because somebody works with it or wants to keep it, refuses
 * the next one. Documents, messages and usage have no bound here: quotas (QUOTA_…) bound what makes them.
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
 * Says whether the sessions of an owner have to be counted before a new one, which takes the time of all of them. Each change of a
 * session takes the next number of its owner's activity, so that a count holds until the numbers after it would fill the limit.
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
