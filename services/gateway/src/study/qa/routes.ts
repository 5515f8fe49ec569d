import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { examples } from '../../core/openapi/examples'
import { operation, streamed } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, flag, NotebookId, optional, SourceIds, text, whole } from '../../core/schemas'
import type { AnswerEvent, QaRequest, QaResult } from '../../generation/types'

export type Qa = (request: QaRequest, caller: Caller) => AsyncGenerator<AnswerEvent<QaResult>>

interface QaRoutes {
  qa: Qa
  answers: Answers
  json: JsonBody
}

const QaBody = body({
  question: text(1, 8_000),
  context: text(0, 1_000_000, { default: '', description: 'A text to answer from' }),
  use_rag: flag(true, "Look the answer up in the user's documents"),
  top_k: whole(1, 10, { default: 3 }),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
  include_sources: flag(false, 'Streams only: an event `sources` before the first chunk'),
})

export const qaRoutes = ({ qa, answers, json }: QaRoutes) =>
  new Elysia()
    .post(
      '/ai/qa',
      async ({ request, body }) => withUser(request, await answers.whole(request, (caller) => qa(toRequest(body), caller))),
      {
        parse: json(QaBody),
        body: QaBody,
        detail: operation('qa', 'Study', 'answers a question from the documents, with citations', examples.qa),
      },
    )
    .post(
      '/ai/qa/stream',
      ({ request, body }) =>
        answers.stream(request, (caller) => qa(toRequest(body), caller), {
          includeSources: body.include_sources,
          done: (result) => JSON.stringify(withUser(request, result)),
        }),
      { parse: json(QaBody), body: QaBody, detail: streamed('qaStream', 'Study', 'as /ai/qa, streamed', examples.qa) },
    )

const toRequest = (fields: Static<typeof QaBody>): QaRequest => ({
  question: fields.question,
  context: fields.context,
  useRag: fields.use_rag,
  topK: fields.top_k,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
})
