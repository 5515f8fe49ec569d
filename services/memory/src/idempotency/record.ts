import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'
import { type Answer, type Begun, type IdempotentRequest, REQUEST_LEASE_MS, type RequestRef } from './store'

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
