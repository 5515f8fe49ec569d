import type { ClaimDigestsRequest } from '@collabry/proto/gen/collabry/memory/v1/ClaimDigestsRequest'
import type { ClaimDigestsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ClaimDigestsResponse'
import type { DigestInit } from '@collabry/proto/gen/collabry/memory/v1/Digest'
import type { EndDigestRequest } from '@collabry/proto/gen/collabry/memory/v1/EndDigestRequest'
import type { EndDigestResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndDigestResponse'
import { AppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import type { ClaimedDigest, DigestQueue } from '../digests/store'
import { toCursor } from '../sessions/cursor'
import type { SessionAnnotations } from '../sessions/store'
import { atMost, id, userId } from './fields'

const CLAIMED_MAX = 100
const CLAIMED_USUAL = 10

export const digestHandlers = (notes: Pick<SessionAnnotations, 'digestState'>, digests: DigestQueue) => ({
  ClaimDigests: unary(async (request: ClaimDigestsRequest): Promise<ClaimDigestsResponseInit> => {
    const claimed = await digests.claimDigests(atMost('limit', request.limit, CLAIMED_MAX) || CLAIMED_USUAL)
    const states = await Promise.all(claimed.map((digest) => toDigest(digest, notes, digests)))
    return { digests: states.filter((digest) => digest !== undefined) }
  }),

  EndDigest: unary(async ({ claim, retry, ...request }: EndDigestRequest): Promise<EndDigestResponseInit> => {
    await digests.endDigest(userId(request.userId), id('session_id', request.sessionId), { claim, again: retry })
    return {}
  }),
})

/** Undefined: the session is gone, and there is nothing to do. */
async function toDigest(
  claimed: ClaimedDigest,
  notes: Pick<SessionAnnotations, 'digestState'>,
  digests: DigestQueue,
): Promise<DigestInit | undefined> {
  const { userId: owner, sessionId } = claimed
  try {
    const { wantsTitle, summary, after } = await notes.digestState(owner, sessionId)
    const { text, messageId: summaryMessageId } = summary
    return { ...claimed, wantsTitle, summary: text, summaryMessageId, cursor: toCursor('messages', after) }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error
    await digests.forgetDigest(owner, sessionId)
    return undefined
  }
}
