import type { AddUsageResponse } from '@collabry/proto/gen/collabry/memory/v1/AddUsageResponse'
import type { GetUsageResponse } from '@collabry/proto/gen/collabry/memory/v1/GetUsageResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { UsageDay as DayReply } from '@collabry/proto/gen/collabry/memory/v1/UsageDay'
import { AppError } from '@collabry/runtime/errors'
import { callUnary } from '@collabry/runtime/grpc/client'
import { retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import type { UsageDay, UsageLog } from './usage'

const DEADLINE_MS = 2_000

export const usageClient = (stub: MemoryServiceClient): UsageLog => ({
  /** Never tried twice: it would count twice. */
  async add(usage, caller) {
    const request = { usage, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const { today } = await callUnary<AddUsageResponse>(
      (metadata, options, done) => stub.addUsage(request, metadata, options, done),
      within(caller, DEADLINE_MS),
    )
    return toUsageDay(today)
  },

  async read(from, to, caller) {
    const request = { from, to, userId: caller.userId }
    const call = () =>
      callUnary<GetUsageResponse>(
        (metadata, options, done) => stub.getUsage(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    return (await retryUnary(call, caller.signal)).days.map(toUsageDay)
  },
})

export function toUsageDay(reply: DayReply | null): UsageDay {
  if (!reply?.usage) throw new AppError('upstream_error', 'The usage could not be read; try again.')
  return { day: reply.day, ...reply.usage }
}
