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
        headers: {
          'X-Stream-Id': { description: 'The generation', schema: { type: 'string' } },
          ...(tag === 'Chat' && {
            'X-Message-Id': { description: 'The message of the history that it writes', schema: { type: 'string' } },
          }),
        },
        content: { 'text/event-stream': { schema: { type: 'string' }, example: transcript(operationId, answer) } },
      },
    },
  }) as DocumentDecoration

/** A route that answers with the UI message stream of the AI SDK. */
export const uiStreamed = (operationId: string, summary: string, { request, answer }: Example, more: object = {}) =>
  ({
    operationId,
    summary,
    tags: ['Chat'],
    requestExample: request,
    responses: {
      200: {
        description: 'The UI message stream of the AI SDK: each event is one part, in JSON; `[DONE]` is last.',
        headers: {
          'X-Stream-Id': { description: 'The generation', schema: { type: 'string' } },
          'X-Message-Id': { description: 'The message of the history that it writes', schema: { type: 'string' } },
          'X-Vercel-Ai-Ui-Message-Stream': { description: 'The version of the format', schema: { type: 'string', const: 'v1' } },
        },
        content: { 'text/event-stream': { schema: { type: 'string' }, example: uiTranscript(answer) } },
      },
      ...more,
    },
  }) as DocumentDecoration

function uiTranscript(metadata: object): string {
  const parts = [
    { type: 'start', messageId: 'a3f1c9b2-7d5e-4f60-9a81-2b3c4d5e6f70' },
    { type: 'text-start', id: 'answer' },
    { type: 'text-delta', id: 'answer', delta: 'Photosynthesis turns light into energy.' },
    { type: 'text-end', id: 'answer' },
    { type: 'finish', messageMetadata: metadata },
  ]
  return [...parts.map((part) => JSON.stringify(part)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
}

const transcript = (operationId: string, answer: object) => {
  const end = 'session_id' in answer ? answer.session_id : JSON.stringify(answer)
  return `id: ${operationId}-1\ndata: Photosynthesis turns\n\nid: ${operationId}-2\ndata:  light into energy.\n\nevent: done\ndata: ${end}\n\n`
}

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
