import { swagger } from '@elysiajs/swagger'
import { type AnyElysia, Elysia } from 'elysia'
import { isOpen } from '../auth/auth'
import { errorResponses, errorSchema, openAiErrorSchema } from './openapi-errors'

interface Operation {
  operationId: string
  summary?: string
  requestExample?: unknown
  requestBody?: { required: boolean; content: Record<string, { schema: Schema; example?: unknown }> }
  parameters?: Parameter[]
  responses: Record<string, unknown>
  security?: unknown[]
}

interface Parameter {
  name: string
  in: string
  description?: string
  schema: Schema
  required: boolean
}

interface Schema {
  default?: unknown
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  [keyword: string]: unknown
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  [section: string]: unknown
}

const DESCRIPTION = `An AI core for studying: conversations, documents with citations, summaries, mind maps.

Every call but the open ones takes \`Authorization: Bearer <JWT>\`; the user is its claim \`sub\`. Programs may send
an API key of their user in its place (\`POST /auth/keys\`). A field that is null counts as left
out; unknown fields are ignored. Lengths and offsets of text are UTF-16 code units, but for original_length and summary_length,
which count code points. Every answer has X-Request-Id; give your own to find a call again.`

/** The OpenAPI 3.1 document of the routes, made once. */
export async function openApiOf(routes: AnyElysia, version: string): Promise<OpenApi> {
  const documented = new Elysia().use(routes).use(
    swagger({
      path: '/-',
      specPath: '/openapi',
      excludeStaticFile: false,
      exclude: ['/-', '/openapi'],
      documentation: {
        info: {
          title: 'Collabry AI Core',
          version,
          description: DESCRIPTION,
          license: { name: 'MIT', identifier: 'MIT' } as never,
        },
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      },
    }),
  )
  const answer = await documented.handle(new Request('http://localhost/openapi'))
  return corrected((await answer.json()) as OpenApi)
}

/**
 * Adds parts that the plugin does not support: version 3.1, JSON as the only type of bodies, optional fields with defaults,
 * operations without a token, examples of requests, and the errors that all operations share.
 */
function corrected(document: OpenApi): OpenApi {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) correct(method, path, operation)
  }
  const components = { ...(document.components as object), schemas: { Error: errorSchema, OpenAiError: openAiErrorSchema } }
  return { ...document, openapi: '3.1.0', components, security: [{ bearer: [] }] }
}

function correct(method: string, path: string, operation: Operation): void {
  const body = operation.requestBody
  const json = body?.content['application/json']
  if (body && json) {
    plain(json.schema)
    body.required = (json.schema.required ?? []).length > 0
    body.content = { 'application/json': { schema: json.schema, example: operation.requestExample } }
  }
  delete operation.requestExample
  for (const parameter of operation.parameters ?? []) {
    plain(parameter.schema)
    parameter.required = parameter.required && !('default' in parameter.schema)
  }
  const open = isOpen(method.toUpperCase(), path)
  const keyed = method === 'post' && !open
  if (keyed) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY]
  if (open) operation.security = []
  operation.responses = {
    ...operation.responses,
    ...errorResponses({ open, keyed, body: body !== undefined, id: path.includes('{'), path }),
  }
}

/** Any POST of a user accepts it. */
const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same body gives the same answer for 24 hours, and the work is done once. The newest 16 MiB of answers and 10,000 keys of a user are kept; beyond them the work is done again, with the same ids',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  required: false,
}

/** Drops our own keywords, and lets fields that have a default be left out. */
function plain(schema: Schema): void {
  // A number in a query is a string or a number to Elysia, and a number to its caller.
  const number = schema.anyOf?.find(({ type }) => type === 'integer')
  if (number && schema.field) {
    delete schema.anyOf
    Object.assign(schema, number)
  }
  delete schema.field
  delete schema.error
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? [])]) plain(inner)
  if (schema.items) plain(schema.items)
  if (schema.required) schema.required = schema.required.filter((name) => !('default' in (schema.properties?.[name] ?? {})))
}
