import { Elysia } from 'elysia'
import type { Caller } from '../study/caller'
import type { ConceptsRequest, ConceptsResult } from '../study/concepts/concepts'
import { aboutUser } from './about-user'
import type { Answers } from './answers'
import type { JsonBody } from './body'
import { materialFields, toMaterial } from './material'
import { operation } from './operation'
import { body, whole } from './schemas'
import { studyExamples } from './study-examples'

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
      return aboutUser(request, await answers.waited(request, (caller) => concepts(wanted, caller)))
    },
    {
      parse: json(ConceptsBody),
      body: ConceptsBody,
      detail: operation('concepts', 'Study', 'the key concepts of a text or of documents, defined', studyExamples.concepts),
    },
  )
