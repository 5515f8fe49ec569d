import { expect, test } from 'bun:test'
import Ajv2020 from 'ajv/dist/2020'
import { requestOf, testApp } from '../../../test/fakes/use-cases'
import type { JsonSchema } from './json-schema'
import type { DocumentedOperation, OpenApi } from './openapi'
import { ASSETS } from './openapi'

const app = testApp()
const get = (path: string) => app.handle(new Request(`http://localhost${path}`))
interface Operation extends DocumentedOperation {
  requestBody?: { required: boolean; content: Record<string, Media> }
  responses: Record<string, Response>
}
interface Response {
  $ref?: string
  headers?: object
  content?: Record<string, Media>
}
interface Media {
  example?: unknown
  examples?: Record<string, { value: unknown }>
  schema: JsonSchema
}
interface Document extends OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: OpenApi['components'] & { responses: Record<string, Response> }
}

const document = (await (await get('/openapi.json')).json()) as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
)
const responseOf = (response: Response): Response =>
  response.$ref ? (document.components.responses[response.$ref.split('/').at(-1) ?? ''] ?? {}) : response

test('the document is of OpenAPI 3.1 and has every route', () => {
  expect(document.openapi).toBe('3.1.0')
  const pages = ['/docs', '/redoc', '/openapi.json', '/favicon.ico', '/docs/assets/:file']
  const routes = app.routes.filter(({ path, method }) => method !== 'OPTIONS' && !pages.includes(path))
  const named = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(named.sort())
})

test('every operation has a name of its own, a description, an example, and one kind of body, JSON but for files', () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { requestBody, responses, summary, description, operationId } of operations) {
    expect([operationId, summary.length > 5, description.length > 20]).toEqual([operationId, true, true])
    for (const [type, { example }] of Object.entries(requestBody?.content ?? {})) {
      expect([operationId, type]).toEqual([
        operationId,
        operationId === 'uploadFile' ? 'multipart/form-data' : 'application/json',
      ])
      expect([operationId, example]).not.toContain(undefined)
    }
    for (const { content } of Object.values(responses).map(responseOf)) {
      for (const { example, examples } of Object.values(content ?? {}))
        expect([operationId, example ?? examples]).not.toContain(undefined)
    }
  }
})

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(document, 'document')

const compiled = new Map<string, ReturnType<typeof ajv.compile>>()

function faultsOf(schema: JsonSchema, value: unknown): string {
  const text = JSON.stringify(schema).replaceAll('"#/', '"document#/')
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text))
  compiled.set(text, validate)
  return validate(value) ? 'No errors' : ajv.errorsText(validate.errors)
}

test('every example of JSON and of events fits its schema', () => {
  let checked = 0
  for (const { requestBody, responses, operationId } of operations) {
    const bodies = [requestBody ?? {}, ...Object.values(responses).map(responseOf)]
    for (const { schema, example, examples = {} } of bodies.flatMap(({ content = {} }) =>
      [content['application/json'] ?? [], content['text/event-stream'] ?? []].flat(),
    )) {
      for (const value of [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)]) {
        expect([operationId, faultsOf(schema, value)]).toEqual([operationId, 'No errors'])
        checked++
      }
    }
  }
  expect(checked).toBeGreaterThan(operations.length)
  expect(faultsOf({ $ref: '#/components/schemas/Usage' }, { prompt_tokens: 'three' })).not.toBe('No errors')
})

/** Every schema of the document, with those inside it. */
function schemasIn(value: unknown, at = ''): { at: string; schema: JsonSchema }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, part]) =>
    key === 'example' || key === 'examples' ? [] : schemasIn(part, `${at}/${key}`),
  )
  return 'type' in value || 'anyOf' in value || '$ref' in value ? [{ at, schema: value as JsonSchema }, ...inner] : inner
}

test('references lead somewhere, and answers and bodies of JSON have names', () => {
  for (const { at, schema } of schemasIn(document)) {
    if (schema.$ref === undefined) continue
    const [, section = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec(schema.$ref) ?? []
    expect([at, schema.$ref, (document.components as Record<string, object>)[section]]).toEqual([
      at,
      schema.$ref,
      expect.objectContaining({ [name]: expect.anything() }),
    ])
  }
  for (const { requestBody, responses, operationId } of operations) {
    for (const { content } of [requestBody ?? {}, ...Object.values(responses).map(responseOf)]) {
      const schema = content?.['application/json']?.schema
      if (schema) expect([operationId, schema.$ref]).toEqual([operationId, expect.stringMatching(/^#\/components\/schemas\//)])
    }
  }
})

test('neither a choice of schemas nor an object has a default, for which no client can be generated', () => {
  const wrong = schemasIn(document).filter(
    ({ schema }) => 'default' in schema && (schema.anyOf || JSON.stringify(schema.default).startsWith('{')),
  )
  expect(wrong.map(({ at }) => at)).toEqual([])
})

test('no Boolean is fixed to one value, and each object of a choice names a field, as clients for Java need', () => {
  const isBlank = (schema: JsonSchema) => schema.type === 'object' && Object.keys(schema.properties ?? {}).length === 0
  const wrong = schemasIn(document).filter(
    ({ schema }) => typeof schema.const === 'boolean' || schema.anyOf?.some((one) => isBlank(one)),
  )
  expect(wrong.map(({ at }) => at)).toEqual([])
})

test('parameters of one operation differ by more than their case and hyphens, and a field of a form is never null', () => {
  for (const { operationId, parameters = [], requestBody } of operations) {
    const names = parameters.map(({ name }) => name.replace(/[-_](.)/g, (_, letter: string) => letter.toUpperCase()))
    expect([operationId, new Set(names).size]).toEqual([operationId, names.length])
    const form = requestBody?.content['multipart/form-data'] as { schema: JsonSchema } | undefined
    const fields = document.components.schemas[form?.schema.$ref?.split('/').at(-1) ?? '']?.properties ?? {}
    expect(Object.values(fields).filter(({ type }) => type?.includes('null'))).toEqual([])
  }
})

async function formOf(url: string, example: unknown): Promise<Request> {
  const form = new FormData()
  for (const [name, value] of Object.entries(example as { file: string; notebook_id: string; metadata: object }))
    form.set(
      name,
      name === 'file' ? new File([String(value)], 'a.txt') : typeof value === 'string' ? value : JSON.stringify(value),
    )
  const { headers } = await requestOf(url)
  return new Request(url, { method: 'POST', headers: { authorization: headers.get('authorization') ?? '' }, body: form })
}

test('only the open operations need no token', () => {
  const open = operations.filter(({ security }) => security?.length === 0).map(({ path }) => path)
  expect(open.sort()).toEqual(['/', '/auth/refresh', '/health', '/livez', '/readyz'])
})

test('every operation but the probes says that it may be refused by a limit, and what the answer tells', () => {
  for (const { path, responses } of operations) {
    const headers = Object.keys(responseOf(responses['429'] ?? {}).headers ?? {})
    const told = ['/livez', '/readyz'].includes(path) ? [] : ['Retry-After', 'RateLimit', 'RateLimit-Policy']
    expect([path, headers]).toEqual([path, told])
  }
})

test('nothing in the document is a word of ours', () => {
  const text = JSON.stringify(document)
  expect(text.match(/\$id|"error":"must be[^"]*|"field":"(limit|days)"/g)).toBeNull()
})

test('every example is taken by its route', async () => {
  for (const { method, path, requestBody, operationId } of operations) {
    const form = requestBody?.content['multipart/form-data']?.example
    const body = requestBody?.content['application/json']?.example
    const url = `http://localhost${path.replaceAll(/\{\w+\}/g, 'x')}`
    const answer = await app.handle(form ? await formOf(url, form) : await requestOf(url, { method, body }))
    expect([operationId, answer.status]).toEqual([operationId, 200])
    await answer.text()
  }
})

test('a field with a default may be left out, an optional one may be null, and unknown ones are not forbidden', () => {
  const schema = document.components.schemas.ChatRequest
  expect(document.paths['/ai/chat']?.post?.requestBody).toMatchObject({ required: true })
  expect(schema?.required).toEqual(['message'])
  expect(schema?.additionalProperties).toBe(true)
  expect(schema?.properties).toMatchObject({
    message: { type: 'string' },
    session_id: { type: ['string', 'null'] },
    stream: { type: ['boolean', 'null'], default: false },
  })
  expect(document.paths['/ai/sessions']?.post?.requestBody).toMatchObject({ required: false })
})

test('the pages work without any other host', async () => {
  for (const page of ['/docs', '/redoc']) {
    const answer = await get(page)
    const html = await answer.text()
    expect(html).not.toMatch(/https?:|\/\//)
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
    expect(assets.length).toBeGreaterThan(0)
    for (const asset of assets) expect((await get(asset)).status).toBe(200)
  }
  for (const name of Object.keys(ASSETS)) {
    expect(Number((await get(`/docs/assets/${name}`)).headers.get('content-length') ?? 1)).toBeGreaterThan(0)
  }
  for (const name of ['..%2fpackage.json', 'constructor', 'package.json', '%00', '__proto__']) {
    expect((await get(`/docs/assets/${name}`)).status).toBe(404)
  }
})

test('the front page says where to go', async () => {
  const front = (await (await get('/')).json()) as { endpoints: Record<string, string>; docs: string }
  expect(front.docs).toBe('/docs')
  expect(front.endpoints.chat).toBe('POST /ai/chat - answers a message in a conversation')
  expect(Object.keys(front.endpoints).length).toBe(operations.length)
})

test('quotas may be null, a resumed stream may be over, texts may be plain, and unknown sources are told of', () => {
  const of = (id: string) => operations.find(({ operationId }) => operationId === id)?.responses ?? {}
  const bound = { type: ['integer', 'null'] }
  expect(document.components.schemas.Quotas).toMatchObject({
    properties: { bytes: bound, documents: bound, total_tokens: bound },
  })
  expect(of('resumeStream')).toHaveProperty('204')
  expect(Object.keys(of('readDocument')['200']?.content ?? {})).toEqual(['application/json', 'text/plain'])
  expect(Object.keys(of('chat')['200']?.content ?? {})).toEqual(['application/json', 'text/event-stream'])
  for (const id of ['chat', 'chatStream', 'qa', 'search', 'quiz', 'generateQuestions', 'studyPlan', 'mindMap'])
    expect([id, of(id)]).toEqual([id, expect.objectContaining({ 404: expect.anything() })])
  expect(document.components.schemas.MindMapNode?.properties?.children?.items).toEqual({
    $ref: '#/components/schemas/MindMapNode',
  })
})
