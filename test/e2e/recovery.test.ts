import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, numberedScript } from '@collabry/fake-ollama/script'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { type Client, clientOf, healthOf, nextOf, textOf } from './client'
import { measured, type Product, startProduct, until } from './product'
import { upload } from './upload'

setDefaultTimeout(180_000)

let fake: FakeOllama
let product: Product
let alice: Client
/** The text that the client received before the answer was cut. */
let seen = ''
beforeAll(async () => {
  fake = await startFakeOllama()
  product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  alice = await clientOf(product, 'alice')
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

/** Something that only works while the service does. */
const uses: Record<ServiceName, () => Promise<{ status: number }>> = {
  gateway: () => alice.get('/ai/usage-of-nothing'),
  memory: () => alice.get('/ai/sessions'),
  rag: () => alice.get('/ai/documents'),
  llm: () => alice.post('/ai/summarize', { text: 'A text that is long enough to be summarized by any model.' }),
}

async function recovers(service: ServiceName): Promise<void> {
  const works = async () => [200, 404].includes((await uses[service]().catch(() => ({ status: 0 }))).status)
  await until(works)
}

/** An answer whose gateway is killed while it is written: its lease runs while the other tests do. */
test('a gateway is killed while it answers, and the model that answered is stopped', async () => {
  fake.script = numberedScript(500, { tokenDelayMs: 20 })
  const { events } = await alice.stream('/ai/chat/stream', { message: 'Count to five hundred, please', session_id: 'cut' })
  while (!seen.includes('token-000000040')) seen += textOf([await nextOf(events)])
  process.kill(product.pids().gateway, 'SIGKILL')
  await events.return(undefined).catch(() => undefined)
  await recovers('gateway')
  await until(() => fake.activeChats() === 0)
})

test.each([...SERVICES])('%s is started again after kill -9, and nothing is lost', async (service) => {
  fake.script = echoScript
  const { body: chat } = await alice.post('/ai/chat', { message: `What does ${service} do? Explain it step by step.` })
  const document = await upload(alice, `${service}.txt`, `The ${service} service is described in this sentence about quokkas.`)
  const before = product.pids()[service]
  process.kill(before, 'SIGKILL')
  const killedAt = performance.now()
  await until(() => product.pids()[service] !== before)
  await recovers(service)
  measured(`${service} answers ${Math.round(performance.now() - killedAt)} ms after kill -9`)
  const { body: history } = await alice.get(`/ai/sessions/${chat.session_id}/messages`)
  expect(history.messages.map(({ status }: { status: string }) => status)).toEqual(['complete', 'complete'])
  const { body: found } = await alice.post('/ai/search', { query: `${service} quokkas`, source_ids: [document] })
  expect(found.results).toHaveLength(1)
  const { events } = await alice.read('/ai/chat/stream', { message: 'And what is photosynthesis?' })
  expect(events.at(-1)?.event).toBe('done')
})

test.each(['rag', 'llm', 'memory'] as const)('while %s hangs /health says so, and it comes back', async (service) => {
  const pid = product.pids()[service]
  process.kill(pid, 'SIGSTOP')
  try {
    await until(async () => {
      const { status, components } = await healthOf(product.url)
      expect(JSON.stringify(components)).not.toContain('127.0.0.1')
      return status === 'degraded' && /^unhealthy: \S/.test(components[service] ?? '')
    })
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await until(async () => (await healthOf(product.url)).status === 'healthy')
  expect((await uses[service]()).status).toBe(200)
})

test('the answer whose gateway was killed reads as interrupted and holds what was sent', async () => {
  const answer = async () => (await alice.get('/ai/sessions/cut/messages')).body.messages?.at(-1)
  await until(async () => (await answer())?.status === 'interrupted')
  const content = (await answer())?.content ?? ''
  measured(`${seen.length} characters were seen, ${content.length} kept`)
  expect(seen.startsWith(content) || content.startsWith(seen)).toBe(true)
  expect(content).toContain('token-000000010')
})
