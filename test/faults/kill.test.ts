import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, numberedScript } from '@collabry/fake-ollama/script'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { type Client, clientOf, healthOf, nextOf, type SseEvent, textOf } from '../e2e/client'
import { type Product, startProduct, until } from '../e2e/product'
import { settled } from '../e2e/upload'

setDefaultTimeout(90_000)

let fake: FakeOllama
let product: Product
let client: Client
beforeAll(async () => {
  fake = await startFakeOllama()
  product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  client = await clientOf(product, 'ann')
}, 90_000)
afterAll(async () => {
  await product?.[Symbol.asyncDispose]()
  await fake?.[Symbol.asyncDispose]()
})

async function killed(service: ServiceName): Promise<void> {
  const before = product.pids()[service]
  process.kill(before, 'SIGKILL')
  await until(() => product.pids()[service] !== before)
}

/** An answer of /health is kept this long, also when a service was killed meanwhile. */
const HEALTH_KEPT_MS = 1_000

async function healthy(): Promise<void> {
  await Bun.sleep(HEALTH_KEPT_MS)
  await until(async () => (await healthOf(product.url)).status === 'healthy')
}

/** The rest of a stream, and whether its connection broke. */
async function rest(events: AsyncGenerator<SseEvent>): Promise<{ events: SseEvent[]; broke: boolean }> {
  const all: SseEvent[] = []
  try {
    for await (const event of events) all.push(event)
    return { events: all, broke: false }
  } catch {
    return { events: all, broke: true }
  }
}

test.each([...SERVICES])(
  '%s killed in mid-stream: one end or a broken connection, and a history that holds what was sent',
  async (service) => {
    fake.script = numberedScript(150, { tokenDelayMs: 20 })
    const session = `stream-${service}`
    const { events } = await client.stream('/ai/chat/stream', { message: 'Count to one hundred and fifty', session_id: session })
    const seen: SseEvent[] = []
    while (!textOf(seen).includes('token-000000020')) seen.push(await nextOf(events))
    await killed(service)
    const { events: more, broke } = await rest(events)
    seen.push(...more)
    const ends = seen.filter(({ event }) => event === 'done' || event === 'error')
    expect(ends).toHaveLength(broke ? 0 : 1)
    expect(broke).toBe(service === 'gateway')
    if (service === 'rag') expect(ends[0]?.event).toBe('done') // it has no part in the rest
    await healthy()
    const messages = async () => (await client.get(`/ai/sessions/${session}/messages`)).body.messages ?? []
    await until(async () => !['streaming', undefined].includes((await messages()).at(-1)?.status))
    const { status = '', content = '' } = (await messages()).at(-1) ?? {}
    expect(['complete', 'interrupted', 'failed']).toContain(status)
    if (ends[0]?.event === 'done') expect(status).toBe('complete')
    const text = textOf(seen)
    expect(content.startsWith(text) || text.startsWith(content)).toBe(true)
    expect(content).toContain('token-000000005')
    await until(() => fake.activeChats() === 0) // nobody generates for nobody
  },
)

test.each([...SERVICES])(
  '%s killed in mid-upload: what was accepted is found, what was not can be sent again',
  async (service) => {
    fake.script = echoScript
    const token = await product.token('ann')
    const content = `The ${service} upload tells of wombats and their ways. `.repeat(2_000)
    const halves = [content.slice(0, content.length / 2), content.slice(content.length / 2)]
    const gate = Promise.withResolvers<void>()
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const encode = (text: string) => controller.enqueue(new TextEncoder().encode(text))
        encode(
          `--b\r\ncontent-disposition: form-data; name="file"; filename="${service}.txt"\r\ncontent-type: text/plain\r\n\r\n${halves[0]}`,
        )
        await gate.promise
        try {
          encode(`${halves[1]}\r\n--b--\r\n`)
          controller.close()
        } catch {
          // The connection went away while it waited.
        }
      },
    })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' }
    const sent = fetch(`${product.url}/ai/upload/file`, { method: 'POST', headers, body })
      .then(async (answer) => ({
        status: answer.status,
        body: (await answer.json()) as { task_id: string; document_id: string },
      }))
      .catch(() => undefined)
    await Bun.sleep(200) // the first half is on its way
    await killed(service)
    gate.resolve()
    const answer = await sent
    await healthy()
    const taken =
      answer?.status === 200 ? answer.body : (await client.post('/ai/upload', { filename: `${service}.txt`, content })).body
    await settled(client, taken.task_id)
    const { body: found } = await client.post('/ai/search', { query: `${service} wombats`, source_ids: [taken.document_id] })
    expect(found.results.length).toBeGreaterThan(0)
  },
)

test.each(['rag', 'llm'] as const)('%s killed while documents are ingested: every accepted one is completed', async (service) => {
  const tasks: string[] = []
  for (let n = 0; n < 10; n++) {
    const { status, body } = await client.post('/ai/upload', {
      filename: `${service}-${n}.txt`,
      content: `Document ${n} beside a dying ${service} is about numbats. `.repeat(200),
    })
    if (status === 200) tasks.push(body.task_id)
    if (n === 5) void killed(service)
  }
  expect(tasks.length).toBeGreaterThanOrEqual(5)
  await healthy()
  for (const task of tasks) await settled(client, task)
})
