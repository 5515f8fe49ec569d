import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { leaksIn, remember } from './canaries'
import { clientOf } from './client'
import { startProduct, until } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000) // processes of their own, on a machine that may be busy

test('tokens, prompts, file texts, file names and e-mail addresses are in no log line, whatever happens', async () => {
  await using fake = await startFakeOllama()
  await using product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url, LOG_LEVEL: 'info' } })
  const secrets = ['canary-prompt', 'canary-text', 'canary-name', 'canary-title', 'canary-query', 'canary-path', 'canary-field']
  const client = await clientOf(product, 'canary.user@example.org')
  await upload(client, 'canary-name.txt', 'The canary-text sings of quokkas on Rottnest Island.')
  await client.read('/ai/chat/stream', { message: 'canary-prompt: what do quokkas eat?' })
  await client.post('/ai/sessions', { title: 'canary-title of a session' })
  await client.post('/ai/search', { query: 'canary-query about quokkas' })
  // Refusals: of a body, a field, a path, a token, a name; and a model that fails.
  await client.post('/ai/chat', '{"message": "canary-prompt')
  await client.post('/ai/chat', { message: 7, 'canary-field@example.org': 'canary-text' })
  await client.get('/canary-path/canary.user@example.org?token=canary-query')
  await client.get('/ai/sessions/canary-path/messages')
  const forged = { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.x', 'x-request-id': 'canary@example.org' }
  expect((await fetch(`${product.url}/ai/sessions`, { headers: forged })).status).toBe(401)
  for (const kind of ['error_status_200', 'garbage', 'server_error'] as const) {
    fake.script = () => ({ tokens: ['canary-text'], fault: { kind } })
    await client.post('/ai/chat', { message: 'canary-prompt and an answer that fails' })
  }
  process.kill(product.pids().rag, 'SIGKILL')
  await client.post('/ai/search', { query: 'canary-query while rag is away' })
  await until(async () => (await client.post('/ai/search', { query: 'canary-query again' })).status === 200)

  const logDir = join(product.dataDir, 'logs')
  const lines = ['gateway', 'llm', 'rag', 'memory', 'stack']
    .map((name) => readFileSync(join(logDir, `${name}.log`), 'utf8'))
    .join('')
  expect(lines.split('\n').length).toBeGreaterThan(20)
  for (const secret of secrets) expect(lines).not.toContain(secret)
  expect(leaksIn(logDir)).toEqual([])
  const requests = lines.split('\n').filter((line) => line.includes('"message":"request"'))
  expect(requests.length).toBeGreaterThan(10)
  for (const line of requests) expect(JSON.parse(line).requestId).toMatch(/^[A-Za-z0-9._-]{1,128}$/)
})

test('a leak of each kind is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-leaks-'))
  const event = (more: object) => JSON.stringify({ level: 'info', time: 'now', service: 'x', message: 'm', ...more })
  try {
    remember({ message: 'Tell me about "quokkas", please' })
    const leaks = [
      event({ query: 'Tell me about "quokkas", please' }),
      event({ a: 'Bearer abc' }),
      event({ b: 'x@example.org' }),
      'plain text',
    ]
    writeFileSync(join(folder, 'x.log'), [event({ code: 'ok' }), ...leaks].join('\n'))
    expect(leaksIn(folder)).toHaveLength(leaks.length)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
