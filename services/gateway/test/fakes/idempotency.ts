import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../src/core/caller'
import type { HeldRequest, IdempotentRequests, KeptAnswer, RequestRef } from '../../src/core/idempotency/requests'

interface Kept {
  bodyHash: string
  leaseId: string
  answer: KeptAnswer | undefined
}

/** Requests in this process, by the rules of the memory service; `expire` ends all leases, as after 60 s of silence. */
export function memoryRequests(): IdempotentRequests & { expire(): void } {
  const kept = new Map<string, Kept>()
  const idOf = ({ route, key }: RequestRef, { userId }: Caller) => JSON.stringify([userId, route, key])
  const heldBy = (held: HeldRequest, caller: Caller) => {
    const found = kept.get(idOf(held, caller))
    if (found?.leaseId !== held.leaseId) throw new AppError('failed_precondition', 'Somebody else has it.')
    return found
  }
  return {
    isKnown: async (ref, caller) => kept.has(idOf(ref, caller)),
    async begin(request, caller) {
      const id = idOf(request, caller)
      const found = kept.get(id)
      if (found && found.bodyHash !== request.bodyHash) return { kind: 'other_body' }
      if (found?.answer) return { kind: 'replay', seed: id, answer: found.answer }
      if (found?.leaseId) return { kind: 'running', seed: id }
      const leaseId = crypto.randomUUID()
      kept.set(id, { bodyHash: request.bodyHash, leaseId, answer: undefined })
      return { kind: 'fresh', leaseId, seed: id }
    },
    async renew(held, caller) {
      heldBy(held, caller)
    },
    async complete(held, answer, caller) {
      heldBy(held, caller).answer = answer
    },
    async release(held, caller) {
      heldBy(held, caller).leaseId = ''
    },
    expire() {
      for (const request of kept.values()) request.leaseId = ''
    },
  }
}
