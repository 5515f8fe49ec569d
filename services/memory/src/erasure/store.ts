import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Records of erasures, by owner. From the first moment nothing of an earlier request is written any more; the user's name
 * is kept only until all services are done, so that another gateway can go on.
 */
export interface ErasureStore {
  /** Begins an erasure, or returns the one that runs. */
  beginErasure(userId: string): Promise<Erasure>
  /** The newest erasure of an owner. */
  findErasure(owner: UserKey): Promise<Erasure | undefined>
  /** Ends it. Ending it again changes nothing; `not_found`: there is none with this epoch. */
  endErasure(userId: string, epochMs: number): Promise<void>
  /** Unfinished ones that nobody cares for, now the caller's for a lease. */
  claimErasures(limit: number): Promise<UnfinishedErasure[]>
  /** Removes records that are of no use any more. Returns how many. */
  sweepErasures(): Promise<number>
}

/** Who begins or claims an erasure has this long to finish it. */
export const ERASURE_LEASE_MS = 30_000
/** Longer than any token lives: one issued before the erasure must not begin a family anew. */
export const TOMBSTONE_MS = 400 * 86_400_000

export interface Erasure {
  /** When it began; greater than that of any erasure before. */
  epochMs: number
  /** 0: it still runs. */
  endedAtMs: number
}

export interface UnfinishedErasure {
  userId: string
  epochMs: number
}
