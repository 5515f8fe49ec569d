import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Sessions that wait for a title or a summary. The only place beside the record of erasures that holds a user's name: who
 * makes them acts on that user's behalf. A queue that is lost costs nothing: the next turn asks again.
 */
export interface DigestQueue {
  /** Asks for one; again while one waits or is being made: once more. */
  addDigest(userId: string, sessionId: string): Promise<void>
  /** Those that have waited longest, leased to the caller for `DIGEST_LEASE_MS`. */
  claimDigests(limit: number): Promise<ClaimedDigest[]>
  /** Done, unless it was asked for again since it was claimed; with `again` somebody takes it up later. */
  endDigest(userId: string, sessionId: string, end: { claim: number; again: boolean }): Promise<void>
  forgetDigest(userId: string, sessionId: string): Promise<void>
  eraseDigests(owner: UserKey): Promise<void>
}

export interface ClaimedDigest {
  userId: string
  sessionId: string
  /** How often it was asked for. */
  claim: number
}

/** A slow model takes its time; twice the same work does no harm. */
export const DIGEST_LEASE_MS = 120_000
/** The model was wanted by somebody, or is away. */
export const DIGEST_AGAIN_MS = 5_000
