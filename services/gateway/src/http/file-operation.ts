import type { DocumentDecoration } from 'elysia'
import type { Example } from './examples'
import { operation } from './operation'

/** A form of the answer that is no JSON. */
interface FileForm {
  description: string
  /** Left out: it is binary. */
  example?: string
}

/** A route of the study features whose answer is JSON, or a file when `format` asks for one. */
export function fileOperation(
  operationId: string,
  summary: string,
  example: Example,
  files: Record<string, FileForm>,
): DocumentDecoration {
  const asJson = operation(operationId, 'Study', summary, example) as unknown as {
    responses: { 200: { content: Record<string, object> } }
  }
  const forms = Object.entries(files).map(([type, { description, example }]) => [
    type,
    {
      schema: { type: 'string', description, ...(example === undefined ? { format: 'binary' } : {}) },
      example: example ?? '(bytes)',
    },
  ])
  Object.assign(asJson.responses[200].content, Object.fromEntries(forms))
  return asJson as unknown as DocumentDecoration
}
