import { AppError } from '@collabry/runtime/errors'
import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import { fileAnswer } from '../../core/file-response'
import { fileOperation } from '../../core/openapi/file-operation'
import type { Answers } from '../../core/responses'
import { body, choice, query, text } from '../../core/schemas'
import { studyExamples } from '../examples'
import { givenTree } from './given-tree'
import type { LabelTree } from './layout'
import { mindMapMarkdown, mindMapMermaid } from './markup'
import { type MindMap, mindMapFields, toMindMapRequest } from './routes'
import { mindMapSvg } from './svg'

interface RenderRoutes {
  mindMap: MindMap
  answers: Answers
  json: JsonBody
}

const RenderBody = body({
  ...mindMapFields,
  topic: text(0, 500, { default: '', description: 'Without a root: what to draw a mind map of' }),
  root: t.Optional(t.Unknown({ description: 'The tree to draw, as /ai/mindmap gives it: label, children' })),
})

const SVG = 'image/svg+xml'
const MERMAID = 'text/vnd.mermaid; charset=utf-8'
const MARKDOWN = 'text/markdown; charset=utf-8'

/** A browser that opens the picture by itself runs and fetches nothing. */
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
      detail: fileOperation('renderMindMap', 'a mind map as SVG, Mermaid or Markdown', studyExamples.renderMindMap, {
        [SVG]: { description: 'A picture', example: '<svg xmlns="http://www.w3.org/2000/svg">…</svg>' },
        [MERMAID]: {
          description: 'A Mermaid mindmap',
          example: 'mindmap\n  root(("Photosynthesis"))\n    n["Light reactions"]\n',
        },
        [MARKDOWN]: { description: 'A nested list', example: '- Photosynthesis\n  - Light reactions\n' },
      }),
    },
  )

const nothingToDraw = () =>
  new AppError('validation_error', 'root is required, unless there is a topic.', {
    fields: [{ field: 'root', message: 'is required, unless there is a topic' }],
  })

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
