import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, numberedScript } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import { strFromU8, unzipSync } from 'fflate'
import { clientOf } from './client'
import { measured, until } from './product'
import { scanStores } from './scan'
import { upload } from './upload'

setDefaultTimeout(120_000)

const ROUNDS = process.env.TEST_LONG === '1' ? 100 : 10

let dataDir: string
let fake: FakeOllama
let stack: Stack
const start = () => startStack({ dataDir, env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'collabry-leaving-'))
  fake = await startFakeOllama()
  stack = await start()
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
  rmSync(dataDir, { recursive: true, force: true })
})

interface ErasedBody {
  user_id: string
  receipt: { memory: Record<string, number>; rag: Record<string, number> }
}

async function callAs(user: string, method: string, path: string, init: RequestInit = {}, scope = '') {
  const token = await stack.token(user, { scope })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(`${stack.url}${path}`, { ...init, method, headers })
}

async function exportOf(user: string): Promise<Record<string, string>> {
  const answer = await callAs(user, 'GET', '/ai/me/export')
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

describe('a user with sessions and documents', () => {
  beforeAll(async () => {
    fake.script = echoScript
    const [ann, bob] = [await clientOf(stack, 'ann'), await clientOf(stack, 'bob')]
    for (const client of [ann, bob]) {
      const who = client === ann ? 'annwords' : 'bobwords'
      await client.post('/ai/sessions/s1/chat', { message: `Tell me of ${who}, step by step` })
      await client.post('/ai/sessions/s1/chat', { message: `And more of ${who}, please` })
      await upload(client, `${who}.txt`, `A text about the ${who} and nothing else.`)
    }
    const { body } = await ann.get('/ai/sessions/s1/messages')
    const answer = (body.messages as unknown as { message_id: string }[]).at(-1)?.message_id
    await ann.post(`/ai/sessions/s1/messages/${answer}/feedback`, { rating: 1, comment: 'clear' })
    await ann.post(`/ai/sessions/s1/messages/${answer}/regenerate`)
  })

  test('takes everything along as one archive, and nothing of others', async () => {
    const files = await exportOf('ann')
    const names = Object.keys(files).map((name) => name.replace(/[0-9a-f-]{32,36}/, 'ID'))
    expect(names).toEqual([
      'about.json',
      'sessions/s1.json',
      'sessions/s1.md',
      'usage.json',
      'keys.json',
      'documents/ID.json',
      'documents/ID.md',
    ])
    const session = JSON.parse(files['sessions/s1.json'] ?? '') as { messages: { content: string; rating: number }[] }
    expect(session.messages).toHaveLength(6) // of both branches
    expect(session.messages.filter((message) => message.rating === 1)).toMatchObject([{ comment: 'clear' }])
    expect(files['sessions/s1.md']).toContain('## You')
    expect(files[Object.keys(files).at(-1) ?? '']).toBe('A text about the annwords and nothing else.')
    expect(JSON.stringify(files)).not.toContain('bobwords')
  })

  test('leaves nothing behind, and a receipt says what it was; others stay', async () => {
    const answer = await callAs('ann', 'DELETE', '/ai/me')
    expect(answer.status).toBe(200)
    const { user_id, receipt } = (await answer.json()) as ErasedBody
    expect(user_id).toBe('ann')
    expect(receipt).toMatchObject({ memory: { sessions: 1, messages: 6 }, rag: { documents: 1, tasks: 1, chunks: 1 } })
    const [ann, bob] = [await clientOf(stack, 'ann'), await clientOf(stack, 'bob')]
    expect((await ann.get('/ai/sessions')).body.total).toBe(0)
    expect((await ann.get('/ai/documents')).body.total).toBe(0)
    expect(Object.keys(await exportOf('ann'))).toEqual(['about.json', 'usage.json', 'keys.json'])
    expect((await bob.get('/ai/sessions')).body.total).toBe(1)
    expect((await bob.post('/ai/search', { query: 'bobwords' })).body.results).toHaveLength(1)
    await ann.post('/ai/sessions/s1/chat', { message: 'Back again, with annwords' })
    expect((await ann.get('/ai/sessions')).body.total).toBe(1)
    expect((await ((await callAs('ann', 'DELETE', '/ai/me')).json() as Promise<ErasedBody>)).receipt.memory.sessions).toBe(1)
  })
})

/**
 * A request of which the gateway has the first bytes when this resolves. Sockets of the loop that the gateway runs on, too: what
 * fetch sends may be overtaken by what is asked later.
 */
async function begin(user: string, path: string, body: string, bytes = body.length) {
  const { hostname, port } = new URL(stack.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${await stack.token(user, { scope: 'documents:publish' })}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  const answer = (async () => {
    let text = ''
    for await (const piece of socket) text += piece
    return text
  })()
  answer.catch(() => undefined) // a connection that breaks off is an answer, too
  await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, bytes)}`, resolve))
  return {
    answer,
    // An end would read as a client that has left.
    rest: () => void socket.write(body.slice(bytes)),
  }
}

/** An erasure that a busy worker delays continues by itself; a repeated request gets the receipt. */
async function erase(user: string): Promise<void> {
  await until(async () => (await callAs(user, 'DELETE', '/ai/me')).status === 200)
}

test('an upload whose bytes were on their way while its owner was erased leaves nothing', async () => {
  const body = JSON.stringify({ filename: 'slow.txt', content: 'The slowcanary sings. '.repeat(100) })
  const upload = await begin('slow', '/ai/upload', body, 500)
  await Bun.sleep(200)
  await erase('slow')
  upload.rest()
  const answer = await upload.answer
  expect(answer).toMatch(/^HTTP\/1\.1 409 /)
  expect(answer).toContain('"failed_precondition"')
  expect((await (await clientOf(stack, 'slow')).get('/ai/documents')).body.total).toBe(0)
})

test(`upload, stream and erase at once, ${ROUNDS} times: a scan of all stores is empty`, async () => {
  fake.script = numberedScript(400, { tokenDelayMs: 2 })
  const words = Array.from({ length: ROUNDS }, (_, round) => `canary${round}x`)
  for (const [round, word] of words.entries()) {
    const post = (path: string, body: object) => begin('zoe', path, JSON.stringify(body))
    const message = `Sing of the ${word} to me, for long`
    const text = `${word} sings. `.repeat(400)
    const sent = [
      await post('/ai/chat/stream', { message, session_id: `b${round}`, resumable: round % 2 === 0 }),
      await post('/ai/upload', { filename: `${word}.txt`, content: text }),
      await post('/ai/upload', { filename: `${word}-public.txt`, content: text, metadata: { public: true } }),
      await post('/ai/chat/stream', { message, session_id: `s${round}` }),
      await post('/ai/chat', { message, session_id: `c${round}` }),
    ]
    await Bun.sleep(20 + (round % 30) * 5)
    await erase('zoe')
    await Promise.all(sent.map(({ answer }) => answer.catch(() => undefined)))
  }
  await until(() => fake.activeChats() === 0)
  await stack[Symbol.asyncDispose]()
  const findings = scanStores(dataDir, 'zoe', words)
  measured(`${findings.length} traces of a user after ${ROUNDS} erasures while uploads and streams ran`)
  expect(findings).toEqual([])
  expect(scanStores(dataDir, 'bob', ['bobwords']).length).toBeGreaterThan(5) // it finds what is there
  stack = await start()
})
