import type { ClaimDigestsResponse } from '@collabry/proto/gen/collabry/memory/v1/ClaimDigestsResponse'
import type { EndDigestResponse } from '@collabry/proto/gen/collabry/memory/v1/EndDigestResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import { callUnary } from '@collabry/runtime/grpc/client'
import { retryUnary } from '../../core/grpc/retry'
import type { Digests } from '../../sessions/ports'

const DEADLINE_MS = 5_000

export const digestsClient = (stub: MemoryServiceClient): Digests => ({
  /** Never tried twice: what a lost answer gave us is somebody's when its lease is over. */
  async claim(limit, { signal, requestId }) {
    const request = { userId: 'gateway', limit }
    const { digests } = await callUnary<ClaimDigestsResponse>(
      (metadata, options, done) => stub.claimDigests(request, metadata, options, done),
      { signal, requestId, deadlineMs: DEADLINE_MS },
    )
    return digests
  },

  async end({ sessionId, claim }, again, { userId, signal, requestId }) {
    const request = { userId, sessionId, claim, again }
    const limits = { signal, requestId, deadlineMs: DEADLINE_MS }
    const call = () =>
      callUnary<EndDigestResponse>((metadata, options, done) => stub.endDigest(request, metadata, options, done), limits)
    await retryUnary(call, signal)
  },
})
