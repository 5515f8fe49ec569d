import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, clientOf, type Source } from './client'
import { type Abstract, abstracts, type Question, questions, tenth } from './cranfield'
import { measured, startProduct, until } from './product'

setDefaultTimeout(180_000)

const WHOLE = process.env.TEST_LONG === '1'
const QUESTIONS = 20
const FOUND_MIN = 10
const UPLOADS_AT_ONCE = 8
const SOURCES_CHECKED = 3

const nameOf = ({ id }: Abstract) => `cranfield-${id}.txt`
const idOf = (source: Source) => Number(/\d+/.exec(source.filename)?.[0])

/** Two of the 1,400 abstracts have no words at all. */
const contentOf = ({ title, text }: Abstract) => `${title}\n\n${text}`
const isBlank = (abstract: Abstract) => contentOf(abstract).trim() === ''

interface Uploaded {
  documentId: string
  blank: boolean
}

/** Uploads every abstract, as many at once as a client would; by task id. */
async function uploadAll(client: Client, documents: Abstract[]): Promise<Map<string, Uploaded>> {
  const tasks = new Map<string, Uploaded>()
  const waiting = [...documents]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { status, body } = await client.post('/ai/upload', {
        filename: nameOf(next),
        content: contentOf(next),
      })
      expect([status, body.status]).toEqual([200, 'processing'])
      tasks.set(body.task_id, { documentId: body.document_id, blank: isBlank(next) })
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, worker))
  return tasks
}

/** Waits until every task has ended: as completed, or, with nothing to be found in it, as failed with the reason. */
async function settle(client: Client, tasks: Map<string, Uploaded>): Promise<void> {
  for (const [task, { blank }] of tasks) {
    await until(async () => (await client.get(`/ai/upload/status/${task}`)).body.status !== 'processing')
    const { status, error } = (await client.get(`/ai/upload/status/${task}`)).body
    expect(status).toBe(blank ? 'failed' : 'completed')
    if (blank) expect(error).toContain('white space')
    else expect(error).toBeNull()
  }
}

/** Every source is a quote of its document, at the place it names. */
async function expectQuotes(client: Client, sources: Source[]): Promise<void> {
  for (const { document_id, content, start, end } of sources) {
    const { body } = await client.get(`/ai/documents/${document_id}/content`)
    expect(body.content.slice(start, end)).toBe(content)
  }
}

const hit = ({ judged }: Question, sources: Source[]) =>
  sources.slice(0, SOURCES_CHECKED).some((source) => judged.has(idOf(source)))

async function askQa(client: Client, asked: Question[]): Promise<number> {
  let found = 0
  for (const question of asked) {
    const { status, body } = await client.post('/ai/qa', { question: question.text, use_rag: true })
    expect(status).toBe(200)
    await expectQuotes(client, body.sources)
    if (hit(question, body.sources)) found++
  }
  return found
}

async function askChat(client: Client, asked: Question[]): Promise<number> {
  let found = 0
  for (const question of asked) {
    const { text, events } = await client.read('/ai/chat/stream', {
      message: question.text,
      use_rag: true,
      include_sources: true,
    })
    expect(events.map(({ event }) => event)).toEqual(['sources', 'done'])
    expect(text).not.toBe('')
    const sources: Source[] = JSON.parse(events[0]?.data ?? '[]')
    await expectQuotes(client, sources)
    if (hit(question, sources)) found++
  }
  return found
}

test(
  `${WHOLE ? '1,400' : 'a tenth of the'} Cranfield abstracts are taken in, found, quoted, kept apart and kept over a restart`,
  async () => {
    await using left = new AsyncDisposableStack()
    const dataDir = mkdtempSync(join(tmpdir(), 'collabry-cranfield-'))
    left.defer(() => rmSync(dataDir, { recursive: true, force: true }))
    const all = abstracts()
    const documents = WHOLE ? all : tenth(all)
    const asked = questions(QUESTIONS, new Set(documents.map(({ id }) => id)), 2)
    expect(asked).toHaveLength(QUESTIONS)
    {
      await using product = await startProduct({ dataDir })
      const alice = await clientOf(product, 'alice')
      const startedAt = performance.now()
      const tasks = await uploadAll(alice, documents)
      const uploadedMs = performance.now() - startedAt
      expect(new Set([...tasks.values()].map(({ documentId }) => documentId)).size).toBe(documents.length)
      await settle(alice, tasks)
      measured(
        `${documents.length} abstracts answered in ${Math.round(uploadedMs)} ms, ready in ${Math.round(performance.now() - startedAt)} ms`,
      )
      const found = { qa: await askQa(alice, asked), chat: await askChat(alice, asked) }
      measured(`a judged abstract among the first ${SOURCES_CHECKED} sources: qa ${found.qa}, chat ${found.chat} of ${QUESTIONS}`)
      expect(Math.min(found.qa, found.chat)).toBeGreaterThanOrEqual(FOUND_MIN)
      const bob = await clientOf(product, 'bob')
      for (const { text } of asked) expect((await bob.post('/ai/search', { query: text })).body.results).toEqual([])
    }
    await using again = await startProduct({ dataDir })
    const alice = await clientOf(again, 'alice')
    expect((await alice.get('/ai/documents')).body.total).toBe(documents.length)
    expect((await alice.get('/ai/sessions')).body.total).toBe(QUESTIONS)
    expect(await askQa(alice, asked)).toBeGreaterThanOrEqual(FOUND_MIN)
  },
  WHOLE ? 900_000 : 120_000,
)
