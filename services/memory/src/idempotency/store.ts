import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Requests that must take effect once, by user, route and key. The caller that begins a request holds a lease on it. Its
 * answer is kept and returned again. Keys of different users are independent. Each owner has
 * bounds of bytes and of requests. Beyond them the oldest answers are deleted, and their requests run again with the same
 * seed; then the oldest records that do not run.
 */
export interface IdempotencyStore {
  /**
   * Leases a new request, or one whose lease expired or was released. All attempts get the same seed. `rate_limited`: too many
   * requests of the user run.
   */
  beginRequest(userId: string, request: IdempotentRequest): Promise<Begun>
  /** Whether a request with this key was begun before and is still kept. The body is not compared. */
  knowsRequest(userId: string, ref: RequestRef): Promise<boolean>
  /** Renews the lease. `failed_precondition`: another caller has the lease, or the request is complete. */
  renewRequest(userId: string, held: HeldRequest): Promise<void>
  /** Keeps the answer. */
  completeRequest(userId: string, held: HeldRequest, answer: Answer): Promise<void>
  /** Releases the lease without an answer: the next attempt begins at once. */
  releaseRequest(userId: string, held: HeldRequest): Promise<void>
  /** Deletes answers that contain text of a session. */
  forgetAnswers(userId: string, sessionId: string): Promise<void>
  /** Deletes all requests of an owner. Returns their number. */
  eraseRequests(owner: UserKey): Promise<number>
  /** Deletes expired requests. Returns their number. */
  sweepRequests(): Promise<number>
}

/** A caller that does not renew its lease within this time has died. */
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
  /** The session whose text the body contains; empty: none. */
  sessionId: string
}
