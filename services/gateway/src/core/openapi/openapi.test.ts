import { expect, test } from 'bun:test'
import { requestOf, testApp } from '../../../test/fakes/use-cases'
import { ASSETS } from './pages'

interface Operation {
  operationId: string
  summary: string
  security?: unknown[]
  requestBody?: { content: Record<string, { example?: unknown; schema: Record<string, unknown> }> }
  responses: Record<string, { content: Record<string, { example?: unknown; schema: unknown }> }>
}

const app = testApp()
const get = (path: string) => app.handle(new Request(`http://localhost${path}`))
const document = (await (await get('/openapi.json')).json()) as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
)

test('the document is of OpenAPI 3.1 and has every route', () => {
  expect(document.openapi).toBe('3.1.0')
  const pages = ['/docs', '/redoc', '/openapi.json', '/favicon.ico', '/docs/assets/:file']
  const routes = app.routes.filter(({ path, method }) => method !== 'OPTIONS' && !pages.includes(path))
  const named = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(named.sort())
})

test('every operation has a name of its own, an example, and one kind of body, JSON but for files', () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { requestBody, responses, summary, operationId } of operations) {
    expect(summary.length).toBeGreaterThan(5)
    if (requestBody) {
      const [type = '', { example } = { example: undefined }] = Object.entries(requestBody.content)[0] ?? []
      expect(Object.keys(requestBody.content)).toEqual([
        operationId === 'uploadFile' ? 'multipart/form-data' : 'application/json',
      ])
      expect([operationId, type, example]).not.toContain(undefined)
    }
    for (const { content } of Object.values(responses).filter((response) => 'content' in response)) {
      const [type = '', { example, schema } = { schema: undefined }] = Object.entries(content)[0] ?? []
      expect(['application/json', 'text/event-stream', 'image/svg+xml', 'application/zip']).toContain(type)
      expect([operationId, schema, example]).not.toContain(undefined)
    }
  }
})

async function formOf(url: string, example: unknown): Promise<Request> {
  const form = new FormData()
  for (const [name, value] of Object.entries(example as Record<string, string>))
    form.set(name, name === 'file' ? new File([value], 'a.txt') : value)
  const { headers } = await requestOf(url)
  return new Request(url, { method: 'POST', headers: { authorization: headers.get('authorization') ?? '' }, body: form })
}

test('only the open operations need no token', () => {
  const open = operations.filter(({ security }) => security?.length === 0).map(({ path }) => path)
  expect(open.sort()).toEqual(['/', '/auth/refresh', '/health', '/livez', '/readyz'])
})

test('every operation but the probes says that it may be refused by a limit, and what the answer tells', () => {
  for (const { path, responses } of operations) {
    const headers = Object.keys((responses['429'] as { headers?: object } | undefined)?.headers ?? {})
    const told = ['/livez', '/readyz'].includes(path) ? [] : ['Retry-After', 'RateLimit', 'RateLimit-Policy']
    expect([path, headers]).toEqual([path, told])
  }
})

test('nothing in the document is a word of ours', () => {
  const text = JSON.stringify(document)
  expect(text.match(/requestExample|"error":"must be[^"]*|"field":"(limit|days)"/g)).toBeNull()
})

test('every example is taken by its route, and answered in the shape of its example', async () => {
  for (const { method, path, requestBody, responses, operationId } of operations) {
    const form = requestBody?.content['multipart/form-data']?.example
    const body = requestBody?.content['application/json']?.example
    const url = `http://localhost${path.replaceAll(/\{\w+\}/g, 'x')}`
    const answer = await app.handle(form ? await formOf(url, form) : await requestOf(url, { method, body }))
    expect([operationId, answer.status]).toEqual([operationId, 200])
    const example = responses['200']?.content['application/json']?.example
    if (example) expect(Object.keys((await answer.json()) as object).sort()).toEqual(Object.keys(example).sort())
  }
})

test('a field with a default may be left out, and unknown ones are not forbidden', () => {
  const schema = document.paths['/ai/chat']?.post?.requestBody?.content['application/json']?.schema
  expect(schema?.required).toEqual(['message'])
  expect(schema?.additionalProperties).toBe(true)
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

test('quotas may be null, a resumed stream may be over, and unknown sources are told of', () => {
  const of = (id: string) =>
    operations.find(({ operationId }) => operationId === id) as unknown as {
      responses: Record<string, { content?: Record<string, { schema: Record<string, never> }> }>
    }
  const usage: unknown = of('usage').responses[200]?.content?.['application/json']?.schema
  expect(usage).toMatchObject({
    properties: { quotas: { properties: { bytes: { type: ['number', 'null'] }, documents: { type: ['number', 'null'] } } } },
  })
  expect(Object.keys(of('resumeStream').responses)).toContain('204')
  for (const id of ['chat', 'chatStream', 'qa', 'search', 'quiz']) expect(Object.keys(of(id).responses)).toContain('404')
})
