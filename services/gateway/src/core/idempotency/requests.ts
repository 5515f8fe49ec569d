import { createHash } from 'node:crypto'
import type { Caller } from '../caller'

/** Requests with an Idempotency-Key: the work is done once, and its answer is repeated for 24 h. */
export interface IdempotentRequests {
  /** Whether the request is known and still kept. */
  isKnown(ref: RequestRef, caller: Caller): Promise<boolean>
  /** Leases the request for 60 s, or returns its state. */
  begin(request: RequestRef & { bodyHash: string }, caller: Caller): Promise<BegunRequest>
  /** Extends the lease by 60 s. `failed_precondition`: another gateway has it. */
  renew(held: HeldRequest, caller: Caller): Promise<void>
  /** Keeps the answer. `payload_too_large`: it can't be kept; give the request back. */
  complete(held: HeldRequest, answer: KeptAnswer, caller: Caller): Promise<void>
  /** Releases it without an answer (429, 5xx): the next try begins at once, with the same seed. */
  release(held: HeldRequest, caller: Caller): Promise<void>
}

export interface RequestRef {
  /** Method and route. */
  route: string
  key: string
}

export interface HeldRequest extends RequestRef {
  leaseId: string
}

/** `seed`: the ids of everything that the request makes derive from it; the same for every try. */
export type BegunRequest =
  | { kind: 'fresh'; leaseId: string; seed: string }
  | { kind: 'running'; seed: string }
  | { kind: 'other_body' }
  | { kind: 'replay'; seed: string; answer: KeptAnswer }

export interface KeptAnswer {
  status: number
  headers: { name: string; value: string }[]
  body: Uint8Array
  /** The session that the answer belongs to: they are deleted together; empty: none. */
  sessionId: string
}

/** The id of something that a request makes: the same for every try, and unique to the request. */
export function derivedId(seed: string, what: string): string {
  const hex = createHash('sha256').update(`${what}\n${seed}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
