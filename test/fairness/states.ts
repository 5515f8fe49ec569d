import type { Client } from '../e2e/client'
import type { State } from './attack'
import { texts } from './bodies'

/** A request whose answer is kept, and its Idempotency-Key. */
export const KEPT_QUESTION = { message: 'quokkas' }
export const KEPT_KEY = 'kept'

const TURNS = 25
const SPENT_TURNS_MAX = 20
const LARGE_BYTES = 5_000_000
const DOCUMENTS = 100
/** A stream has so much time to become long. */
const STREAMED_MS = 1_000

const LARGE_MS_MAX = 30_000

/** Waits until nothing that a client has uploaded is being worked on; false: after so long something still was. */
export async function untilIngested(client: Client, msMax: number): Promise<boolean> {
  const until = performance.now() + msMax
  while (performance.now() < until) {
    const { documents = [] } = (await client.get('/ai/documents?limit=200')).body as { documents?: { status: string }[] }
    if (documents.every(({ status }) => status !== 'processing')) return true
    await Bun.sleep(50)
  }
  return false
}

/** Vectors follow the words of a document after the model has been loaded. */
const VECTORS_MS_MAX = 60_000

/** Waits until all that a client has uploaded has vectors. */
export async function untilCovered(client: Client): Promise<void> {
  const until = performance.now() + VECTORS_MS_MAX
  while ((await client.post('/ai/search', { query: 'quokkas' })).body.coverage !== 1) {
    if (performance.now() > until) throw new Error('a document has no vectors')
    await Bun.sleep(100)
  }
}

/** Asks until the tokens of the day are used up. */
async function spendQuota(client: Client): Promise<void> {
  for (let turn = 0; turn < SPENT_TURNS_MAX; turn++)
    if ((await client.post('/ai/chat', { message: `Quokkas, ${turn}?` })).status === 429) return
  throw new Error('the quota was not used up')
}

/** Makes what an attack needs, and names it. */
export const states: Record<State, (client: Client) => Promise<Record<string, string>>> = {
  async session(client) {
    return { session: (await client.post('/ai/sessions', {})).body.session_id }
  },
  async document(client) {
    const accepted = await client.post('/ai/upload', { filename: 'a.txt', content: 'Quokkas eat leaves.' })
    return { document: accepted.body.document_id, upload: accepted.body.task_id }
  },
  async 'document with vectors'(client) {
    await client.post('/ai/upload', { filename: 'a.txt', content: 'Quokkas eat leaves.' })
    await untilCovered(client)
    return {}
  },
  async 'large document'(client) {
    const content = texts.sentences(LARGE_BYTES)()
    const { document_id, task_id } = (await client.post('/ai/upload', { filename: 'large.txt', content })).body
    if (!(await untilIngested(client, LARGE_MS_MAX))) throw new Error('the large document was not read in time')
    return { document: document_id, upload: task_id }
  },
  async 'many documents'(client) {
    for (let n = 0; n < DOCUMENTS; n++)
      await client.post('/ai/upload', { filename: `n-${n}.txt`, content: 'Quokkas eat leaves.', notebook_id: `n-${n}` })
    await untilIngested(client, LARGE_MS_MAX)
    return {}
  },
  async key(client) {
    return { key: (await client.post('/auth/keys', { name: 'k' })).body.key }
  },
  async 'endless stream'(client) {
    const body = { message: 'an endless story', use_rag: false, resumable: true, session_id: 'endless' }
    const { response } = await client.stream('/ai/chat/stream', body)
    await response.body?.cancel()
    await Bun.sleep(STREAMED_MS)
    return { stream: response.headers.get('x-stream-id') ?? '', session: 'endless' }
  },
  async stream(client) {
    const { response } = await client.stream('/ai/chat/stream', { message: 'quokkas', resumable: true })
    await response.text()
    return { stream: response.headers.get('x-stream-id') ?? '' }
  },
  async 'lengthened turns'(client) {
    const message = texts.ligatures(31_990)()
    let answer = ''
    for (let turn = 0; turn < TURNS; turn++)
      answer = (await client.post('/ai/chat', { message, session_id: 'l', use_rag: false })).body.message_id
    return { message: answer, marks: encodeURIComponent('\u0301\u0316'.repeat(450)) }
  },
  async 'kept answer over a spent quota'(client) {
    await client.post('/ai/chat', KEPT_QUESTION, { 'idempotency-key': KEPT_KEY })
    await spendQuota(client)
    return {}
  },
  async 'erasure over a spent quota'(client) {
    await spendQuota(client)
    await client.delete('/ai/me')
    return {}
  },
}
