import { wrongField } from '@collabry/runtime/validation'
import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, optional, text, whole } from '../../core/schemas'
import { streamHeaders } from '../../generation/schemas'
import type { AnswerEvent, SummarizeRequest, SummarizeResult } from '../../generation/types'
import { Summary, studyExamples, summarizeEvents } from '../schemas'
import { codePoints } from './summarize'

export type Summarize = (request: SummarizeRequest, caller: Caller) => AsyncGenerator<AnswerEvent<SummarizeResult>>

interface SummarizeRoutes {
  summarize: Summarize
  answers: Answers
  json: JsonBody
}

const CHARS_MIN = 10
const CHARS_MAX = 1_000_000
const STYLES = ['concise', 'detailed', 'bullet', 'study_guide'] as const

const SummarizeBody = body(
  {
    text: text(CHARS_MIN, CHARS_MAX),
    max_length: optional(whole(1, 5_000, { description: 'Words' })),
    style: text(0, 100_000, { default: 'concise', description: `${STYLES.join(', ')}; any other word: concise` }),
  },
  'SummarizeRequest',
)

export const summarizeRoutes = ({ summarize, answers, json }: SummarizeRoutes) =>
  new Elysia()
    .post(
      '/ai/summarize',
      async ({ request, body }) => {
        const asked = toRequest(body)
        return withUser(request, await answers.whole(request, (caller) => summarize(asked, caller)))
      },
      {
        parse: json(SummarizeBody),
        body: SummarizeBody,
        detail: operation({
          id: 'summarize',
          tag: 'Study',
          summary: 'summarises a text',
          description:
            "A text longer than the model's window is worked through in stages, over the whole of it. No session keeps it.",
          example: studyExamples.summarize.request,
          answers: { 200: { content: jsonContent(Summary, studyExamples.summarize.answer) } },
        }),
      },
    )
    .post(
      '/ai/summarize/stream',
      ({ request, body }) => {
        const asked = toRequest(body)
        return answers.stream(request, (caller) => summarize(asked, caller), {
          includeSources: false,
          done: (result) => JSON.stringify(withUser(request, result)),
        })
      },
      {
        parse: json(SummarizeBody),
        body: SummarizeBody,
        detail: operation({
          id: 'summarizeStream',
          tag: 'Study',
          summary: 'as /ai/summarize, streamed',
          description: 'The text comes as unnamed events while the model writes it; `done` holds the answer of /ai/summarize.',
          example: studyExamples.summarize.request,
          answers: { 200: { headers: streamHeaders, content: summarizeEvents } },
        }),
      },
    )

function toRequest({ text, max_length, style }: Static<typeof SummarizeBody>): SummarizeRequest {
  // The validator counts UTF-16 code units, of which a character has at most two.
  if (text.length < 2 * CHARS_MIN && codePoints(text) < CHARS_MIN) throw tooShort()
  return { text, maxLengthWords: max_length, style: STYLES.find((known) => known === style) ?? 'concise' }
}

const tooShort = () => wrongField('text', `must have at least ${CHARS_MIN} characters`)
