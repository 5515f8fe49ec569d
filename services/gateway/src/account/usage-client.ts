import type { UsageDay as DayReply } from '@collabry/proto/gen/collabry/memory/v1/UsageDay'
import { AppError } from '@collabry/runtime/errors'
import type { MemoryStub } from '../core/grpc/stubs'
import type { UsageDay, UsageLog } from './usage'

export const usageClient = (memory: Pick<MemoryStub, 'addUsage' | 'getUsage'>): UsageLog => ({
  async add(usage, caller) {
    const request = { usage, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    return toUsageDay((await memory.addUsage(request, caller)).today)
  },

  async read(from, to, caller) {
    return (await memory.getUsage({ from, to, userId: caller.userId }, caller)).days.map(toUsageDay)
  },
})

export function toUsageDay(reply: DayReply | null): UsageDay {
  if (!reply?.usage) throw new AppError('upstream_error', 'The usage could not be read; try again.')
  return { day: reply.day, ...reply.usage }
}
