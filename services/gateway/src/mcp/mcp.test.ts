import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { rag, requestOf, testApp, tokenFor } from '../../test/fakes/use-cases'
import type { AppOptions, UseCases } from '../core/router'
import type { Rag } from '../documents/ports'
import { partOf } from './tools'

interface RpcAnswer {
  result: Record<string, unknown> & {
    content: { text: string }[]
    structuredContent: Record<string, unknown>
    isError?: boolean
    tools: { name: string; description: string; inputSchema: { required?: string[]; properties: object } }[]
    contents: { text: string; uri: string }[]
    resources: { uri: string; name: string }[]
  }
  error: { code: number; message: string }
}

interface Sent {
  changed?: Partial<UseCases>
  options?: Partial<AppOptions>
  headers?: Record<string, string>
  claims?: object
}

async function post(message: unknown, { changed, options, headers, claims }: Sent = {}) {
  const authorization = `Bearer ${await tokenFor('ann', { ...claims })}`
  const request = await requestOf('http://localhost/mcp', { body: message, headers: { authorization, ...headers } })
  const answer = await testApp(changed, options).handle(request)
  const text = await answer.text()
  return { status: answer.status, text, body: (text ? JSON.parse(text) : {}) as RpcAnswer }
}
const rpc = async (method: string, params: object = {}, sent: Sent = {}) =>
  (await post({ jsonrpc: '2.0', id: 7, method, params }, sent)).body
const call = (name: string, args: object = {}, sent: Sent = {}) => rpc('tools/call', { name, arguments: args }, sent)
const withRag = (changed: Partial<Rag>): Sent => ({ changed: { rag: { ...rag, ...changed } } })

test('a client is greeted in a version that both know', async () => {
  for (const [wanted, given] of [
    ['2025-06-18', '2025-06-18'],
    ['2024-11-05', '2024-11-05'],
    ['1999-01-01', '2025-11-25'],
  ])
    expect((await rpc('initialize', { protocolVersion: wanted })).result).toMatchObject({
      protocolVersion: given,
      capabilities: { tools: {}, resources: {} },
      serverInfo: { name: 'collabry-ai-core', version: '0.1.0' },
    })
})

test('each tool says what it takes, in plain JSON Schema', async () => {
  const { tools } = (await rpc('tools/list')).result
  expect(tools.map(({ name }) => name)).toEqual([
    'search_documents',
    'read_document',
    'list_documents',
    'add_document',
    'ask_documents',
  ])
  for (const { description, inputSchema } of tools) {
    expect(description.length).toBeGreaterThan(40)
    expect(inputSchema).toMatchObject({ type: 'object' })
    expect(JSON.stringify(inputSchema)).not.toMatch(/"(error|field)":/)
  }
  expect(tools.map(({ inputSchema }) => inputSchema.required ?? [])).toEqual([
    ['query'],
    ['document_id'],
    [],
    ['content', 'filename'],
    ['question'],
  ])
})

describe('a tool', () => {
  test('searches, lists, reads, adds and answers for the user of the token alone', async () => {
    const users: unknown[] = []
    const noted = new Proxy(rag, {
      get:
        (target, name) =>
        (...args: never[]) => {
          users.push((args as unknown as { userId?: string }[]).find((value) => value?.userId !== undefined)?.userId)
          return (target[name as keyof Rag] as (...all: never[]) => unknown)(...args)
        },
    })
    const sent = { changed: { rag: noted } }
    const found = (await call('search_documents', { query: 'light', user_id: 'bob' }, sent)).result
    expect(found.structuredContent).toMatchObject({ results: [{ content: 'Light.', document_id: 'd1' }], mode: 'lexical' })
    expect(JSON.parse(found.content[0]?.text ?? '')).toEqual(found.structuredContent)
    expect((await call('list_documents', {}, sent)).result.structuredContent).toMatchObject({
      documents: [{ document_id: 'd1', filename: 'a.txt' }],
      total: 1,
    })
    const read = (await call('read_document', { document_id: 'd1', max_chars: 4 }, sent)).result
    expect(read.content[0]?.text).toBe('Ligh')
    expect(read.structuredContent).toMatchObject({ start: 0, end: 4, next_start: 4 })
    const added = await call('add_document', { content: 'x', filename: 'b.txt' }, sent)
    expect(added.result.structuredContent).toEqual({ task_id: 't1', document_id: 'd1', status: 'processing', filename: 'b.txt' })
    expect((await call('ask_documents', { question: 'Why?' }, sent)).result.content[0]?.text).toBe('Light.')
    expect(new Set(users)).toEqual(new Set(['ann']))
  })

  test.each([
    ['search_documents', {}, 'query'],
    ['search_documents', { query: ' ' }, 'query'],
    ['search_documents', { query: 'x', top_k: 51 }, 'top_k'],
    ['search_documents', { query: 'x', mode: 'magic' }, 'mode'],
    ['search_documents', { query: 'x', source_ids: [7] }, 'source_ids'],
    ['read_document', { document_id: 'd1', start: -1 }, 'start'],
    ['read_document', { document_id: 'd1', max_chars: 100_001 }, 'max_chars'],
    ['add_document', { content: '', filename: 'a' }, 'content'],
    ['add_document', { content: 'x', filename: 'a\nb' }, 'filename'],
    ['add_document', { content: 'x', filename: 'a', metadata: [] }, 'metadata'],
    ['ask_documents', { question: 'x'.repeat(8_001) }, 'question'],
    ['ask_documents', { question: 'x', notebook_id: '..' }, 'notebook_id'],
  ])('tells the model what is wrong: %s %j', async (name, args, field) => {
    const { result } = await call(name, args)
    expect(result.isError).toBe(true)
    expect(result.content[0]?.text).toStartWith(field)
  })

  test('takes null for what is left out', async () => {
    expect((await call('search_documents', { query: 'x', top_k: null, notebook_id: null })).result.isError).toBeUndefined()
  })

  test('publishes nothing without the scope', async () => {
    const args = { content: 'x', filename: 'a', metadata: { public: true } }
    expect((await call('add_document', args)).result).toMatchObject({ isError: true })
    expect((await call('add_document', args, { claims: { scope: 'documents:publish' } })).result.isError).toBeUndefined()
  })

  test('tells the model of a failure, and no other name of ours', async () => {
    const failing = (error: Error) => withRag({ search: () => Promise.reject(error) })
    const { result } = await call('search_documents', { query: 'x' }, failing(new AppError('unavailable', 'Try again.')))
    expect(result).toEqual({ content: [{ type: 'text', text: 'Try again.' }], isError: true } as never)
    const bug = await post(
      { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'search_documents', arguments: { query: 'x' } } },
      failing(new Error('secret host')),
    )
    expect(bug.status).toBe(500)
    expect(bug.body.error.code).toBe(-32_603)
    expect(bug.text).not.toContain('secret host')
  })

  test('takes tokens of the quota only when it runs a model', async () => {
    let held = 0
    const quotas = {
      checkTokens: () => Promise.reject(new Error('judged by the path')),
      holdTokens: async () => {
        held++
        throw new AppError('quota_exceeded', 'The tokens of today are used up.')
      },
    }
    const asked = await call('ask_documents', { question: 'Why?' }, { options: { quotas } })
    expect(asked.result).toMatchObject({ isError: true, content: [{ text: 'The tokens of today are used up.' }] })
    expect((await call('search_documents', { query: 'x' }, { options: { quotas } })).result.isError).toBeUndefined()
    expect(held).toBe(1)
  })

  test('that is unknown, or called without an object, is an error of the protocol', async () => {
    for (const params of [{ name: 'toString' }, { name: 'nope' }, {}, { name: 'search_documents', arguments: 'x' }])
      expect([params, (await rpc('tools/call', params)).error.code]).toEqual([params, -32_602])
  })
})

describe('resources', () => {
  test('are the documents of the user, with their text', async () => {
    const { resources } = (await rpc('resources/list')).result
    expect(resources).toMatchObject([{ uri: 'collabry://documents/d1', name: 'a.txt', mimeType: 'text/markdown' }])
    expect((await rpc('resources/read', { uri: 'collabry://documents/d1' })).result.contents).toEqual([
      { uri: 'collabry://documents/d1', mimeType: 'text/markdown', text: 'Light.' } as never,
    ])
  })

  test('that nobody or another has are not found, alike', async () => {
    const unknown = withRag({ document: () => Promise.reject(new AppError('not_found', 'There is no such document.')) })
    const uris = [
      'collabry://documents/x',
      'collabry://documents/',
      'collabry://documents/a/b',
      'file:///etc/passwd',
      7,
      undefined,
    ]
    const errors = await Promise.all(uris.map(async (uri) => (await rpc('resources/read', { uri }, unknown)).error))
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1)
    expect(errors[0]?.code).toBe(-32_002)
  })

  test('that are too long are read in parts with the tool', async () => {
    const long = withRag({
      async *readDocument() {
        for (let n = 0; n < 11; n++) yield 'x'.repeat(100_000)
      },
    })
    expect((await rpc('resources/read', { uri: 'collabry://documents/d1' }, long)).error.message).toContain('read_document')
  })

  test('complete an id from its beginning', async () => {
    const ref = { type: 'ref/resource', uri: 'collabry://documents/{document_id}' }
    const complete = async (value: string, of: object = ref) =>
      (await rpc('completion/complete', { ref: of, argument: { name: 'document_id', value } })).result.completion
    expect(await complete('d')).toEqual({ values: ['d1'], total: 1, hasMore: false })
    expect(await complete('x')).toMatchObject({ values: [] })
    expect(await complete('d', { type: 'ref/prompt', name: 'p' })).toMatchObject({ values: [] })
  })
})

test('a part of a text never ends within a character', async () => {
  const pieces = async function* () {
    yield 'ab🙂'
    yield 'cd'
  }
  expect(await partOf(pieces(), 3)).toEqual({ content: 'ab', hasMore: true })
  expect(await partOf(pieces(), 4)).toEqual({ content: 'ab🙂', hasMore: true })
  expect(await partOf(pieces(), 6)).toEqual({ content: 'ab🙂cd', hasMore: false })
  const smile = async function* () {
    yield '🙂c'
  }
  expect(await partOf(smile(), 1)).toEqual({ content: '🙂', hasMore: true })
})

describe('the protocol', () => {
  test('answers no notification, and no answer', async () => {
    for (const message of [{ method: 'notifications/initialized' }, { id: 1, result: {} }, { id: null, method: 'ping' }])
      expect(await post({ jsonrpc: '2.0', ...message })).toMatchObject({ status: 202, text: '' })
  })

  test('knows no other methods, and its own errors', async () => {
    for (const method of ['nope', 'toString', '__proto__', 'tools/list/'])
      expect([method, (await rpc(method)).error.code]).toEqual([method, -32_601])
    const wrong = [{}, { jsonrpc: '1.0', id: 1, method: 'ping' }, { jsonrpc: '2.0', id: {}, method: 'ping' }, [], '"x"']
    for (const message of wrong) {
      const { status, body } = await post(message)
      expect([message, status, body.error?.code]).toEqual([message, 422, -32_600])
    }
    expect(await post('{"jsonrpc":')).toMatchObject({ status: 400, body: { jsonrpc: '2.0', id: null, error: { code: -32_700 } } })
  })

  test('is only for tokens, by POST, and not for pages of foreign origins', async () => {
    const app = testApp()
    const request = (init: RequestInit) => app.handle(new Request('http://localhost/mcp', init))
    expect((await request({ method: 'POST', body: '{}' })).status).toBe(401)
    const headers = { authorization: `Bearer ${await tokenFor('ann')}` }
    for (const method of ['GET', 'DELETE']) expect([method, (await request({ method, headers })).status]).toEqual([method, 405])
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }
    const from = async (origin: string, corsOrigins: string[] = []) =>
      (await post(ping, { headers: { origin }, options: { corsOrigins } })).status
    expect(await from('http://evil.example.com')).toBe(403)
    expect(await from('http://localhost.evil.example.com')).toBe(403)
    expect(await from('null')).toBe(403)
    expect(await from('https://app.example.com', ['https://app.example.com'])).toBe(200)
    expect(await from('https://app.example.com', ['https://App.example.com/'])).toBe(200)
    expect(await from('http://localhost:6274')).toBe(200)
  })

  test('refuses a version that it does not speak', async () => {
    const ping = (version: string) =>
      post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { headers: { 'mcp-protocol-version': version } })
    expect((await ping('2025-06-18')).status).toBe(200)
    expect(await ping('2020-01-01')).toMatchObject({ status: 400, body: { error: { code: -32_000 } } })
  })
})
