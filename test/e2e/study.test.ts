import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { unzipSync } from 'fflate'
import { type Client, clientOf, type Source } from './client'
import { type Product, startProduct } from './product'
import { upload } from './upload'

setDefaultTimeout(180_000)

// The study features of the started product, on the provider without a model: everything is quoted from the text.

const LEAVES = `# Photosynthesis

Photosynthesis is the process by which green plants turn light energy into chemical energy. It takes place in the chloroplasts.
Chlorophyll is a green pigment that absorbs light. Carbon dioxide enters the leaf through small pores.

# Calvin cycle

The Calvin cycle is a series of reactions that builds sugars from carbon dioxide. The enzyme RuBisCO binds carbon dioxide.
Glucose is the sugar that the plant stores as starch. Starch is a chain of glucose.

# Limits

Light intensity is the strongest limit on a cloudy day. Temperature is a limit because enzymes denature in the heat.`

let product: Product
let alice: Client
let bob: Client
let documentId: string
beforeAll(async () => {
  product = await startProduct()
  alice = await clientOf(product, 'alice')
  bob = await clientOf(product, 'bob')
  documentId = await upload(alice, 'leaves.md', LEAVES)
})
afterAll(() => product[Symbol.asyncDispose]())

interface Item {
  question: string
  options: string[]
  answer: string
  explanation: string
  id: string
  front: string
  back: string
  name: string
  definition: string
  related: string[]
  date: string
  minutes: number
  sources: Source[]
}

/** The list `name` of an answer. */
const list = async (path: string, name: string, body: object, client = alice): Promise<Item[]> => {
  const answer = await client.post(path, body)
  expect({ path, status: answer.status, detail: answer.body }).toMatchObject({ status: 200 })
  return (answer.body as unknown as Record<string, Item[]>)[name] ?? []
}
const file = async (path: string, body: object) => {
  const headers = { authorization: `Bearer ${await product.token('alice')}`, 'content-type': 'application/json' }
  const answer = await fetch(`${product.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return { type: answer.headers.get('content-type'), bytes: new Uint8Array(await answer.arrayBuffer()) }
}
const cited = (items: Item[]) => {
  for (const { sources } of items) {
    expect(sources.length).toBeGreaterThan(0)
    for (const { document_id, content, start, end } of sources) {
      expect(document_id).toBe(documentId)
      expect(LEAVES.slice(start, end)).toBe(content)
    }
  }
}

test('a quiz from a text has answers that stand in it, and as many questions as were asked for', async () => {
  for (const path of ['/ai/quiz', '/ai/qa/generate']) {
    const questions = await list(path, 'questions', { text: LEAVES, num_questions: 5 })
    expect(questions).toHaveLength(5)
    for (const { options, answer, explanation, sources } of questions) {
      expect(options.filter((option) => option === answer)).toHaveLength(1)
      expect(LEAVES.replaceAll('\n', ' ')).toContain(explanation)
      expect(explanation).toContain(answer)
      expect(sources).toEqual([])
    }
  }
})

test('a quiz from documents cites them, by topic or by name', async () => {
  for (const from of [{ topic: 'photosynthesis' }, { source_ids: [documentId] }]) {
    const questions = await list('/ai/quiz', 'questions', { ...from, num_questions: 4 })
    expect(questions.length).toBeGreaterThan(1)
    cited(questions)
  }
})

test('flashcards keep their ids, and their package opens with the same notes', async () => {
  const body = { source_ids: [documentId], num_cards: 4 }
  const cards = await list('/ai/flashcards', 'cards', body)
  expect(cards.length).toBeGreaterThan(2)
  cited(cards)
  expect((await list('/ai/flashcards', 'cards', body)).map(({ id }) => id)).toEqual(cards.map(({ id }) => id))
  const { bytes } = await file('/ai/flashcards?format=anki', body)
  const db = Database.deserialize(unzipSync(bytes)['collection.anki2'] ?? new Uint8Array())
  const notes = db.query<{ flds: string }, []>('select flds from notes').all()
  const unescaped = notes.map(({ flds }) => flds.split('\u001f')[1]?.replaceAll('&quot;', '"'))
  expect(unescaped.sort()).toEqual(cards.map(({ back }) => back).sort())
  const csv = await file('/ai/flashcards?format=csv', body)
  expect(csv.type).toContain('text/csv')
  expect(new TextDecoder().decode(csv.bytes).split('\r\n')).toHaveLength(cards.length + 2)
})

test('concepts are defined by the document, and related to each other', async () => {
  const concepts = await list('/ai/concepts', 'concepts', { source_ids: [documentId], max_concepts: 6 })
  const names = concepts.map(({ name }) => name)
  expect(names).toContain('Photosynthesis')
  cited(concepts)
  for (const { definition, related } of concepts) {
    expect(LEAVES.replaceAll('\n', ' ')).toContain(definition)
    for (const name of related) expect(names).toContain(name)
  }
})

test('a plan fills its days, also as a calendar', async () => {
  const body = { source_ids: [documentId], start_date: '2026-03-01', end_date: '2026-03-07', minutes_per_day: 30 }
  const plan = await list('/ai/study-plan', 'plan', body)
  cited(plan)
  expect([...new Set(plan.map(({ date }) => date))]).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `2026-03-0${day}`))
  const { type, bytes } = await file('/ai/study-plan?format=ics', body)
  expect(type).toBe('text/calendar; charset=utf-8')
  expect(new TextDecoder().decode(bytes).match(/BEGIN:VEVENT/g)).toHaveLength(plan.length)
  const topic = { topic: 'Linear algebra', start_date: '2026-03-01', end_date: '2026-03-02' }
  expect(await list('/ai/study-plan', 'plan', topic)).toHaveLength(2)
})

test('a mind map of the documents cites them, and is drawn', async () => {
  const { body } = await alice.post('/ai/mindmap', { topic: 'Photosynthesis' })
  cited([{ sources: body.sources } as Item])
  const { type, bytes } = await file('/ai/mindmap/render', { topic: 'Photosynthesis' })
  expect(type).toBe('image/svg+xml')
  expect(new TextDecoder().decode(bytes)).toContain('Photosynthesis</tspan>')
})

test('a mind map of a named document that holds no word of its topic has the parts of that document', async () => {
  const { body } = await alice.post('/ai/mindmap', { topic: 'Third week, second lecture', source_ids: [documentId] })
  cited([{ sources: body.sources } as Item])
  const { children } = (body as unknown as { root: { children: { label: string }[] } }).root
  expect(children.length).toBeGreaterThan(2)
  for (const { label } of children) expect(LEAVES.toLowerCase()).toContain(label.toLowerCase())
})

test('what cannot be made is refused with the reason', async () => {
  const wrong: [string, object][] = [
    ['/ai/quiz', {}],
    ['/ai/quiz', { topic: 'medieval castles of Bohemia' }],
    ['/ai/quiz', { text: 'Hello.' }],
    ['/ai/concepts', { topic: 'photosynthesis' }],
    ['/ai/flashcards', { notebook_id: 'empty' }],
    ['/ai/study-plan', { topic: 'x', start_date: '2026-03-02', end_date: '2026-03-01' }],
  ]
  for (const [path, body] of wrong) {
    const answer = await alice.post(path, body)
    expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'validation_error'])
  }
})

test("another user's documents are unknown", async () => {
  expect((await bob.post('/ai/quiz', { source_ids: [documentId] })).status).toBe(404)
  expect((await bob.post('/ai/quiz', { topic: 'photosynthesis', source_ids: [documentId] })).status).toBe(404)
})
