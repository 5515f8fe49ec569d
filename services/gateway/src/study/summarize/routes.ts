import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { examples } from '../../core/openapi/examples'
import { operation, streamed } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, optional, text, whole } from '../../core/schemas'
import type { AnswerEvent, SummarizeRequest, SummarizeResult } from '../../generation/types'

export type Summarize = (request: SummarizeRequest, caller: Caller) => AsyncGenerator<AnswerEvent<SummarizeResult>>

interface SummarizeRoutes {
  summarize: Summarize
  answers: Answers
  json: JsonBody
}

const STYLES = ['concise', 'detailed', 'bullet', 'study_guide'] as const

const SummarizeBody = body({
  text: text(10, 1_000_000),
  max_length: optional(whole(1, 5_000, { description: 'Words' })),
  style: text(0, 100_000, { default: 'concise', description: `${STYLES.join(', ')}; any other word: concise` }),
})

export const summarizeRoutes = ({ summarize, answers, json }: SummarizeRoutes) =>
  new Elysia()
    .post(
      '/ai/summarize',
      async ({ request, body }) =>
        withUser(request, await answers.whole(request, (caller) => summarize(toRequest(body), caller))),
      {
        parse: json(SummarizeBody),
        body: SummarizeBody,
        detail: operation('summarize', 'Study', 'summarises a text', examples.summarize),
      },
    )
    .post(
      '/ai/summarize/stream',
      ({ request, body }) =>
        answers.stream(request, (caller) => summarize(toRequest(body), caller), {
          includeSources: false,
          done: (result) => JSON.stringify(withUser(request, result)),
        }),
      {
        parse: json(SummarizeBody),
        body: SummarizeBody,
        detail: streamed('summarizeStream', 'Study', 'as /ai/summarize, streamed', examples.summarize),
      },
    )

const toRequest = ({ text, max_length, style }: Static<typeof SummarizeBody>): SummarizeRequest => ({
  text,
  maxLengthWords: max_length,
  style: STYLES.find((known) => known === style) ?? 'concise',
})
