import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'
import { type Client, clientOf } from './client'
import { upload } from './upload'

setDefaultTimeout(180_000)

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack[Symbol.asyncDispose]())

async function patch(user: string, id: string, body: object) {
  const headers = { authorization: `Bearer ${await stack.token(user)}`, 'content-type': 'application/json' }
  const answer = await fetch(`${stack.url}/ai/documents/${id}`, { method: 'PATCH', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json()) as { code: string; filename: string; document_id: string } }
}
const idOf = async (client: Client, filename: string) =>
  ((await client.get('/ai/documents')).body.documents as unknown as { document_id: string; filename: string }[]).find(
    (document) => document.filename === filename,
  )?.document_id ?? ''

test('a document is found under its new name and in its new notebook at once, and a later upload is its next version', async () => {
  const ann = await clientOf(stack, 'ann')
  await upload(ann, 'a.txt', 'The lighthouse of Kappeln was built in 1847.')
  const id = await idOf(ann, 'a.txt')
  const search = (notebook_id?: string) =>
    ann.post('/ai/search', { query: 'lighthouse of Kappeln', ...(notebook_id && { notebook_id }) })
  expect((await search('harbour')).body.results).toEqual([])
  expect((await patch('ann', id, { filename: 'b.txt', notebook_id: 'harbour', metadata: { year: 1847 } })).status).toBe(200)
  expect((await search('harbour')).body.results).toMatchObject([{ filename: 'b.txt', document_id: id, metadata: { year: 1847 } }])
  expect((await search('elsewhere')).body.results).toEqual([])
  const { body: renamed } = await ann.post('/ai/upload', {
    content: 'Another text.',
    filename: 'b.txt',
    notebook_id: 'harbour',
  })
  expect(renamed.document_id).toBe(id)
  const { body: fresh } = await ann.post('/ai/upload', { content: 'A third text.', filename: 'a.txt' })
  expect(fresh.document_id).not.toBe(id)
  expect(await patch('ann', id, { filename: 'a.txt', notebook_id: '' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  })
  expect((await ann.get('/ai/documents?q=B.TX')).body.documents).toMatchObject([{ document_id: id }])
  expect((await ann.get('/ai/documents?notebook_id=harbour')).body.total).toBe(1)
  expect((await ann.get('/ai/notebooks')).body).toMatchObject({ notebooks: [{ notebook_id: 'harbour', documents: 1 }] })
})

test('nobody changes or sees another’s', async () => {
  const cat = await clientOf(stack, 'cat')
  await upload(cat, 'mine.txt', 'Mine.')
  const id = await idOf(cat, 'mine.txt')
  expect((await patch('eve', id, { filename: 'hers.txt' })).status).toBe(404)
  const eve = await clientOf(stack, 'eve')
  expect((await eve.get('/ai/documents?q=mine')).body.total).toBe(0)
  expect((await eve.get('/ai/notebooks')).body).toMatchObject({ notebooks: [] })
  expect(await idOf(cat, 'mine.txt')).toBe(id)
})

test('a ticket shows the progress of one upload, once, to whoever holds it', async () => {
  const dan = await clientOf(stack, 'dan')
  const { body } = await dan.post('/ai/upload', { content: 'Some text.', filename: 'a.txt' })
  const other = await dan.post('/ai/upload', { content: 'Other text.', filename: 'b.txt' })
  const ticketOf = async (client: Client, id: string) =>
    (await client.post(`/ai/upload/${id}/ticket`)) as unknown as { status: number; body: { ticket: string } }
  const { ticket } = (await ticketOf(dan, body.task_id)).body
  const watch = (id: string) => fetch(`${stack.url}/ai/upload/status/${id}/events?ticket=${ticket}`)
  const progress = await watch(body.task_id)
  expect(progress.status).toBe(200)
  expect(await progress.text()).toContain('event: done')
  expect((await watch(body.task_id)).status).toBe(401)
  const second = (await ticketOf(dan, body.task_id)).body.ticket
  expect((await fetch(`${stack.url}/ai/upload/status/${other.body.task_id}/events?ticket=${second}`)).status).toBe(401)
  expect((await ticketOf(await clientOf(stack, 'eve'), body.task_id)).status).toBe(404)
  expect((await ticketOf(dan, 'unknown')).status).toBe(404)
})
