import type { Log } from '@collabry/runtime/log'
import { createMeter } from '../account/meter'
import { usageClient } from '../account/usage-client'
import type { GatewayConfig } from '../config'
import type { MemoryStub } from '../core/grpc/stubs'
import { createDayTotals } from '../core/limits/day-totals'
import { createQuotas } from '../core/limits/quotas'
import { whenAway } from '../core/limits/store-fallback'

export type UsageParts = ReturnType<typeof usageOf>

/** Usage counts and daily quotas. */
export function usageOf(memory: MemoryStub, config: GatewayConfig, log: Log) {
  const usage = usageClient(memory)
  const totals = createDayTotals({ usage, ask: whenAway('usage', config.limitStoreDown, log) })
  const meter = createMeter({ usage, log, onSaved: totals.heard })
  const daily = { tokens: config.quotaTokensPerDay, documents: config.quotaDocumentsPerDay, bytes: config.quotaBytesPerDay }
  return { usage, meter, daily, quotas: createQuotas({ daily, totals, meter }) }
}
