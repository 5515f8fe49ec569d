import type { BeginIdempotentResponse } from '@collabry/proto/gen/collabry/memory/v1/BeginIdempotentResponse'
import { AppError } from '@collabry/runtime/errors'
import type { MemoryStub } from '../grpc/stubs'
import type { BegunRequest, IdempotentRequests } from './requests'

type IdempotencyMethods = 'findIdempotent' | 'beginIdempotent' | 'renewIdempotent' | 'completeIdempotent' | 'releaseIdempotent'

export const idempotentRequestsClient = (memory: Pick<MemoryStub, IdempotencyMethods>): IdempotentRequests => ({
  async isKnown(ref, caller) {
    return (await memory.findIdempotent({ ...ref, userId: caller.userId }, caller)).isKnown
  },

  async begin(wanted, caller) {
    const request = { ...wanted, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    return toBegun(await memory.beginIdempotent(request, caller))
  },

  async renew(held, caller) {
    await memory.renewIdempotent({ ...held, userId: caller.userId }, caller)
  },

  async complete(held, answer, caller) {
    const { buffer, byteOffset, byteLength } = answer.body
    // A view: an answer may have megabytes.
    const body = Buffer.from(buffer, byteOffset, byteLength)
    const request = { ...held, userId: caller.userId, answer: { ...answer, body } }
    await memory.completeIdempotent(request, caller)
  },

  async release(held, caller) {
    await memory.releaseIdempotent({ ...held, userId: caller.userId }, caller)
  },
})

function toBegun({ state, leaseId, seed, answer }: BeginIdempotentResponse): BegunRequest {
  if (state === 'IDEMPOTENT_STATE_FRESH') return { kind: 'fresh', leaseId, seed }
  if (state === 'IDEMPOTENT_STATE_RUNNING') return { kind: 'running', seed }
  if (state === 'IDEMPOTENT_STATE_OTHER_BODY') return { kind: 'other_body' }
  if (state === 'IDEMPOTENT_STATE_REPLAY' && answer) return { kind: 'replay', seed, answer }
  throw new AppError('upstream_error', 'The kept answer could not be read; try again.')
}
