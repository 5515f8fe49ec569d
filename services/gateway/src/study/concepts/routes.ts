import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, whole } from '../../core/schemas'
import { studyExamples } from '../examples'
import { materialFields, toMaterial } from '../source-material/fields'
import type { ConceptsRequest, ConceptsResult } from './concepts'

export type Concepts = (request: ConceptsRequest, caller: Caller) => Promise<ConceptsResult>

interface ConceptRoutes {
  concepts: Concepts
  answers: Answers
  json: JsonBody
}

const { text, source_ids, notebook_id } = materialFields
const ConceptsBody = body({ text, source_ids, notebook_id, max_concepts: whole(1, 50, { default: 10 }) })

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
      detail: operation('concepts', 'Study', 'the key concepts of a text or of documents, defined', studyExamples.concepts),
    },
  )
