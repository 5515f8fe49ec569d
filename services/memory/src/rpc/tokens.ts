import type { EndTokenFamilyRequest } from '@collabry/proto/gen/collabry/memory/v1/EndTokenFamilyRequest'
import type { EndTokenFamilyResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndTokenFamilyResponse'
import type { ListRevocationsRequest } from '@collabry/proto/gen/collabry/memory/v1/ListRevocationsRequest'
import type { ListRevocationsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ListRevocationsResponse'
import type { RevokeTokenRequest } from '@collabry/proto/gen/collabry/memory/v1/RevokeTokenRequest'
import type { RevokeTokenResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RevokeTokenResponse'
import type { RotateTokenRequest } from '@collabry/proto/gen/collabry/memory/v1/RotateTokenRequest'
import type { RotateTokenResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RotateTokenResponse'
import type { Token as TokenMessage } from '@collabry/proto/gen/collabry/memory/v1/Token'
import { AppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { Guard } from '../erasure/erase'
import { familyOver, type Token, type TokenStore } from '../tokens/store'
import { atMost, text, userId } from './fields'

/** A year. */
const SUCCESSOR_SECONDS_MAX = 31_536_000
/** An hour. */
const ACCESS_SECONDS_MAX = 3_600
const PAGE_MAX = 5_000
const PAGE_USUAL = 1_000

export const tokenHandlers = (accounts: TokenStore, guard: Guard) => ({
  RotateToken: unary(async (request: RotateTokenRequest): Promise<RotateTokenResponseInit> => {
    const seconds = atMost('successor_seconds', request.successorSeconds, SUCCESSOR_SECONDS_MAX)
    if (seconds === 0) throw fieldError('successor_seconds', 'must be at least 1')
    const lives = { successorMs: seconds * 1_000, accessMs: accessMs(request) }
    const [owner, token] = [userId(request.userId), fromToken(request.token)]
    // A token that does not say when it was issued is as old as can be.
    const issuedAtMs = request.token?.issuedAtMs || 1
    try {
      return await guard(owner, issuedAtMs, () => accounts.rotate(owner, token, lives))
    } catch (error) {
      throw error instanceof AppError && error.code === 'failed_precondition' ? familyOver() : error
    }
  }),

  EndTokenFamily: unary(async (request: EndTokenFamilyRequest): Promise<EndTokenFamilyResponseInit> => {
    return { familyId: await accounts.endFamily(userId(request.userId), fromToken(request.token), accessMs(request)) }
  }),

  RevokeToken: unary(async (request: RevokeTokenRequest): Promise<RevokeTokenResponseInit> => {
    await accounts.revoke(userId(request.userId), fromToken(request.token))
    return {}
  }),

  ListRevocations: unary(async (request: ListRevocationsRequest): Promise<ListRevocationsResponseInit> => {
    const after = { revokedAtMs: request.afterRevokedAtMs, id: text('after_token_id', request.afterTokenId, { max: 100 }) }
    const page = await accounts.revocations(after, atMost('limit', request.limit, PAGE_MAX) || PAGE_USUAL)
    return { revocations: page.map(({ id, revokedAtMs, expiresAtMs }) => ({ tokenId: id, revokedAtMs, expiresAtMs })) }
  }),
})

const accessMs = ({ accessSeconds }: { accessSeconds: number }) =>
  1_000 * atMost('access_seconds', accessSeconds, ACCESS_SECONDS_MAX)

function fromToken(token: TokenMessage | null): Token {
  const jti = text('token.jti', token?.jti ?? '', { min: 1, max: 256 })
  const expiresAtMs = token?.expiresAtMs ?? 0
  if (expiresAtMs <= 0) throw fieldError('token.expires_at_ms', 'must be set')
  return { jti, expiresAtMs }
}
