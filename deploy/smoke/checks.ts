import { randomUUID } from 'node:crypto'
import { type Call, readStream } from './client'

interface Users {
  url: string
  nobody: Call
  alice: Call
  /** Another user; undefined: only one token was given, so two users cannot be compared. */
  bob: Call | undefined
}

type Check = [sentence: string, run: (users: Users) => Promise<void>]

const SESSION = `smoke-${randomUUID()}`
const TEXT = 'The main cables of a suspension bridge carry the deck by hangers. The hangers pass the load on to the towers.'
const INGEST_MS_MAX = 120_000
const kept: { taskId?: string; documentId?: string; streamed?: string } = {}

/** The contract's smoke test. Each check uses data of the checks before it, and the last ones remove them. */
export const checks: Check[] = [
  ['the probes and /health answer without a token', open],
  ['no token is answered 401 with a challenge', refused],
  ['a session is made and listed', session],
  ['an upload is answered at once and becomes completed', upload],
  ['search finds the text, and a source is a quote of it', search],
  ['a question is answered with sources', question],
  ['a streamed answer ends with done and the session', stream],
  ['the history holds exactly what was streamed', history],
  ['a summary and a mind map have the shape of the contract', study],
  ['another user sees none of it', stranger],
  ['what was made is removed', remove],
]

async function open({ nobody }: Users): Promise<void> {
  for (const path of ['/livez', '/readyz', '/', '/openapi.json', '/docs']) is(path, (await nobody('GET', path)).status, 200)
  const { status, body } = await nobody('GET', '/health')
  is('/health', status, 200)
  const ill = Object.entries(body.components ?? {}).filter(([, state]) => state.startsWith('unhealthy'))
  is('components of /health that are ill', ill, [])
}

async function refused({ nobody }: Users): Promise<void> {
  const { status, headers, body } = await nobody('GET', '/ai/sessions')
  is('status', status, 401)
  is('code', body.code, 'missing_token')
  is('WWW-Authenticate', headers.get('www-authenticate')?.startsWith('Bearer'), true)
}

async function session({ alice }: Users): Promise<void> {
  is('made', (await alice('POST', '/ai/sessions', { session_id: SESSION })).status, 200)
  const { body } = await alice('GET', '/ai/sessions')
  const sessions: { session_id: string }[] = body.sessions ?? []
  is(
    'listed',
    sessions.some(({ session_id }) => session_id === SESSION),
    true,
  )
}

async function upload({ alice }: Users): Promise<void> {
  const { status, body } = await alice('POST', '/ai/upload', { filename: 'smoke.txt', content: TEXT })
  is('status', status, 200)
  is('task', body.status, 'processing')
  Object.assign(kept, { taskId: body.task_id, documentId: body.document_id })
  const deadline = Date.now() + INGEST_MS_MAX
  for (;;) {
    const task = (await alice('GET', `/ai/upload/status/${kept.taskId}`)).body
    if (task.status === 'completed') return
    if (task.status === 'failed' || Date.now() > deadline) throw new Error(`the task is ${JSON.stringify(task)}`)
    await Bun.sleep(250)
  }
}

async function search({ alice }: Users): Promise<void> {
  const { status, body } = await alice('POST', '/ai/search', { query: 'hangers of a suspension bridge' })
  is('status', status, 200)
  const best = body.results?.[0]
  is('document', best?.document_id, kept.documentId)
  is('quote', TEXT.slice(best?.start, best?.end), best?.content)
}

async function question({ alice }: Users): Promise<void> {
  const { status, body } = await alice('POST', '/ai/qa', { question: 'What do the hangers do?', source_ids: [kept.documentId] })
  is('status', status, 200)
  is('answer', body.answer !== undefined && body.answer.length > 0, true)
  is('sources', body.sources !== undefined && body.sources.length > 0, true)
}

async function stream({ alice }: Users): Promise<void> {
  const { status, headers, text } = await alice('POST', '/ai/chat/stream', {
    session_id: SESSION,
    message: 'Explain how a suspension bridge carries its load.',
  })
  is('status', status, 200)
  is('type', headers.get('content-type')?.startsWith('text/event-stream'), true)
  const read = readStream(text)
  is('error', read.error, undefined)
  is('done', read.done, SESSION)
  kept.streamed = read.text
}

async function history({ alice }: Users): Promise<void> {
  const { body } = await alice('GET', `/ai/sessions/${SESSION}/messages`)
  const { content, status } = body.messages?.at(-1) ?? {}
  is('status', status, 'complete')
  is('content', content, kept.streamed)
}

async function study({ alice }: Users): Promise<void> {
  const summary = await alice('POST', '/ai/summarize', { text: TEXT })
  is('summary', [summary.status, summary.body.original_length], [200, TEXT.length])
  const map = await alice('POST', '/ai/mindmap', { topic: 'suspension bridge', source_ids: [kept.documentId] })
  is('mind map', [map.status, typeof map.body.total_nodes], [200, 'number'])
}

async function stranger({ bob }: Users): Promise<void> {
  if (bob === undefined) return
  is('session', (await bob('GET', `/ai/sessions/${SESSION}`)).status, 404)
  is('document', (await bob('GET', `/ai/documents/${kept.documentId}`)).status, 404)
  is('task', (await bob('GET', `/ai/upload/status/${kept.taskId}`)).status, 403)
  const { body } = await bob('POST', '/ai/search', { query: 'hangers of a suspension bridge' })
  const found = body.results ?? []
  is(
    'search',
    found.filter(({ document_id }) => document_id === kept.documentId),
    [],
  )
}

async function remove({ alice }: Users): Promise<void> {
  is('document', (await alice('DELETE', `/ai/documents/${kept.documentId}`)).status < 300, true)
  is('document afterwards', (await alice('GET', `/ai/documents/${kept.documentId}`)).status, 404)
  is('session', (await alice('DELETE', `/ai/sessions/${SESSION}`)).status < 300, true)
  is('session afterwards', (await alice('GET', `/ai/sessions/${SESSION}`)).status, 404)
}

function is(what: string, value: unknown, wanted: unknown): void {
  if (!Bun.deepEquals(value, wanted)) throw new Error(`${what}: ${JSON.stringify(value)} instead of ${JSON.stringify(wanted)}`)
}
