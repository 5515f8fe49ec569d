import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type Stack, startStack } from '@collabry/stack/stack'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { clientOf } from '../client'
import { type GatewayProcess, spawnGateway } from '../gateway-process'
import { upload } from '../upload'

setDefaultTimeout(120_000)

let fake: FakeOllama
let stack: Stack
let other: GatewayProcess
beforeAll(async () => {
  fake = await startFakeOllama()
  stack = await startStack({ env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url } })
  other = await spawnGateway(stack)
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const BRIDGE = 'The old bridge of Brno was built in 1357 by a king.'

/** A client as a program that uses models has it. */
async function connect(token: string, fetchWith: typeof fetch = fetch) {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${stack.url}/mcp`), { requestInit, fetch: fetchWith }) as never)
  return client
}

test('a model searches, reads, adds and asks through the client of the SDK, with an API key', async () => {
  const token = await stack.token('ann')
  const made = await fetch(`${stack.url}/auth/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mcp' }),
  })
  const client = await connect(((await made.json()) as { key: string }).key)
  expect(client.getServerVersion()?.name).toBe('collabry-ai-core')
  expect((await client.listTools()).tools).toHaveLength(5)

  await upload(await clientOf(stack, 'ann'), 'bridge.txt', BRIDGE)
  const found = await client.callTool({ name: 'search_documents', arguments: { query: 'bridge of Brno' } })
  const { results } = found.structuredContent as { results: { content: string; document_id: string }[] }
  expect(results[0]?.content).toBe(BRIDGE)
  const read = await client.callTool({ name: 'read_document', arguments: { document_id: results[0]?.document_id } })
  expect(read.content).toEqual([{ type: 'text', text: BRIDGE }])
  const answer = await client.callTool({ name: 'ask_documents', arguments: { question: 'When was the bridge of Brno built?' } })
  expect((answer.structuredContent as { sources: { filename: string }[] }).sources[0]?.filename).toBe('bridge.txt')

  const added = await client.callTool({
    name: 'add_document',
    arguments: { filename: 'moon.txt', content: 'The moon is round.' },
  })
  const { document_id } = added.structuredContent as { document_id: string }
  const listed = await client.callTool({ name: 'list_documents', arguments: {} })
  expect(JSON.stringify(listed.structuredContent)).toContain(document_id)

  const { resources } = await client.listResources()
  const bridge = resources.find(({ name }) => name === 'bridge.txt')
  expect((await client.readResource({ uri: bridge?.uri ?? '' })).contents).toMatchObject([{ text: BRIDGE }])
  const wrong = await client.callTool({ name: 'search_documents', arguments: {} })
  expect(wrong).toMatchObject({ isError: true, content: [{ text: 'query is required.' }] })
  await client.close()
})

test('any replica answers any call of a conversation', async () => {
  let calls = 0
  const turns = (async (url: string | URL, init?: RequestInit) => {
    const replica = calls++ % 2 === 0 ? stack.url : other.url
    return fetch(String(url).replace(stack.url, replica), init)
  }) as typeof fetch
  const client = await connect(await stack.token('ben'), turns)
  await client.ping()
  expect((await client.listTools()).tools).toHaveLength(5)
  expect((await client.listResources()).resources).toEqual([])
  expect(calls).toBeGreaterThan(4)
  await client.close()
})

test('a user sees nothing of another’s documents', async () => {
  await upload(await clientOf(stack, 'cat'), 'secret.txt', 'The CANARY sings in the cellar of cat.')
  const [cat, eve] = [await connect(await stack.token('cat')), await connect(await stack.token('eve'))]
  const { resources } = await cat.listResources()
  const id = resources[0]?.uri.split('/').at(-1)
  for (const [name, args] of [
    ['search_documents', { query: 'CANARY cellar' }],
    ['search_documents', { query: 'CANARY cellar', source_ids: [id] }],
    ['list_documents', {}],
    ['read_document', { document_id: id }],
    ['ask_documents', { question: 'Where does the CANARY sing?' }],
  ] as const)
    expect(JSON.stringify(await eve.callTool({ name, arguments: args }))).not.toContain('cellar of cat')
  expect((await eve.listResources()).resources).toEqual([])
  expect(eve.readResource({ uri: resources[0]?.uri ?? '' })).rejects.toThrow('no resource')
  await Promise.all([cat.close(), eve.close()])
})

test('a program without a token is refused', async () => {
  expect(connect('x.y.z')).rejects.toThrow()
})

/** Adds a token to each request: the suite has none. */
function withToken(token: string) {
  return Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 60,
    async fetch(request) {
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${token}`)
      headers.delete('host')
      const { method } = request
      const body = method === 'POST' ? await request.arrayBuffer() : null
      return fetch(`${stack.url}/mcp`, { method, headers, body })
    },
  })
}

test('the protocol’s own conformance suite passes, but for the scenarios that are listed with their reasons', async () => {
  const proxy = withToken(await stack.token('dan'))
  const folder = mkdtempSync(join(tmpdir(), 'collabry-conformance-'))
  const suite = Bun.resolveSync('@modelcontextprotocol/conformance/dist/index.js', import.meta.dir)
  const known = join(import.meta.dir, 'expected-failures.yml')
  const args = ['server', '--url', `${proxy.url.origin}/mcp`, '--suite', 'all', '--expected-failures', known]
  const run = Bun.spawn([process.execPath, suite, ...args], { cwd: folder, stdout: 'pipe', stderr: 'pipe' })
  const output = (await new Response(run.stdout).text()) + (await new Response(run.stderr).text())
  const code = await run.exited
  await proxy.stop(true)
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) process.stdout.write(output)
  expect(code).toBe(0)
})
