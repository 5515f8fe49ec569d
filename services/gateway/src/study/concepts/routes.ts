import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, whole } from '../../core/schemas'
import { Concepts as ConceptsAnswer, materialFields, studyExamples, toMaterial } from '../schemas'
import type { ConceptsRequest, ConceptsResult } from './concepts'

export type Concepts = (request: ConceptsRequest, caller: Caller) => Promise<ConceptsResult>

interface ConceptRoutes {
  concepts: Concepts
  answers: Answers
  json: JsonBody
}

const { text, source_ids, notebook_id } = materialFields
const ConceptsBody = body({ text, source_ids, notebook_id, max_concepts: whole(1, 50, { default: 10 }) }, 'ConceptsRequest')

export const conceptRoutes = ({ concepts, answers, json }: ConceptRoutes) =>
  new Elysia().post(
    '/ai/concepts',
    async ({ request, body: { max_concepts, text, source_ids, notebook_id } }) => {
      const wanted = { ...toMaterial({ text, source_ids, notebook_id }), maxConcepts: max_concepts }
      return withUser(request, await answers.waited(request, (caller) => concepts(wanted, caller)))
    },
    {
      parse: json(ConceptsBody),
      body: ConceptsBody,
      detail: operation({
        id: 'concepts',
        tag: 'Study',
        summary: 'the key concepts of a text or of documents, defined',
        description: 'The key concepts of `text` or of the named documents, in their order, each with the place that defines it.',
        example: studyExamples.concepts.request,
        errors: ['not_found'],
        answers: { 200: { content: jsonContent(ConceptsAnswer, studyExamples.concepts.answer) } },
      }),
    },
  )
