import type { Static } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { examples } from '../../core/openapi/examples'
import { operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { body, flag, NotebookId, optional, SourceIds, text, whole } from '../../core/schemas'
import type { MindMapRequest, MindMapResult } from '../../generation/types'

export type MindMap = (request: MindMapRequest, caller: Caller) => Promise<MindMapResult>

interface MindMapRoutes {
  mindMap: MindMap
  answers: Answers
  json: JsonBody
}

export const mindMapFields = {
  topic: text(1, 500),
  depth: whole(1, 4, { default: 2, description: 'Levels below the root' }),
  use_documents: flag(true, "Use the user's documents"),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
}
const MindMapBody = body(mindMapFields)

export const mindMapRoutes = ({ mindMap, answers, json }: MindMapRoutes) =>
  new Elysia().post(
    '/ai/mindmap',
    async ({ request, body }) =>
      withUser(request, await answers.waited(request, (caller) => mindMap(toMindMapRequest(body), caller))),
    {
      parse: json(MindMapBody),
      body: MindMapBody,
      detail: operation('mindMap', 'Study', 'a tree of the ideas around a topic', examples.mindMap),
    },
  )

export const toMindMapRequest = (fields: Static<typeof MindMapBody>): MindMapRequest => ({
  topic: fields.topic,
  depth: fields.depth,
  useDocuments: fields.use_documents,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
})
