import type { AddUsageRequest } from '@collabry/proto/gen/collabry/memory/v1/AddUsageRequest'
import type { AddUsageResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AddUsageResponse'
import type { GetUsageRequest } from '@collabry/proto/gen/collabry/memory/v1/GetUsageRequest'
import type { GetUsageResponseInit } from '@collabry/proto/gen/collabry/memory/v1/GetUsageResponse'
import type { Usage } from '@collabry/proto/gen/collabry/memory/v1/Usage'
import type { UsageDayInit } from '@collabry/proto/gen/collabry/memory/v1/UsageDay'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { AddUsage } from '../erasure/erase'
import { dayOf, type UsageDay, type UsageStore } from '../usage/store'
import { userId } from './fields'

export const usageHandlers = (usage: UsageStore, addUsage: AddUsage, now: () => number) => ({
  AddUsage: unary(async (request: AddUsageRequest): Promise<AddUsageResponseInit> => {
    const owner = userId(request.userId)
    return { today: toUsageDay(await addUsage(owner, request.acceptedAtMs, { ...nothing, ...request.usage })) }
  }),

  GetUsage: unary(async (request: GetUsageRequest): Promise<GetUsageResponseInit> => {
    const today = dayOf(now())
    const days = await usage.readUsage(userId(request.userId), toDay('from', request.from, today), toDay('to', request.to, today))
    return { days: days.map(toUsageDay) }
  }),
})

export const toUsageDay = ({ day, ...usage }: UsageDay): UsageDayInit => ({ day, usage })

const nothing: Usage = { requests: 0, promptTokens: 0, completionTokens: 0, documents: 0, bytes: 0 }

function toDay(field: string, day: string, usual: string): string {
  if (day === '') return usual
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw fieldError(field, 'must be a day like 2030-01-31')
  return day
}
