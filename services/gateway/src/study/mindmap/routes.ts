import { isRecord, wrongField } from '@collabry/runtime/validation'
import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { file, json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { fileAnswer } from '../../core/responses'
import { body, choice, flag, NotebookId, optional, query, SourceIds, text, whole } from '../../core/schemas'
import type { MindMapRequest, MindMapResult } from '../../generation/types'
import { MindMap as MindMapAnswer, studyExamples } from '../schemas'
import type { LabelTree } from './layout'
import { mindMapMarkdown, mindMapMermaid, mindMapSvg } from './markup'

export type MindMap = (request: MindMapRequest, caller: Caller) => Promise<MindMapResult>

interface MindMapRoutes {
  mindMap: MindMap
  answers: Answers
  json: JsonBody
}

const mindMapFields = {
  topic: text(1, 500),
  depth: whole(1, 4, { default: 2, description: 'Levels below the root' }),
  use_documents: flag(true, "Use the user's documents"),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
}
const MindMapBody = body(mindMapFields, 'MindMapRequest')

export const mindMapRoutes = ({ mindMap, answers, json }: MindMapRoutes) =>
  new Elysia().post(
    '/ai/mindmap',
    async ({ request, body }) =>
      withUser(request, await answers.waited(request, (caller) => mindMap(toMindMapRequest(body), caller))),
    {
      parse: json(MindMapBody),
      body: MindMapBody,
      detail: operation({
        id: 'mindMap',
        tag: 'Study',
        summary: 'a tree of the ideas around a topic',
        description:
          'A tree of at most `depth` levels below its root, made from the documents where passages fit the topic. Documents that ' +
          'are named are used even if they hold no word of it.',
        example: studyExamples.mindMap.request,
        errors: ['not_found'],
        answers: { 200: { content: jsonContent(MindMapAnswer, studyExamples.mindMap.answer) } },
      }),
    },
  )

const toMindMapRequest = (fields: Static<typeof MindMapBody>): MindMapRequest => ({
  topic: fields.topic,
  depth: fields.depth,
  useDocuments: fields.use_documents,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
})

interface RenderRoutes {
  mindMap: MindMap
  answers: Answers
  json: JsonBody
}

const RenderBody = body(
  {
    ...mindMapFields,
    topic: text(0, 500, { default: '', description: 'Without a root: what to draw a mind map of' }),
    root: t.Optional(t.Unknown({ description: 'The tree to draw, as /ai/mindmap gives it: label, children' })),
  },
  'MindMapRenderRequest',
)

const SVG = 'image/svg+xml'
const MERMAID = 'text/vnd.mermaid; charset=utf-8'
const MARKDOWN = 'text/markdown; charset=utf-8'

/** A browser that opens the picture directly runs and fetches nothing. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

export const mindMapRenderRoutes = ({ mindMap, answers, json }: RenderRoutes) =>
  new Elysia().post(
    '/ai/mindmap/render',
    async ({ request, body, query: { format } }) => {
      if (body.root !== undefined) return files[format](givenTree(body.root))
      if (body.topic.trim() === '') throw nothingToDraw()
      const { root } = await answers.waited(request, (caller) => mindMap(toMindMapRequest(body), caller))
      return files[format](root)
    },
    {
      parse: json(RenderBody),
      body: RenderBody,
      query: query({ format: choice(['svg', 'mermaid', 'markdown'], 'svg') }),
      detail: operation({
        id: 'renderMindMap',
        tag: 'Study',
        summary: 'a mind map as SVG, Mermaid or Markdown',
        description: 'Draws the tree in `root`, or makes one as /ai/mindmap does and draws it.',
        example: studyExamples.renderMindMap.request,
        errors: ['not_found'],
        answers: {
          200: {
            content: {
              ...file(SVG, 'A picture', '<svg xmlns="http://www.w3.org/2000/svg">…</svg>'),
              ...file(MERMAID, 'A Mermaid mindmap', 'mindmap\n  root(("Photosynthesis"))\n    n["Light reactions"]\n'),
              ...file(MARKDOWN, 'A nested list', '- Photosynthesis\n  - Light reactions\n'),
            },
          },
        },
      }),
    },
  )

const nothingToDraw = () => wrongField('root', 'is required, unless there is a topic')

const files = {
  svg: (root: LabelTree) =>
    fileAnswer({
      name: `${root.label}.svg`,
      type: SVG,
      content: mindMapSvg(root),
      disposition: 'inline',
      headers: { 'content-security-policy': PICTURE_POLICY },
    }),
  mermaid: (root: LabelTree) =>
    fileAnswer({ name: `${root.label}.mmd`, type: MERMAID, content: mindMapMermaid(root), disposition: 'inline' }),
  markdown: (root: LabelTree) =>
    fileAnswer({ name: `${root.label}.md`, type: MARKDOWN, content: mindMapMarkdown(root), disposition: 'inline' }),
}

/** Maximum number of nodes of a readable tree. */
const NODES_MAX = 1_000
const DEPTH_MAX = 16
const LABEL_CHARS_MAX = 500
/** Characters of all labels together: the layout is one synchronous step. */
const LABELS_CHARS_MAX = 100_000

/** The tree of a request, as far as it is drawn: labels and children. */
function givenTree(root: unknown): LabelTree {
  let nodes = 0
  let characters = 0
  const read = (value: unknown, depth: number): LabelTree => {
    if (!isRecord(value)) throw wrong('must be an object with label and children')
    const { label } = value
    const children = value.children ?? []
    if (typeof label !== 'string' || label.trim() === '' || label.length > LABEL_CHARS_MAX) {
      throw wrong(`must have labels of 1 to ${LABEL_CHARS_MAX} characters`)
    }
    if (!Array.isArray(children)) throw wrong('must have lists as children')
    if (depth > DEPTH_MAX) throw wrong(`must be at most ${DEPTH_MAX} levels deep`)
    if (++nodes > NODES_MAX) throw wrong(`must have at most ${NODES_MAX} nodes`)
    characters += label.length
    if (characters > LABELS_CHARS_MAX) throw wrong(`must have labels of at most ${LABELS_CHARS_MAX} characters together`)
    return { label, children: children.map((child) => read(child, depth + 1)) }
  }
  return read(root, 0)
}

const wrong = (rule: string) => wrongField('root', rule)
