import type { BeginIdempotentResponse } from '@collabry/proto/gen/collabry/memory/v1/BeginIdempotentResponse'
import type { CompleteIdempotentResponse } from '@collabry/proto/gen/collabry/memory/v1/CompleteIdempotentResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { ReleaseIdempotentResponse } from '@collabry/proto/gen/collabry/memory/v1/ReleaseIdempotentResponse'
import type { RenewIdempotentResponse } from '@collabry/proto/gen/collabry/memory/v1/RenewIdempotentResponse'
import { AppError } from '@collabry/runtime/errors'
import { callUnary } from '@collabry/runtime/grpc/client'
import { retryUnary } from '../grpc/retry'
import { within } from '../grpc/within'
import type { BegunRequest, IdempotentRequests } from './requests'

const DEADLINE_MS = 2_000

/** Only the renewal is harmless when repeated: a first try whose answer was lost may have begun, completed or given back. */
export const idempotentRequestsClient = (stub: MemoryServiceClient): IdempotentRequests => ({
  async begin(wanted, caller) {
    const request = { ...wanted, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const reply = await callUnary<BeginIdempotentResponse>(
      (metadata, options, done) => stub.beginIdempotent(request, metadata, options, done),
      within(caller, DEADLINE_MS),
    )
    return toBegun(reply)
  },

  async renew(held, caller) {
    const call = () =>
      callUnary<RenewIdempotentResponse>(
        (metadata, options, done) => stub.renewIdempotent({ ...held, userId: caller.userId }, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    await retryUnary(call, caller.signal)
  },

  async complete(held, answer, caller) {
    const request = { ...held, userId: caller.userId, answer: { ...answer, body: Buffer.from(answer.body) } }
    await callUnary<CompleteIdempotentResponse>(
      (metadata, options, done) => stub.completeIdempotent(request, metadata, options, done),
      within(caller, DEADLINE_MS),
    )
  },

  async release(held, caller) {
    await callUnary<ReleaseIdempotentResponse>(
      (metadata, options, done) => stub.releaseIdempotent({ ...held, userId: caller.userId }, metadata, options, done),
      within(caller, DEADLINE_MS),
    )
  },
})

function toBegun({ state, leaseId, seed, answer }: BeginIdempotentResponse): BegunRequest {
  if (state === 'IDEMPOTENT_STATE_FRESH') return { kind: 'fresh', leaseId, seed }
  if (state === 'IDEMPOTENT_STATE_RUNNING') return { kind: 'running', seed }
  if (state === 'IDEMPOTENT_STATE_OTHER_BODY') return { kind: 'other_body' }
  if (state === 'IDEMPOTENT_STATE_REPLAY' && answer) return { kind: 'replay', seed, answer }
  throw new AppError('upstream_error', 'The kept answer could not be read; try again.')
}
