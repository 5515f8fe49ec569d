import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'
import { type Answer, type Begun, type IdempotentRequest, REQUEST_LEASE_MS, type RequestRef } from './store'

/** What is kept of a request. */
export interface RequestRecord {
  owner: UserKey
  bodyHash: string
  /** What the ids of everything it makes derive from. */
  seed: string
  leaseId: string
  leaseUntilMs: number
  expiresAtMs: number
  answer: Answer | undefined
}

/** What a record is filed under: a hash, because the key is client text. */
export const recordId = (owner: UserKey, { route, key }: RequestRef): string =>
  createHash('sha256')
    .update(JSON.stringify([owner, route, key]))
    .digest('base64url')

/** What beginning a request comes to; with `record`, that one takes the place of what was there. */
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

/** What an answer counts among those of its owner. */
export const bytesOf = ({ headers, body }: Answer): number => body.length + JSON.stringify(headers).length

/** Records that one owner loses at once, so that not every new one has to look for the oldest. */
export const requestsDropped = (requestsMax: number): number => Math.ceil(requestsMax / 100)

export const tooManyRequests = () =>
  new AppError('rate_limited', 'Too many requests with an Idempotency-Key run at once; let some of them end first.', {
    retryAfterMs: 1_000,
  })

export const requestLost = () =>
  new AppError('failed_precondition', 'Somebody else has this request, or it is complete; begin it again.')
