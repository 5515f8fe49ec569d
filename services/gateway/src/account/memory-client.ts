import type { ApiKey as KeyReply } from '@collabry/proto/gen/collabry/memory/v1/ApiKey'
import type { UsageDay as DayReply } from '@collabry/proto/gen/collabry/memory/v1/UsageDay'
import { AppError } from '@collabry/runtime/errors'
import type { MemoryStub } from '../core/grpc/stubs'
import { toMessage, toSession } from '../sessions/memory-client'
import type { ApiKey, KeyRegistry } from './api-keys'
import type { Erasures } from './erasure'
import type { ExportMemory } from './export-archive'
import type { Revocations, TokenFamilies } from './tokens'
import type { UsageDay, UsageLog } from './usage'

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

export const usageClient = (memory: Pick<MemoryStub, 'addUsage' | 'getUsage'>): UsageLog => ({
  async add(usage, caller) {
    const request = { usage, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    return toUsageDay((await memory.addUsage(request, caller)).today)
  },

  async read(from, to, caller) {
    return (await memory.getUsage({ from, to, userId: caller.userId }, caller)).days.map(toUsageDay)
  },
})

function toUsageDay(reply: DayReply | null): UsageDay {
  if (!reply?.usage) throw new AppError('upstream_error', 'The usage could not be read; try again.')
  return { day: reply.day, ...reply.usage }
}

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

type KeyMethods = 'createKey' | 'listKeys' | 'deleteKey' | 'findKey'

export const keyRegistryClient = (memory: Pick<MemoryStub, KeyMethods>): KeyRegistry => ({
  async create(wanted, { userId, acceptedAtMs = 0, ...call }) {
    return toApiKey((await memory.createKey({ ...wanted, userId, acceptedAtMs }, call)).key)
  },

  list: async ({ userId, ...call }) => (await memory.listKeys({ userId }, call)).keys.map(toApiKey),

  async delete(keyId, { userId, ...call }) {
    await memory.deleteKey({ keyId, userId }, call)
  },

  async find(key, call) {
    const { userId, key: found } = await memory.findKey({ key, userId: 'gateway' }, call)
    return { userId, ...toApiKey(found) }
  },
})

function toApiKey(reply: KeyReply | null): ApiKey {
  if (!reply) throw new AppError('upstream_error', 'The API key could not be read; try again.')
  return { ...reply, expiresAtMs: reply.expiresAtMs === 0 ? null : reply.expiresAtMs }
}
