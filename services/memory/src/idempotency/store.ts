import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Requests that must take effect once, by user, route and key. Who begins one holds it for a lease; what it answered is
 * kept and given again. One user's keys never meet another's. Each owner has a bound of bytes and of requests: beyond it the
 * oldest answers go, and such a request begins anew with the same seed; then the oldest records that do not run.
 */
export interface IdempotencyStore {
  /** The first one, or one whose holder is silent or gave it back, gets the lease; the seed stays the same for all of them. `rate_limited`: too many of this user run. */
  beginRequest(userId: string, request: IdempotentRequest): Promise<Begun>
  /** Whether it was begun before, and is still kept. Of the body nothing is known yet. */
  knowsRequest(userId: string, ref: RequestRef): Promise<boolean>
  /** Holds it for another lease. `failed_precondition`: somebody else has it, or it is complete. */
  renewRequest(userId: string, held: HeldRequest): Promise<void>
  /** Keeps the answer. */
  completeRequest(userId: string, held: HeldRequest, answer: Answer): Promise<void>
  /** Gives it back without an answer: the next try begins at once. */
  releaseRequest(userId: string, held: HeldRequest): Promise<void>
  /** Forgets answers that hold words of a session. */
  forgetAnswers(userId: string, sessionId: string): Promise<void>
  /** All of an owner. Returns how many. */
  eraseRequests(owner: UserKey): Promise<number>
  /** Removes what has expired. Returns how many. */
  sweepRequests(): Promise<number>
}

/** A holder that is silent for this long has died. */
export const REQUEST_LEASE_MS = 60_000
export const BODY_BYTES_MAX = 3_000_000

export interface RequestRef {
  /** Method and route. */
  route: string
  key: string
}

export interface IdempotentRequest extends RequestRef {
  bodyHash: string
  keepMs: number
}

export interface HeldRequest extends RequestRef {
  leaseId: string
}

export type Begun =
  | { kind: 'fresh'; leaseId: string; seed: string }
  | { kind: 'other_body' }
  | { kind: 'running'; seed: string }
  | { kind: 'replay'; seed: string; answer: Answer }

export interface Answer {
  status: number
  headers: { name: string; value: string }[]
  body: Uint8Array
  /** The session whose words the body holds; empty: none. */
  sessionId: string
}
