import type { MemoryStub } from '../../core/grpc/stubs'
import type { Digests } from '../../sessions/ports'

export const digestsClient = (memory: Pick<MemoryStub, 'claimDigests' | 'endDigest'>): Digests => ({
  claim: async (limit, call) => (await memory.claimDigests({ userId: 'gateway', limit }, call)).digests,

  async end({ sessionId, claim }, again, { userId, ...call }) {
    await memory.endDigest({ userId, sessionId, claim, retry: again }, call)
  },
})
