import { AppError } from '@collabry/runtime/errors'
import type { TSchema } from '@sinclair/typebox'
import { type AnyElysia, Elysia } from 'elysia'
import { isOpen } from '../auth/auth'
import { ID_PATTERN } from '../schemas'
import { type Components, createComponents, type JsonSchema } from './json-schema'
import { errorResponses } from './openapi-errors'
import type { Answer, Contents, Operation } from './operation'

export interface OpenApi {
  openapi: string
  components: { schemas: Record<string, JsonSchema>; responses: Record<string, object>; securitySchemes: object }
  paths: Record<string, Record<string, DocumentedOperation>>
  [section: string]: unknown
}

export interface DocumentedOperation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Record<string, object> }
  responses: Record<string, object>
  security?: object[]
}

interface Parameter {
  name: string
  in: string
  description?: string
  schema: JsonSchema
  required: boolean
}

/** A route as Elysia keeps it, with the parts that the document is made of. */
interface Route {
  method: string
  path: string
  hooks: {
    body?: TSchema
    query?: TSchema
    params?: TSchema
    headers?: TSchema
    detail?: { operation?: Operation; hide?: boolean }
    parse?: unknown
  }
}

const DESCRIPTION = `An AI core for studying: conversations, documents with citations, summaries, mind maps.

Every call but the open ones takes \`Authorization: Bearer <JWT>\`; the user is its claim \`sub\`. Programs may send
an API key of their user in its place (\`POST /auth/keys\`). A field that is null counts as left
out; unknown fields are ignored. Lengths and offsets of text are UTF-16 code units, but for original_length, summary_length and
the least length of a text, which count code points. Every answer has X-Request-Id; give your own to find a call again.`

const TAGS = {
  Chat: 'Conversations: answers from the documents and the model, whole or streamed',
  Sessions: 'The history of conversations',
  Documents: 'Uploads, stored texts and search',
  Study: 'Answers, summaries, mind maps, quizzes, flashcards, concepts and plans',
  Account: 'Keys, tokens, usage, export and erasure',
  OpenAI: "OpenAI's API, for clients that speak it",
  MCP: 'The Model Context Protocol',
  Service: 'State of the service',
}

/** The OpenAPI 3.1 document of the routes. */
export function openApiOf(routes: AnyElysia, version: string): OpenApi {
  const components = createComponents()
  const responses: Record<string, object> = {}
  const paths: OpenApi['paths'] = {}
  for (const route of routes.routes as unknown as Route[]) {
    const { operation, hide } = route.hooks.detail ?? {}
    if (hide || route.method === 'OPTIONS') continue
    if (!operation) throw new Error(`${route.method} ${route.path} is not documented`)
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = documented(route, path, operation, responses, components)
  }
  const used = new Set(Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(({ tags }) => tags)))
  return {
    openapi: '3.1.0',
    info: { title: 'Collabry AI Core', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/', description: 'This gateway' }],
    tags: Object.entries(TAGS).flatMap(([name, description]) => (used.has(name) ? [{ name, description }] : [])),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of a user' },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'A single-use ticket, for EventSource' },
      },
      responses,
      schemas: components.schemas,
    },
    security: [{ bearer: [] }],
  }
}

function documented(
  { method, hooks }: Route,
  path: string,
  written: Operation,
  responses: Record<string, object>,
  components: Components,
): DocumentedOperation {
  const open = isOpen(method, path)
  const keyed = method === 'POST' && !open
  const requestBody = bodyOf(hooks.body, written, components)
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const parameters = [
    ...inPath.map((name) => pathParameter(name, written.params?.[name] ?? hooks.params?.properties[name], components)),
    ...parametersOf('query', hooks.query, components),
    ...parametersOf('header', hooks.headers, components),
    ...(keyed ? [IDEMPOTENCY_KEY] : []),
  ]
  const kind = {
    path,
    open,
    keyed,
    body: requestBody !== undefined,
    checked: hooks.query !== undefined || hooks.headers !== undefined || hooks.params !== undefined,
    own: [...(written.errors ?? []), ...(inPath.length > 0 ? (['not_found'] as const) : [])],
  }
  const security = open ? [] : written.security
  return {
    operationId: written.id,
    summary: written.summary,
    description: written.description,
    tags: [written.tag],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: {
      ...Object.fromEntries(Object.entries(written.answers).map(([status, one]) => [status, answerOf(one, components)])),
      ...errorResponses(kind, responses, components),
    },
    ...(security && { security }),
  }
}

function bodyOf(schema: TSchema | undefined, { form, example, mayBeEmpty = false }: Operation, components: Components) {
  // No field of a form is null, so its schema is written like that of an answer.
  if (form) return { required: true, content: contentOf({ 'multipart/form-data': form }, components, 'answer') }
  if (!schema) return undefined
  const content = contentOf({ 'application/json': { schema, example } }, components, 'request')
  return { required: !mayBeEmpty, content }
}

const answerOf = ({ description = 'OK', headers = {}, content }: Answer, components: Components) => ({
  description,
  headers: Object.fromEntries(
    [...Object.entries(headers), ['X-Request-Id', REQUEST_ID] as const].map(([name, schema]) => {
      const { description, ...rest } = components.toJsonSchema(schema, 'answer')
      return [name, { description, schema: rest }]
    }),
  ),
  ...(content && { content: contentOf(content, components, 'answer') }),
})

const REQUEST_ID = { type: 'string', description: 'Finds the request in the logs' } as unknown as TSchema

const contentOf = (content: Contents, { toJsonSchema }: Components, side: 'request' | 'answer') =>
  Object.fromEntries(
    Object.entries(content).map(([type, { schema, ...examples }]) => [type, { schema: toJsonSchema(schema, side), ...examples }]),
  )

/** An id that is looked up as it is: one that nobody can have is unknown. */
const ID = { type: 'string', minLength: 1, maxLength: 128, pattern: ID_PATTERN } as unknown as TSchema

function pathParameter(name: string, schema: TSchema = ID, { toJsonSchema }: Components): Parameter {
  const { description, ...rest } = toJsonSchema(schema, 'answer')
  return { name, in: 'path', description: description ?? `The ${name.replace(/_id$/, '')}`, schema: rest, required: true }
}

function parametersOf(place: 'query' | 'header', fields: TSchema | undefined, { toJsonSchema }: Components): Parameter[] {
  const { properties = {}, required = [] } = (fields ?? {}) as { properties?: Record<string, TSchema>; required?: string[] }
  return Object.entries(properties).map(([name, field]) => {
    const { description, ...schema } = toJsonSchema(field, 'answer')
    return {
      name: place === 'header' ? headerName(name) : name,
      in: place,
      ...(description !== undefined && { description }),
      schema,
      required: required.includes(name) && schema.default === undefined,
    }
  })
}

/**
 * A header as standards write it, `Last-Event-ID`. Generators drop the hyphens and underscores: in small letters it would be the
 * parameter `last_event_id` of the query.
 */
const headerName = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replace(/-Id$/, '-ID')

/** Any POST of a user accepts it. */
const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same body gives the same answer for 24 hours, and the work is done once. The newest 16 MiB of answers and 10,000 keys of a user are kept; beyond them the work is done again, with the same ids',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7E]+$' },
  required: false,
}

interface PageRoutes {
  openApi: () => Promise<Uint8Array<ArrayBuffer>>
}

/** Only files of our own; the two viewers build their styles at run time, and ReDoc searches in a worker it makes itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const HOUR_CACHE = 'public, max-age=3600'

export const pageRoutes = ({ openApi }: PageRoutes) =>
  new Elysia({ detail: { hide: true } })
    .get('/openapi.json', async ({ set }) => {
      set.headers['cache-control'] = 'no-cache'
      return new Response(await openApi(), { headers: { 'content-type': 'application/json; charset=utf-8' } })
    })
    .get('/favicon.ico', () => new Response(ICON, { headers: { 'content-type': 'image/svg+xml', 'cache-control': HOUR_CACHE } }))
    .get('/docs', () => page(SWAGGER_UI))
    .get('/redoc', () => page(REDOC))
    .get('/docs/assets/:file', ({ params }) => {
      const { file, type } = assetOf(params.file)
      return new Response(file, { headers: { 'content-type': type, 'cache-control': HOUR_CACHE } })
    })

const page = (html: string) =>
  new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': HOUR_CACHE, 'content-security-policy': POLICY },
  })

/** Browsers request it for every page. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#246" d="M2 3h5l1 1 1-1h5v10H9l-1 1-1-1H2z"/></svg>'

const html = (head: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Collabry AI Core</title>
${head}
</head>
<body>
${body}
</body>
</html>
`

const asset = (name: keyof typeof ASSETS) => `/docs/assets/${name}`

const SWAGGER_UI = html(
  `<link rel="stylesheet" href="${asset('swagger-ui.css')}">`,
  `<div id="swagger-ui"></div>
<script src="${asset('swagger-ui-bundle.js')}"></script>
<script src="${asset('swagger-start.js')}"></script>`,
)

const REDOC = html(
  '',
  `<redoc spec-url="/openapi.json" disable-google-font="true"></redoc>
<script src="${asset('redoc.standalone.js')}"></script>`,
)

const JS = 'text/javascript; charset=utf-8'

const fileOf = (specifier: string) => Bun.fileURLToPath(import.meta.resolve(specifier))

/** The viewers' own files, from their packages: the pages work without internet. */
export const ASSETS = {
  'swagger-ui.css': { path: 'swagger-ui-dist/swagger-ui.css', type: 'text/css; charset=utf-8' },
  'swagger-ui-bundle.js': { path: 'swagger-ui-dist/swagger-ui-bundle.js', type: JS },
  'redoc.standalone.js': { path: 'redoc/bundles/redoc.standalone.js', type: JS },
  // A file because the pages allow no script inside them.
  'swagger-start.js': {
    text: "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', validatorUrl: null })\n",
    type: JS,
  },
} as const

function assetOf(name: string): { file: Blob | string; type: string } {
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name as keyof typeof ASSETS] : undefined
  if (!asset) throw new AppError('not_found', 'There is no such file.')
  return { file: 'path' in asset ? Bun.file(fileOf(asset.path)) : asset.text, type: asset.type }
}
