import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, withUser } from '../core/request-context'
import { body, choice, NotebookId, optional, SourceIds, text, whole } from '../core/schemas'
import { checkSources } from '../generation/retrieve'
import { toSource } from '../generation/types'
import type { Rag } from './ports'

interface SearchRoutes {
  rag: Pick<Rag, 'search' | 'checkSources'>
  json: JsonBody
}

const SearchBody = body({
  query: text(1, 32_000),
  top_k: whole(1, 50, { default: 10 }),
  mode: choice(['hybrid', 'dense', 'lexical'], 'hybrid'),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
  filter: optional(
    t.Object(
      {},
      {
        additionalProperties: true,
        description:
          'What the metadata of a document must have, all of it: a field (dots lead into objects) and its value, or eq, in, gt, gte, lt, lte; at most 8 fields',
        error: 'must be a JSON object',
      },
    ),
  ),
})

export const searchRoutes = ({ rag, json }: SearchRoutes) =>
  new Elysia().post(
    '/ai/search',
    async ({ request, body: { query, top_k, mode, source_ids, notebook_id, filter } }) => {
      const wanted = { query, topK: top_k, mode, sourceIds: source_ids, notebookId: notebook_id ?? '', ...(filter && { filter }) }
      const caller = callerOf(request)
      const checked = await checkSources(rag, source_ids, caller)
      const found = await rag.search(wanted, caller)
      return withUser(request, {
        results: found.passages.map(toSource),
        mode: found.mode,
        coverage: found.coverage,
        documents_processing: await checked.documentsProcessing,
      })
    },
    {
      parse: json(SearchBody),
      body: SearchBody,
      detail: operation('search', 'Documents', 'the best passages, best first', examples.search),
    },
  )
