import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, flag, NotebookId, optional, SourceIds, text, whole } from '../../core/schemas'
import { streamHeaders } from '../../generation/schemas'
import type { AnswerEvent, QaRequest, QaResult } from '../../generation/types'
import { QaAnswer, qaEvents, studyExamples } from '../schemas'

export type Qa = (request: QaRequest, caller: Caller) => AsyncGenerator<AnswerEvent<QaResult>>

interface QaRoutes {
  qa: Qa
  answers: Answers
  json: JsonBody
}

const QaBody = body(
  {
    question: text(1, 8_000),
    context: text(0, 1_000_000, { default: '', description: 'A text to answer from' }),
    use_rag: flag(true, "Look the answer up in the user's documents"),
    top_k: whole(1, 10, { default: 3 }),
    source_ids: SourceIds,
    notebook_id: optional(NotebookId),
    include_sources: flag(false, 'Streams only: an event `sources` before the first chunk'),
  },
  'QaRequest',
)

export const qaRoutes = ({ qa, answers, json }: QaRoutes) =>
  new Elysia()
    .post(
      '/ai/qa',
      async ({ request, body }) => withUser(request, await answers.whole(request, (caller) => qa(toRequest(body), caller))),
      {
        parse: json(QaBody),
        body: QaBody,
        detail: operation({
          id: 'qa',
          tag: 'Study',
          summary: 'answers a question from the documents, with citations',
          description:
            'Answers from passages of the documents, or from `context`, and says so when they do not hold the answer. No session keeps it.',
          example: studyExamples.qa.request,
          errors: ['not_found'],
          answers: { 200: { content: jsonContent(QaAnswer, studyExamples.qa.answer) } },
        }),
      },
    )
    .post(
      '/ai/qa/stream',
      ({ request, body }) =>
        answers.stream(request, (caller) => qa(toRequest(body), caller), {
          includeSources: body.include_sources,
          done: (result) => JSON.stringify(withUser(request, result)),
        }),
      {
        parse: json(QaBody),
        body: QaBody,
        detail: operation({
          id: 'qaStream',
          tag: 'Study',
          summary: 'as /ai/qa, streamed',
          description: 'The text comes as unnamed events while the model writes it; `done` holds the answer of /ai/qa.',
          example: studyExamples.qa.request,
          errors: ['not_found'],
          answers: { 200: { headers: streamHeaders, content: qaEvents } },
        }),
      },
    )

const toRequest = (fields: Static<typeof QaBody>): QaRequest => ({
  question: fields.question,
  context: fields.context,
  useRag: fields.use_rag,
  topK: fields.top_k,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
})
