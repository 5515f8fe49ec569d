import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { rag, requestOf, testApp, tokenFor } from '../../test/fakes/use-cases'
import type { DocumentChange, PageQuery } from './ports'

async function patch(body: unknown, claims: object = {}, id = 'd1', failure?: AppError) {
  const seen: unknown[] = []
  const changeDocument = async (documentId: string, change: DocumentChange, { userId }: { userId: string }) => {
    if (failure) throw failure
    seen.push(documentId, change, userId)
    return rag.document(documentId, {} as never)
  }
  const authorization = `Bearer ${await tokenFor('ann', { ...claims })}`
  const request = await requestOf(`http://localhost/ai/documents/${id}`, { method: 'PATCH', body, headers: { authorization } })
  const answer = await testApp({ rag: { ...rag, changeDocument } }).handle(request)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, seen }
}

test('what is left out of a change stays, and an empty notebook is none', async () => {
  expect((await patch({ filename: 'b.txt' })).seen).toEqual(['d1', { filename: 'b.txt', publish: false }, 'ann'])
  expect((await patch({ notebook_id: '', filename: null })).seen).toEqual(['d1', { notebookId: '', publish: false }, 'ann'])
  expect((await patch({ metadata: { a: 1 }, user_id: 'bob' })).seen).toEqual([
    'd1',
    { metadata: { a: 1 }, publish: false },
    'ann',
  ])
  expect((await patch({})).body).toMatchObject({ document_id: 'd1', user_id: 'ann' })
})

test.each([
  [{ filename: '' }, 'filename'],
  [{ filename: ' ' }, 'filename'],
  [{ filename: 'a\nb' }, 'filename'],
  [{ filename: 'x'.repeat(256) }, 'filename'],
  [{ notebook_id: 'a/b' }, 'notebook_id'],
  [{ notebook_id: '..' }, 'notebook_id'],
  [{ metadata: [] }, 'metadata'],
  [{ metadata: { a: 'x'.repeat(17_000) } }, 'metadata'],
])('a wrong change is refused with its field: %j', async (change, field) => {
  expect(await patch(change)).toMatchObject({ status: 422, body: { errors: [{ field }] }, seen: [] })
})

test('a document is published with the scope alone', async () => {
  const change = { metadata: { public: true } }
  expect(await patch(change)).toMatchObject({ status: 403, body: { code: 'insufficient_scope' }, seen: [] })
  const { seen } = await patch(change, { scope: 'documents:publish' })
  expect(seen[1]).toEqual({ ...change, publish: true })
})

test('an id that nobody can have is unknown, and a taken name is a conflict', async () => {
  expect(await patch({ filename: 'b' }, {}, '%2e%2e')).toMatchObject({ status: 404 })
  const taken = new AppError('conflict', 'Another document has this name.')
  expect(await patch({ filename: 'b' }, {}, 'd1', taken)).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

test('the list is filtered by name and notebook', async () => {
  const pages: PageQuery[] = []
  const documents = async (page: PageQuery) => {
    pages.push(page)
    return { documents: [], total: 0, nextCursor: null }
  }
  const get = async (query: string) =>
    (await testApp({ rag: { ...rag, documents } }).handle(await requestOf(`http://localhost/ai/documents${query}`))).status
  expect(await get('?q=%20a%20&notebook_id=n')).toBe(200)
  expect(await get(`?q=${'x'.repeat(201)}`)).toBe(422)
  expect(pages).toEqual([{ limit: 50, cursor: '', notebookId: 'n', query: 'a' }])
})
