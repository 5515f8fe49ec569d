import type { DocumentDecoration } from 'elysia'
import type { Example } from './examples'
import { schemaOf } from './schema-of'

type Tag = 'Chat' | 'Sessions' | 'Documents' | 'Study' | 'Account' | 'OpenAI' | 'Service'

// Casts: the types know OpenAPI 3.0, where a schema has one type; `requestExample` is ours and is moved into place later.

/** How a route shows in the OpenAPI document; its request schema comes from the route itself. */
export const operation = (operationId: string, tag: Tag, summary: string, { request, answer }: Example) =>
  ({
    operationId,
    summary,
    tags: [tag],
    requestExample: request,
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: schemaOf(answer), example: answer } } } },
  }) as DocumentDecoration

/** A route that takes a multipart form with a file. */
export const formOperation = (
  operationId: string,
  tag: Tag,
  summary: string,
  { request, answer, fields }: Example & { fields: Record<string, object> },
) =>
  ({
    ...operation(operationId, tag, summary, { answer }),
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', required: ['file'], properties: fields, additionalProperties: true },
          example: request,
        },
      },
    },
  }) as DocumentDecoration

/** A route that answers with Server-Sent Events. */
export const streamed = (operationId: string, tag: Tag, summary: string, { request, answer }: Example) =>
  ({
    operationId,
    summary,
    tags: [tag],
    requestExample: request,
    responses: {
      200: {
        description: 'Unnamed events are pieces of text; `done` is last, or `error`.',
        headers: { 'X-Stream-Id': { description: 'The generation', schema: { type: 'string' } } },
        content: { 'text/event-stream': { schema: { type: 'string' }, example: transcript(operationId, answer) } },
      },
    },
  }) as DocumentDecoration

const transcript = (operationId: string, answer: object) => {
  const end = 'session_id' in answer ? answer.session_id : JSON.stringify(answer)
  return `id: ${operationId}-1\ndata: Photosynthesis turns\n\nid: ${operationId}-2\ndata:  light into energy.\n\nevent: done\ndata: ${end}\n\n`
}
