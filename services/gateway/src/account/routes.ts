import { Elysia } from 'elysia'
import { noBody } from '../core/body/body'
import { byteStream } from '../core/large-answer'
import type { TakePlace } from '../core/limits/limit-requests'
import { file, json, operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { fileAnswer } from '../core/responses'
import { query, wholeInQuery } from '../core/schemas'
import type { EraseUser } from './erasure'
import { archiveOf, type ExportPorts } from './export-archive'
import { Erased, accountExamples as examples, UsageReport } from './schemas'
import type { ReportUsage, UsageDay } from './usage'
import { zipped } from './zip'

interface AccountRoutes extends ExportPorts {
  eraseUser: EraseUser
  silence: (request: Request, seconds: number) => void
  takePlace: TakePlace
}

/**
 * A worker of rag may have to release a document, and a reader of an archive may be slow. This is the longest time that Bun
 * accepts.
 */
const SILENCE_SECONDS = 255

const ERASED =
  'Everything of this user is erased. The count of what was used today stays until midnight (UTC), under a hash of the user'

/** Export and erasure of all data of a user. */
export const accountRoutes = ({ eraseUser, silence, takePlace, ...ports }: AccountRoutes) =>
  new Elysia()
    .get(
      '/ai/me/export',
      async ({ request }) => {
        silence(request, SILENCE_SECONDS)
        const release = await takePlace(request, 'export')
        const entries = await archiveOf(ports, callerOf(request)).catch((error: unknown) => {
          release()
          throw error
        })
        const content = byteStream(zipped(entries, new Date()), release)
        return fileAnswer({ name: 'collabry-export.zip', type: 'application/zip', content, disposition: 'attachment' })
      },
      {
        detail: operation({
          id: 'exportUser',
          tag: 'Account',
          summary: 'everything of the user as one zip: sessions, documents and usage as JSON and Markdown',
          description:
            'The archive is written while it is read, so that its size does not matter. A user can read four at once; more are refused with 429.',
          answers: { 200: { content: file('application/zip', 'The archive') } },
        }),
      },
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
        detail: operation({
          id: 'eraseUser',
          errors: ['insufficient_scope'],
          tag: 'Account',
          summary: "erases everything of the user, for good; today's count of usage stays until midnight (UTC)",
          description:
            'Removes sessions, documents, streams, tokens and usage in every service. If a service is down, the rest is erased when it is back.',
          answers: { 200: { content: json(Erased, { ...examples.erased, message: ERASED }) } },
        }),
      },
    )

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
        today: toUsageDay(today),
        quotas: { total_tokens: orNull(quotas.tokens), documents: orNull(quotas.documents), bytes: orNull(quotas.bytes) },
        resets_at: new Date(resetsAtMs).toISOString(),
        history: history.map(toUsageDay),
      })
    },
    {
      query: UsageQuery,
      detail: operation({
        id: 'usage',
        tag: 'Account',
        summary: 'what you took, day by day, against your quotas',
        description: 'Requests, tokens, documents and bytes of the user. Days begin at midnight (UTC).',
        answers: { 200: { content: json(UsageReport, examples.usage) } },
      }),
    },
  )

/** null: no quota. */
const orNull = (quota: number) => (quota > 0 ? quota : null)

export const toUsageDay = ({ day, requests, promptTokens, completionTokens, documents, bytes }: UsageDay) => ({
  day,
  requests,
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
  documents,
  bytes,
})
