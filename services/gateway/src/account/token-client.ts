import type { MemoryStub } from '../core/grpc/stubs'
import type { Revocations, TokenFamilies } from './tokens'

export const tokenFamiliesClient = (memory: Pick<MemoryStub, 'rotateToken' | 'endTokenFamily'>): TokenFamilies => ({
  rotate: (token, lives, caller) => memory.rotateToken({ token, ...lives, userId: caller.userId }, caller),

  async end(token, accessSeconds, caller) {
    return (await memory.endTokenFamily({ token, accessSeconds, userId: caller.userId }, caller)).familyId
  },
})

export const revocationsClient = (memory: Pick<MemoryStub, 'revokeToken' | 'listRevocations'>): Revocations => ({
  async revoke(token, caller) {
    await memory.revokeToken({ token, userId: caller.userId }, caller)
  },

  async list({ revokedAtMs, tokenId }, limit, caller) {
    const request = { userId: 'gateway', afterRevokedAtMs: revokedAtMs, afterTokenId: tokenId, limit }
    return (await memory.listRevocations(request, caller)).revocations
  },
})
