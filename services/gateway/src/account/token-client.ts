import type { EndTokenFamilyResponse } from '@collabry/proto/gen/collabry/memory/v1/EndTokenFamilyResponse'
import type { ListRevocationsResponse } from '@collabry/proto/gen/collabry/memory/v1/ListRevocationsResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { RevokeTokenResponse } from '@collabry/proto/gen/collabry/memory/v1/RevokeTokenResponse'
import type { RotateTokenResponse } from '@collabry/proto/gen/collabry/memory/v1/RotateTokenResponse'
import { callUnary } from '@collabry/runtime/grpc/client'
import { retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import type { Revocations, TokenFamilies } from './tokens'

const DEADLINE_MS = 2_000

export const tokenFamiliesClient = (stub: MemoryServiceClient): TokenFamilies => ({
  /** Tried again: for ten seconds the same token gets the same answer. */
  async rotate(token, lives, caller) {
    const request = { token, ...lives, userId: caller.userId }
    const call = () =>
      callUnary<RotateTokenResponse>(
        (metadata, options, done) => stub.rotateToken(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    return await retryUnary(call, caller.signal)
  },

  async end(token, accessSeconds, caller) {
    const request = { token, accessSeconds, userId: caller.userId }
    const call = () =>
      callUnary<EndTokenFamilyResponse>(
        (metadata, options, done) => stub.endTokenFamily(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    return (await retryUnary(call, caller.signal)).familyId
  },
})

export const revocationsClient = (stub: MemoryServiceClient): Revocations => ({
  async revoke(token, caller) {
    const request = { token, userId: caller.userId }
    const call = () =>
      callUnary<RevokeTokenResponse>(
        (metadata, options, done) => stub.revokeToken(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    await retryUnary(call, caller.signal)
  },

  async list({ revokedAtMs, tokenId }, limit, caller) {
    const request = { userId: 'gateway', afterRevokedAtMs: revokedAtMs, afterTokenId: tokenId, limit }
    const call = () =>
      callUnary<ListRevocationsResponse>(
        (metadata, options, done) => stub.listRevocations(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    return (await retryUnary(call, caller.signal)).revocations
  },
})
