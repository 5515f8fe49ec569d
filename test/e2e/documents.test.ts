import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Client, clientOf } from './client'
import { type Product, startProduct, until } from './product'
import { settled, upload } from './upload'

setDefaultTimeout(180_000)

let product: Product
let alice: Client
let bob: Client
beforeAll(async () => {
  product = await startProduct()
  alice = await clientOf(product, 'alice')
  bob = await clientOf(product, 'bob')
})
afterAll(() => product[Symbol.asyncDispose]())

const QUOKKA = 'The quokka is a small wallaby.\nIt lives on Rottnest Island. 🙂 It eats grasses and leaves at night.'

test('an upload is answered, worked on, found and cited word for word', async () => {
  const id = await upload(alice, 'quokka.txt', QUOKKA, { metadata: { shelf: 7 } })
  const { body } = await alice.post('/ai/qa', { question: 'Where does the quokka live?' })
  expect(body.answer).toContain('Rottnest Island')
  expect(body.answer).toContain('[1]')
  expect(body.sources[0]).toMatchObject({
    source: 'quokka.txt',
    filename: 'quokka.txt',
    document_id: id,
    metadata: { shelf: 7 },
    page: null,
  })
  const { body: stored } = await alice.get(`/ai/documents/${id}/content`)
  for (const { content, start, end } of body.sources) expect(stored.content.slice(start, end)).toBe(content)
})

test('the same bytes under the same name are the same document', async () => {
  const first = await upload(alice, 'again.txt', 'The numbat is a marsupial that eats termites.')
  const second = await upload(alice, 'again.txt', 'The numbat is a marsupial that eats termites.')
  expect(second).toBe(first)
})

test('nobody sees the documents of another user', async () => {
  const id = await upload(alice, 'secret.txt', 'The password of the treehouse is marzipan.')
  const { body: accepted } = await alice.post('/ai/upload', {
    filename: 'task.txt',
    content: 'A text about marzipan and almonds.',
  })
  await settled(alice, accepted.task_id)
  const question = 'What is the password of the treehouse? marzipan'
  expect((await bob.post('/ai/search', { query: question })).body.results).toEqual([])
  expect((await bob.post('/ai/search', { query: question, source_ids: [id] })).body).toMatchObject({ code: 'not_found' })
  expect((await bob.post('/ai/qa', { question })).body).toMatchObject({
    sources: [],
    answer: expect.not.stringContaining('marzipan.'),
  })
  expect((await bob.get('/ai/documents')).body).toMatchObject({ documents: [], total: 0 })
  const unknown = (await bob.get('/ai/documents/unknown-document')).body
  for (const path of [`/ai/documents/${id}`, `/ai/documents/${id}/content`]) {
    const { status, body } = await bob.get(path)
    expect([status, body.code, body.error]).toEqual([404, 'not_found', unknown.error])
  }
  expect((await bob.delete(`/ai/documents/${id}`)).status).toBe(404)
  expect((await bob.get(`/ai/upload/status/${accepted.task_id}`)).body).toMatchObject({ code: 'forbidden' })
  expect((await bob.get('/ai/upload/status/unknown-task')).body).toMatchObject({ code: 'not_found' })
})

test('a deleted document is never found again', async () => {
  const id = await upload(alice, 'gone.txt', 'The thylacine was last seen in a zoo in Hobart.')
  expect((await alice.delete(`/ai/documents/${id}`)).status).toBe(200)
  expect(
    (await alice.post('/ai/search', { query: 'thylacine Hobart zoo' })).body.results.map((one) => one.document_id),
  ).not.toContain(id)
  expect((await alice.post('/ai/search', { query: 'thylacine', source_ids: [id] })).body).toMatchObject({ code: 'not_found' })
  expect((await alice.get(`/ai/documents/${id}`)).status).toBe(404)
})

test('a document that is named must be there on every route, and the refusal names it', async () => {
  const mine = await upload(alice, 'emu.txt', 'The emu is a tall bird that cannot fly.')
  const theirs = await upload(bob, 'emu.txt', 'The emu is a tall bird that cannot fly.')
  const dates = { start_date: '2026-03-01', end_date: '2026-03-02', minutes_per_day: 30 }
  const asked: [string, object][] = [
    ['/ai/chat', { message: 'What is an emu?' }],
    ['/ai/chat', { message: 'explain it' }],
    ['/ai/chat', { message: 'What is an emu?', use_rag: false }],
    ['/ai/chat/stream', { message: 'What is an emu?' }],
    ['/ai/chat/stream', { message: 'What is an emu?', resumable: true }],
    ['/ai/sessions/emus/chat', { message: 'What is an emu?' }],
    ['/ai/qa', { question: 'What is an emu?' }],
    ['/ai/qa', { question: 'What is an emu?', use_rag: false }],
    ['/ai/qa/stream', { question: 'What is an emu?' }],
    ['/ai/search', { query: 'emu' }],
    ['/ai/mindmap', { topic: 'emu' }],
    ['/ai/mindmap', { topic: 'emu', use_documents: false }],
    ['/ai/quiz', { topic: 'emu' }],
    ['/ai/quiz', { text: 'The emu is a bird.' }],
    ['/ai/qa/generate', {}],
    ['/ai/flashcards', {}],
    ['/ai/concepts', {}],
    ['/ai/study-plan', dates],
  ]
  for (const [path, body] of asked) {
    for (const id of ['no-such-document', theirs, 'no such document']) {
      const refused = await alice.post(path, { ...body, source_ids: [mine, id] })
      expect([path, refused.status, refused.body]).toEqual([
        path,
        404,
        expect.objectContaining({ code: 'not_found', detail: expect.stringContaining(id) }),
      ])
    }
  }
  expect((await alice.get('/ai/sessions')).body.sessions).toEqual([])
  const found = await alice.post('/ai/search', { query: 'emu', source_ids: [mine] })
  expect(found).toMatchObject({ status: 200, body: { documents_processing: 0 } })
})

test('an upload is cancelled, tried again and watched by its owner alone', async () => {
  const { body: accepted } = await alice.post('/ai/upload', { filename: 'dingo.txt', content: 'The dingo is a dog.' })
  await settled(alice, accepted.task_id)
  const watched = await alice.get(`/ai/upload/status/${accepted.task_id}/events`)
  expect(watched.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(await alice.delete(`/ai/upload/${accepted.task_id}`)).toMatchObject({ status: 200, body: { status: 'completed' } })
  const again = await alice.post(`/ai/upload/${accepted.task_id}/retry`)
  expect(again).toMatchObject({ status: 409, body: { code: 'failed_precondition' } })
  expect(await bob.get(`/ai/upload/status/${accepted.task_id}/events`)).toMatchObject({ status: 403 })
  for (const id of [accepted.task_id, 'unknown-task']) {
    expect(await bob.delete(`/ai/upload/${id}`)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await bob.post(`/ai/upload/${id}/retry`)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
})

test('a search keeps to documents whose metadata fit', async () => {
  const bio = await upload(alice, 'fern.txt', 'The fern has spores.', { metadata: { course: 'bio', year: 2024 } })
  await upload(alice, 'fern-art.txt', 'The fern has spores, drawn in ink.', { metadata: { course: 'art', year: 2020 } })
  const search = (filter: unknown) => alice.post('/ai/search', { query: 'fern spores', filter })
  for (const filter of [{ course: 'bio' }, { year: { gte: 2021 } }, { course: { in: ['bio', 'chemistry'] } }]) {
    expect((await search(filter)).body.results).toMatchObject([{ document_id: bio }])
  }
  for (const filter of [{ course: { $ne: 'art' } }, [], { course: null }]) {
    expect(await search(filter)).toMatchObject({ status: 422, body: { code: 'validation_error' } })
  }
})

test('a published document is found by everyone, and only a scope may publish', async () => {
  const content = 'The wombat makes cubic droppings.'
  const refused = await alice.post('/ai/upload', { filename: 'wombat.txt', content, metadata: { public: true } })
  expect(refused).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } })
  const token = await product.token('editor', { scope: 'documents:publish' })
  const editor = await clientOf({ url: product.url, token: async () => token }, 'editor')
  const id = await upload(editor, 'wombat.txt', content, { metadata: { public: true } })
  const found = async (client: Client) => (await client.post('/ai/search', { query: 'cubic droppings' })).body.results
  for (const client of [alice, bob, editor]) expect(await found(client)).toMatchObject([{ filename: 'wombat.txt', content }])
  expect((await bob.get(`/ai/documents/${id}/content`)).body).toMatchObject({ content, user_id: 'bob' })
  expect((await bob.get(`/ai/documents/${id}`)).body).toMatchObject({ filename: 'wombat.txt', notebook_id: null })
  expect(await bob.patch(`/ai/documents/${id}`, { filename: 'mine.txt' })).toMatchObject({ status: 404 })
  expect(await bob.delete(`/ai/documents/${id}`)).toMatchObject({ status: 404 })
  expect(await found(bob)).toHaveLength(1)
  expect((await editor.delete(`/ai/documents/${id}`)).status).toBe(200)
  for (const client of [bob, editor]) expect(await found(client)).toEqual([])
})

test('a document is published and taken back by a change, and keeps its id', async () => {
  const content = 'The numbat eats twenty thousand termites a day.'
  const scope = await product.token('editor', { scope: 'documents:publish' })
  const editor = await clientOf({ url: product.url, token: async () => scope }, 'editor')
  const id = await upload(editor, 'numbat.txt', content, { notebook_id: 'fauna', metadata: { course: 'bio' } })
  const change = async (metadata: object) => {
    const answer = await editor.patch(`/ai/documents/${id}`, { metadata })
    expect(answer).toMatchObject({ status: 200, body: { document_id: id, metadata } })
  }
  const isDone = async () => (await editor.get(`/ai/documents/${id}`)).body.status === 'completed'
  const found = async (client: Client) => (await client.post('/ai/search', { query: 'numbat termites' })).body.results
  expect(await found(bob)).toEqual([])
  await change({ course: 'bio', public: true })
  await until(isDone)
  for (const client of [bob, editor]) expect(await found(client)).toMatchObject([{ document_id: id, content }])
  await change({ course: 'bio' })
  expect(await found(bob)).toEqual([])
  expect(await bob.get(`/ai/documents/${id}/content`)).toMatchObject({ status: 404 })
  await until(isDone)
  expect(await found(editor)).toMatchObject([{ document_id: id, content }])
  expect((await editor.get(`/ai/documents/${id}`)).body).toMatchObject({ notebook_id: 'fauna', version: 3, bytes: 47 })
  expect(await found(bob)).toEqual([])
})

test('without an embedding model searches, uploads and the health say that all goes by words', async () => {
  const { body } = await alice.post('/ai/search', { query: 'quokka island', mode: 'hybrid' })
  expect(body).toMatchObject({ mode: 'lexical', coverage: 0, user_id: 'alice', results: [{ filename: 'quokka.txt' }] })
  const { task_id } = (await alice.post('/ai/upload', { filename: 'dingo.txt', content: 'The dingo howls.' })).body
  await settled(alice, task_id)
  const { status_detail } = (await alice.get(`/ai/upload/status/${task_id}`)).body
  expect(status_detail).toBe('There is no embedding model: the document is found by its words alone.')
  const health = await (await fetch(`${product.url}/health`)).json()
  expect(health).toMatchObject({ models: { chat: 'builtin-extractive', embedding: null } })
})
