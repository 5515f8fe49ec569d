import { Elysia } from 'elysia'
import { type Example, examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { query, wholeInQuery } from '../core/schemas'
import { isoTime } from '../core/times'
import type { ReportUsage } from './report'
import type { UsageDay } from './usage'

const day = {
  day: '2026-03-01',
  requests: 42,
  prompt_tokens: 10_240,
  completion_tokens: 2_048,
  total_tokens: 12_288,
  documents: 2,
  bytes: 19_660,
}

const example: Example = {
  answer: {
    today: day,
    quotas: { total_tokens: 200_000, documents: 50, bytes: null },
    resets_at: '2026-03-02T00:00:00.000Z',
    history: [day],
    user_id: examples.qa.answer.user_id,
    timestamp: examples.qa.answer.timestamp,
  },
}

const UsageQuery = query({
  days: wholeInQuery('days', 1, 90, {
    default: 7,
    description: 'Days of `history`, today included; those without any are left out',
  }),
})

export const usageRoutes = ({ reportUsage }: { reportUsage: ReportUsage }) =>
  new Elysia().get(
    '/ai/usage',
    async ({ request, query: { days } }) => {
      const { today, resetsAtMs, quotas, history } = await reportUsage(days, callerOf(request))
      return withUser(request, {
        today: toDay(today),
        quotas: { total_tokens: orNull(quotas.tokens), documents: orNull(quotas.documents), bytes: orNull(quotas.bytes) },
        resets_at: isoTime(resetsAtMs),
        history: history.map(toDay),
      })
    },
    { query: UsageQuery, detail: operation('usage', 'Service', 'what you took, day by day, against your quotas', example) },
  )

/** null: no quota. */
const orNull = (quota: number) => (quota > 0 ? quota : null)

const toDay = ({ day, requests, promptTokens, completionTokens, documents, bytes }: UsageDay) => ({
  day,
  requests,
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
  documents,
  bytes,
})
