import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Sessions that wait for a title or a summary. Like the records of erasures, the queue stores user ids, because the worker
 * acts for the user. A lost queue does no harm: the next turn adds its session again.
 */
export interface DigestQueue {
  /** Adds a session, or counts one more request for a session that waits or is being worked on. */
  addDigest(userId: string, sessionId: string): Promise<void>
  /** The sessions that have waited longest, leased to the caller for DIGEST_LEASE_MS. */
  claimDigests(limit: number): Promise<ClaimedDigest[]>
  /** Removes the session, unless it was requested again after the claim. With `again` it can be claimed later. */
  endDigest(userId: string, sessionId: string, end: { claim: number; again: boolean }): Promise<void>
  forgetDigest(userId: string, sessionId: string): Promise<void>
  eraseDigests(owner: UserKey): Promise<void>
}

export interface ClaimedDigest {
  userId: string
  sessionId: string
  /** Number of requests at the time of the claim. */
  claim: number
}

/** Long enough for a slow model. The same work done twice does no harm. */
export const DIGEST_LEASE_MS = 120_000
/** Pause before the next claim, while the model serves users or is unavailable. */
export const DIGEST_AGAIN_MS = 5_000
