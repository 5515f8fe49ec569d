import type { DocumentDecoration } from 'elysia'
import type { Example } from './examples'
import { schemaOf } from './schema-of'

/** A form of the answer that is no JSON. */
interface FileForm {
  description: string
  /** Left out: it is binary. */
  example?: string
}

/** A route of the study features whose answer is a file, or JSON unless `format` asks for a file. */
export function fileOperation(
  operationId: string,
  summary: string,
  { request, answer }: Omit<Example, 'answer'> & { answer?: object },
  files: Record<string, FileForm>,
): DocumentDecoration {
  const forms = Object.entries(files).map(([type, { description, example }]) => {
    const schema = { type: 'string', description, ...(example === undefined ? { format: 'binary' } : {}) }
    return [type, { schema, example: example ?? '(bytes)' }]
  })
  const json = answer ? [['application/json', { schema: schemaOf(answer), example: answer }]] : []
  const documented = {
    operationId,
    summary,
    tags: ['Study'],
    requestExample: request,
    responses: { 200: { description: 'OK', content: Object.fromEntries([...json, ...forms]) } },
  }
  // `requestExample` is ours and is moved into place later.
  return documented as unknown as DocumentDecoration
}
