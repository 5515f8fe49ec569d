import { type DocumentDecoration, Elysia } from 'elysia'
import { noBody } from '../core/body/body'
import { fileAnswer } from '../core/file-response'
import { byteStream } from '../core/large-answer'
import { type Example, examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { query, wholeInQuery } from '../core/schemas'
import type { EraseUser } from './erasure'
import { archiveOf, type ExportPorts, zipped } from './export-archive'
import type { ReportUsage, UsageDay } from './usage'

interface AccountRoutes extends ExportPorts {
  eraseUser: EraseUser
  silence: (request: Request, seconds: number) => void
}

/**
 * A worker of rag may have to release a document, and a reader of an archive may be slow. This is the longest time that Bun
 * accepts.
 */
const SILENCE_SECONDS = 255

const ERASED =
  'Everything of this user is erased. The count of what was used today stays until midnight (UTC), under a hash of the user'

/** Export and erasure of all data of a user. */
export const accountRoutes = ({ eraseUser, silence, ...ports }: AccountRoutes) =>
  new Elysia()
    .get(
      '/ai/me/export',
      async ({ request }) => {
        silence(request, SILENCE_SECONDS)
        const entries = await archiveOf(ports, callerOf(request))
        const content = byteStream(zipped(entries, new Date()))
        return fileAnswer({ name: 'collabry-export.zip', type: 'application/zip', content, disposition: 'attachment' })
      },
      { detail: zipOperation },
    )
    .delete(
      '/ai/me',
      async ({ request }) => {
        silence(request, SILENCE_SECONDS)
        const receipt = await eraseUser(callerOf(request))
        return withUser(request, { message: ERASED, receipt })
      },
      {
        parse: noBody,
        detail: operation(
          'eraseUser',
          'Account',
          "erases everything of the user, for good; today's count of usage stays until midnight (UTC)",
          accountExamples.erase,
        ),
      },
    )

const { user_id, timestamp } = examples.qa.answer

/** Examples of the account routes for the OpenAPI document. */
const accountExamples = {
  erase: {
    answer: {
      message:
        'Everything of this user is erased. The count of what was used today stays until midnight (UTC), under a hash of the user',
      receipt: {
        memory: { sessions: 3, messages: 48, streams: 1, requests: 2, tokens: 1, keys: 1, usage_days: 5, usage_days_kept: 1 },
        rag: { documents: 2, tasks: 2, blobs: 4, chunks: 37 },
      },
      user_id,
      timestamp,
    },
  },
} satisfies Record<string, Example>

const zipOperation = {
  operationId: 'exportUser',
  summary: 'everything of the user as one zip: sessions, documents and usage as JSON and Markdown',
  tags: ['Account'],
  responses: {
    200: {
      description: 'OK',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' }, example: '(bytes)' } },
    },
  },
} as DocumentDecoration

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
        resets_at: new Date(resetsAtMs).toISOString(),
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
