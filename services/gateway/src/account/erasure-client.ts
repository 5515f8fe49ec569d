import type { MemoryStub } from '../core/grpc/stubs'
import { toMessage, toSession } from '../sessions/memory-client'
import type { Erasures, ExportMemory } from './erasure'
import { toUsageDay } from './usage-client'

type ErasureMethods = 'beginErasure' | 'eraseUser' | 'endErasure' | 'claimErasures'

export const erasuresClient = (memory: Pick<MemoryStub, ErasureMethods>): Erasures => ({
  begin: ({ userId, ...call }) => memory.beginErasure({ userId }, call),

  async erase(epochMs, { userId, ...call }) {
    const { counts } = await memory.eraseUser({ userId, epochMs }, call)
    return Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))
  },

  async end(epochMs, { userId, ...call }) {
    await memory.endErasure({ userId, epochMs }, call)
  },

  claim: async (limit, call) => (await memory.claimErasures({ userId: 'gateway', limit }, call)).erasures,
})

export const exportClient = (memory: Pick<MemoryStub, 'exportUser'>): ExportMemory =>
  async function* ({ userId, ...call }) {
    for await (const { session, messages, usage } of memory.exportUser({ userId }, call)) {
      if (session) yield { kind: 'session', session: toSession(session) }
      if (messages.length > 0) yield { kind: 'messages', messages: messages.map(toMessage) }
      if (usage.length > 0) yield { kind: 'usage', days: usage.map(toUsageDay) }
    }
  }
