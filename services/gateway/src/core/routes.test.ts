import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { requestOf, rootAlone, testApp, tokenFor } from '../../test/fakes/use-cases'
import type { Rag, UploadHead } from '../documents/ports'
import { NO_USAGE } from '../generation/llm'
import type { UseCases } from './router'

const ask = async (
  path: string,
  { changed = {}, ...call }: { changed?: Partial<UseCases> } & Parameters<typeof requestOf>[1] = {},
) => {
  const answer = await testApp(changed).handle(await requestOf(`http://localhost${path}`, call))
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const about = { user_id: 'ann', timestamp: expect.stringMatching(/Z$/) }
const rag: Rag = new Proxy({} as Rag, { get: (_, name) => () => Promise.reject(new Error(`${String(name)} was not expected`)) })

test('chat answers with the fields of the contract', async () => {
  const { body } = await ask('/ai/chat', { body: { message: 'a', session_id: 's9' } })
  expect(body).toEqual({
    message_id: 'm1',
    documents_processing: 0,
    response: 'Hello',
    session_id: 's9',
    tool_used: null,
    sources: [],
    model: 'm',
    usage: expect.anything(),
    ...about,
  })
})

test('a text is uploaded under a name that is one line', async () => {
  const upload = (filename: unknown) => ask('/ai/upload', { body: { content: 'a', filename } })
  for (const filename of ['a\r\nb.txt', 'a\u0000.txt', '\u0007', '\u0085', ' ', '', 'a'.repeat(256), 7]) {
    expect(await upload(filename)).toMatchObject({ status: 422, body: { errors: [{ field: 'filename' }] } })
  }
  for (const filename of ['a.txt', 'notes of ann/2026 ü 語.txt', ' a'])
    expect(await upload(filename)).toMatchObject({ status: 200 })
})

test('ids that are places in a path are refused, and other dots are taken', async () => {
  for (const session_id of ['.', '..', '', 'a/b', 'a'.repeat(129)]) {
    expect(await ask('/ai/chat', { body: { message: 'a', session_id } })).toMatchObject({ status: 422 })
    expect(await ask('/ai/sessions', { body: { session_id } })).toMatchObject({ status: 422 })
    expect(await ask('/ai/chat', { body: { message: 'a', notebook_id: session_id } })).toMatchObject({ status: 422 })
    const sdk = { id: session_id, messages: [{ role: 'user', parts: [{ type: 'text', text: 'a' }] }] }
    if (session_id) expect(await ask('/ai/chat/stream?format=ai-sdk', { body: sdk })).toMatchObject({ status: 422 })
  }
  for (const session_id of ['...', '.a', '..a', 'a.', 'a..b', '-', '_', '.-', 'a'.repeat(128), '.'.repeat(128)])
    expect([session_id, (await ask('/ai/chat', { body: { message: 'a', session_id } })).status]).toEqual([session_id, 200])
})

test('the session in the path is the one that is spoken in, whatever the body says', async () => {
  const { body } = await ask('/ai/sessions/s5/chat', { body: { message: 'a', session_id: 'other' } })
  expect(body.session_id).toBe('s5')
})

test('nobody can name another user in a body, a query or a header', async () => {
  const users: string[] = []
  const changed: Partial<UseCases> = {
    mindMap: async ({ topic }, { userId }) => {
      users.push(userId)
      return rootAlone(topic)
    },
  }
  const body = { topic: 'a', user_id: 'eve', userId: 'eve', sub: 'eve' }
  const { body: answer } = await ask('/ai/mindmap?user_id=eve', { changed, body, headers: { 'x-user-id': 'eve' } })
  expect(answer.user_id).toBe('ann')
  expect(users).toEqual(['ann'])
})

describe('sessions', () => {
  const session = {
    session_id: 's1',
    thread_id: 'ann:s1',
    title: 'Light',
    notebook_id: null,
    created_at: '1970-01-01T00:00:00.000Z',
    last_activity: '1970-01-01T00:00:01.000Z',
    message_count: 2,
    is_current: true,
  }

  test('are listed with the fields of the contract', async () => {
    expect((await ask('/ai/sessions')).body).toEqual({ sessions: [session], total: 1, next_cursor: null, ...about })
  })

  test('are asked for with the defaults of the contract', async () => {
    const asked: unknown[] = []
    const sessions = {
      list: async (query: unknown) => {
        asked.push(query)
        return { sessions: [], total: 0, nextCursor: null }
      },
    } as unknown as UseCases['sessions']
    await ask('/ai/sessions', { changed: { sessions } })
    await ask('/ai/sessions?limit=7&cursor=c&q=light%20%25&notebook_id=n1', { changed: { sessions } })
    expect(asked).toEqual([
      { limit: 50, cursor: '', query: '', notebookId: '' },
      { limit: 7, cursor: 'c', query: 'light %', notebookId: 'n1' },
    ])
  })

  test('are made, read, renamed and deleted', async () => {
    expect((await ask('/ai/sessions', { method: 'POST' })).body).toEqual({
      session_id: 's1',
      message: 'Session created',
      ...about,
    })
    expect((await ask('/ai/sessions/s1')).body).toEqual({ ...session, ...about })
    const renamed = await ask('/ai/sessions/s1', { method: 'PATCH', body: { title: 'Leaves' } })
    expect(renamed.body).toEqual({ ...session, title: 'Leaves', ...about })
    const deleted = await ask('/ai/sessions/s1', { method: 'DELETE' })
    expect(deleted.body).toEqual({ session_id: 's1', messages_deleted: 2, message: 'Session deleted', ...about })
    expect((await ask('/ai/sessions/unknown')).body).toMatchObject({ code: 'not_found' })
  })

  test('give their messages', async () => {
    const message = { message_id: 'm1', role: 'assistant', content: 'Hi', status: 'complete', sources: [], parent_id: null }
    const { body } = await ask('/ai/sessions/s1/messages')
    expect(body).toEqual({
      session_id: 's1',
      messages: [{ ...message, timestamp: '1970-01-01T00:00:00.000Z' }],
      next_cursor: null,
      ...about,
    })
  })
})

describe('an upload', () => {
  const uploading = () => {
    const heads: UploadHead[] = []
    const pieces: Uint8Array[] = []
    const upload: Rag['upload'] = async ({ head, bytes }) => {
      for await (const piece of bytes) pieces.push(piece)
      heads.push(head())
      return { taskId: 't1', documentId: 'd1', filename: head().filename } as Awaited<ReturnType<Rag['upload']>>
    }
    return { heads, pieces, changed: { rag: { ...rag, upload } } }
  }

  test('goes on as UTF-8 in pieces of at most 256 KiB', async () => {
    const { heads, pieces, changed } = uploading()
    const content = 'é👩‍🎓'.repeat(60_000)
    const metadata = { course: 'Biology', public: 'true', deep: { a: [1, null] } }
    const { body } = await ask('/ai/upload', { changed, body: { content, filename: 'a.txt', metadata, notebook_id: 'n1' } })
    expect(Buffer.concat(pieces).toString()).toBe(content)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(262_144)
    expect(heads).toEqual([
      { filename: 'a.txt', contentType: 'text/plain; charset=utf-8', metadata, notebookId: 'n1', publish: false },
    ])
    const message = expect.any(String)
    expect(body).toEqual({ task_id: 't1', document_id: 'd1', status: 'processing', filename: 'a.txt', message, ...about })
  })

  test('is published only by a token with the scope', async () => {
    const { heads, changed } = uploading()
    const call = { changed, body: { content: 'a', filename: 'a.txt', metadata: { public: true } } }
    for (const scope of [undefined, '', 'documents:publishx', 'admin', ['documents:publish']]) {
      const authorization = `Bearer ${await tokenFor('ann', { scope })}`
      const { status, body } = await ask('/ai/upload', { ...call, user: null, headers: { authorization } })
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'insufficient_scope' })
    }
    expect(heads).toEqual([])
    const authorization = `Bearer ${await tokenFor('ann', { scope: 'admin documents:publish' })}`
    expect((await ask('/ai/upload', { ...call, user: null, headers: { authorization } })).status).toBe(200)
    expect(heads[0]?.publish).toBe(true)
  })

  test('has metadata of at most 16 KiB, an object', async () => {
    for (const metadata of [{ a: 'é'.repeat(8_200) }, [], 'x', 7]) {
      const { status, body } = await ask('/ai/upload', { body: { content: 'a', filename: 'a.txt', metadata } })
      expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ field: 'metadata' }] })
    }
  })

  test('keeps odd names in its metadata as they are', async () => {
    const { heads, changed } = uploading()
    await ask('/ai/upload', {
      changed,
      body: '{"content":"a","filename":"a","metadata":{"__proto__":{"x":1},"$where":"1","a.b":2}}',
    })
    expect(JSON.stringify(heads[0]?.metadata)).toBe('{"__proto__":{"x":1},"$where":"1","a.b":2}')
  })

  test('says how far it is', async () => {
    expect((await ask('/ai/upload/status/t1')).body).toEqual({
      task_id: 't1',
      status: 'processing',
      filename: 'a.txt',
      started_at: '1970-01-01T00:00:00.000Z',
      completed_at: null,
      error: null,
      document_id: 'd1',
      progress: 0,
      chunks_processed: 0,
      chunks_total: 0,
      attempts: 0,
      status_detail: 'Waiting',
      ...about,
    })
  })

  test('of another user is forbidden, as the service says, and an id that nobody has is unknown without asking', async () => {
    const task = () => Promise.reject(new AppError('forbidden', 'This upload is not yours.'))
    expect((await ask('/ai/upload/status/t1', { changed: { rag: { ...rag, task } } })).status).toBe(403)
    for (const id of ['a%20b', '..%2f', 'a'.repeat(129), '%ff', '$ne']) {
      expect((await ask(`/ai/upload/status/${id}`, { changed: { rag } })).status).toBe(404)
    }
  })
})

describe('documents', () => {
  test('are listed, read and deleted', async () => {
    const { body } = await ask('/ai/documents')
    expect(body).toMatchObject({ documents: [{ document_id: 'd1', created_at: '1970-01-01T00:00:00.000Z' }], total: 1, ...about })
    expect((await ask('/ai/documents/d1')).body).toMatchObject({ document_id: 'd1', filename: 'a.txt', ...about })
    expect((await ask('/ai/documents/d1', { method: 'DELETE' })).body).toMatchObject({ document_id: 'd1', ...about })
  })

  test('give their text as JSON, or plain when that is asked for', async () => {
    expect((await ask('/ai/documents/d1/content')).body).toMatchObject({
      document_id: 'd1',
      filename: 'a.txt',
      content: 'Light.',
    })
    const plain = await testApp().handle(
      await requestOf('http://localhost/ai/documents/d1/content', { headers: { accept: 'text/plain' } }),
    )
    expect(plain.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await plain.text()).toBe('Light.')
  })

  test.each([
    ['text/plain;q=0.5, application/json', 'application/json'],
    ['application/json;q=0.1, text/plain', 'text/plain'],
    ['application/json, text/plain, */*', 'application/json'],
    ['text/plain;q=0', 'application/json'],
    ['text/plain, */*', 'text/plain'],
    ['text/*;q=0.3', 'text/plain'],
    ['text/plain;q=0.2, */*;q=0.8', 'application/json'],
    ['TEXT/PLAIN; charset=utf-8', 'text/plain'],
    ['*/*', 'application/json'],
    ['image/png', 'application/json'],
  ])('%s is answered with %s', async (accept, type) => {
    const answer = await testApp().handle(await requestOf('http://localhost/ai/documents/d1/content', { headers: { accept } }))
    expect(answer.headers.get('content-type')).toStartWith(type)
    expect(answer.headers.get('vary')).toContain('Accept')
  })
})

test('search gives passages in the form of sources', async () => {
  const { body } = await ask('/ai/search', { body: { query: 'light' } })
  const source = {
    source: 'a.txt',
    content: 'Light.',
    document_id: 'd1',
    chunk_id: 'c1',
    start: 0,
    end: 6,
    page: null,
    score: 0.5,
  }
  expect(body).toMatchObject({ results: [source], mode: 'lexical', coverage: 0, ...about })
})

test.each([
  ['123456789', 422],
  ['1234567890', 200],
  ['12345678😀', 422],
  ['123456789😀', 200],
  ['😀'.repeat(5), 422],
  ['😀'.repeat(9), 422],
  ['😀'.repeat(10), 200],
  ['é'.repeat(10), 200],
])('of %s, the characters of a summary are counted, not its code units: %d', async (text, status) => {
  expect(await ask('/ai/summarize', { body: { text } })).toMatchObject({ status })
  const streamed = await testApp().handle(await requestOf('http://localhost/ai/summarize/stream', { body: { text } }))
  expect(streamed.status).toBe(status)
})

test('a style that is none is concise', async () => {
  const styles: string[] = []
  const summarize: UseCases['summarize'] = async function* ({ text, style }) {
    styles.push(style)
    yield { type: 'finish', result: { summary: text, original_length: 1, summary_length: 1, model: 'm', usage: NO_USAGE } }
  }
  for (const style of ['bullet', 'study_guide', 'haiku', '', 'constructor', undefined]) {
    await ask('/ai/summarize', { changed: { summarize }, body: { text: 'a long enough text', style } })
  }
  expect(styles).toEqual(['bullet', 'study_guide', 'concise', 'concise', 'concise', 'concise'])
})
