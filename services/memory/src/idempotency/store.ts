import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
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

interface RequestRef {
  /** Method and route. */
  route: string
  key: string
}

interface IdempotentRequest extends RequestRef {
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

/** The stored state of a request. */
export interface RequestRecord {
  owner: UserKey
  bodyHash: string
  /** The ids of everything that the request creates derive from it. */
  seed: string
  leaseId: string
  leaseUntilMs: number
  expiresAtMs: number
  answer: Answer | undefined
}

/** The key of a record. It is a hash, because the key of the request is client text. */
export const recordId = (owner: UserKey, { route, key }: RequestRef): string =>
  createHash('sha256')
    .update(JSON.stringify([owner, route, key]))
    .digest('base64url')

/** The outcome of beginning a request. A returned `record` replaces the stored one. */
export function beginOn(
  found: RequestRecord | undefined,
  owner: UserKey,
  { bodyHash, keepMs }: IdempotentRequest,
  now: number,
): { begun: Begun; record?: RequestRecord } {
  const known = found && found.expiresAtMs > now ? found : undefined
  if (known && known.bodyHash !== bodyHash) return { begun: { kind: 'other_body' } }
  if (known?.answer) return { begun: { kind: 'replay', seed: known.seed, answer: known.answer } }
  if (known && known.leaseUntilMs > now) return { begun: { kind: 'running', seed: known.seed } }
  const seed = known?.seed ?? crypto.randomUUID()
  const leaseId = crypto.randomUUID()
  const expiresAtMs = known?.expiresAtMs ?? now + keepMs
  const record = { owner, bodyHash, seed, leaseId, leaseUntilMs: now + REQUEST_LEASE_MS, expiresAtMs, answer: undefined }
  return { begun: { kind: 'fresh', leaseId, seed }, record }
}

/** The size of an answer, for the limit of its owner. */
export const bytesOf = ({ headers, body }: Answer): number => body.length + JSON.stringify(headers).length

/** Records that one owner loses at once, so that not every new one has to look for the oldest. */
export const requestsDropped = (requestsMax: number): number => Math.ceil(requestsMax / 100)

export const tooManyRequests = () =>
  new AppError('rate_limited', 'Too many requests with an Idempotency-Key run at once; let some of them end first.', {
    retryAfterMs: 1_000,
  })

export const requestLost = () =>
  new AppError('failed_precondition', 'Another caller has this request, or it is complete; begin it again.')
