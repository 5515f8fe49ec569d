import type { BeginErasureResponse } from '@collabry/proto/gen/collabry/memory/v1/BeginErasureResponse'
import type { ClaimErasuresResponse } from '@collabry/proto/gen/collabry/memory/v1/ClaimErasuresResponse'
import type { EndErasureResponse } from '@collabry/proto/gen/collabry/memory/v1/EndErasureResponse'
import type { EraseUserResponse } from '@collabry/proto/gen/collabry/memory/v1/EraseUserResponse'
import type { ExportUserResponse } from '@collabry/proto/gen/collabry/memory/v1/ExportUserResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import { callUnary, readStream } from '@collabry/runtime/grpc/client'
import { retryStream, retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import { toMessage, toSession } from '../sessions/memory-client'
import type { Erasures, ExportMemory } from './erasure'
import { toUsageDay } from './usage-client'

const RECORD_DEADLINE_MS = 5_000
/** All sessions of a user are overwritten. */
const ERASE_DEADLINE_MS = 120_000
/** A large archive over a slow line. */
const EXPORT_DEADLINE_MS = 3_600_000

/** Each of them may be repeated. */
export const erasuresClient = (stub: MemoryServiceClient): Erasures => ({
  async begin({ userId, ...caller }) {
    const limits = within(caller, RECORD_DEADLINE_MS)
    const call = () =>
      callUnary<BeginErasureResponse>((metadata, options, done) => stub.beginErasure({ userId }, metadata, options, done), limits)
    return await retryUnary(call, caller.signal)
  },

  async erase(epochMs, { userId, ...caller }) {
    const limits = within(caller, ERASE_DEADLINE_MS)
    const call = () =>
      callUnary<EraseUserResponse>(
        (metadata, options, done) => stub.eraseUser({ userId, epochMs }, metadata, options, done),
        limits,
      )
    const { counts } = await retryUnary(call, caller.signal)
    return Object.fromEntries(counts.map(({ kind, count }) => [kind, count]))
  },

  async end(epochMs, { userId, ...caller }) {
    const limits = within(caller, ERASE_DEADLINE_MS)
    const call = () =>
      callUnary<EndErasureResponse>(
        (metadata, options, done) => stub.endErasure({ userId, epochMs }, metadata, options, done),
        limits,
      )
    await retryUnary(call, caller.signal)
  },

  async claim(limit, caller) {
    const request = { userId: 'gateway', limit }
    const { erasures } = await callUnary<ClaimErasuresResponse>(
      (metadata, options, done) => stub.claimErasures(request, metadata, options, done),
      within(caller, RECORD_DEADLINE_MS),
    )
    return erasures
  },
})

export const exportClient = (stub: MemoryServiceClient): ExportMemory =>
  async function* ({ userId, ...caller }) {
    const limits = within(caller, EXPORT_DEADLINE_MS)
    const open = () =>
      readStream<ExportUserResponse>((metadata, options) => stub.exportUser({ userId }, metadata, options), limits)
    for await (const { session, messages, usage } of retryStream(open, caller.signal)) {
      if (session) yield { kind: 'session', session: toSession(session) }
      if (messages.length > 0) yield { kind: 'messages', messages: messages.map(toMessage) }
      if (usage.length > 0) yield { kind: 'usage', days: usage.map(toUsageDay) }
    }
  }
