import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { SERVICES } from '@collabry/stack/services'
import { clientOf, healthOf, textOf } from './client'
import { isAlive, type Product, startProduct, until } from './product'
import { upload } from './upload'

setDefaultTimeout(20_000)

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product[Symbol.asyncDispose]())

test.each([...SERVICES])('%s is started again after kill -9, and nothing is lost', async (service) => {
  const alice = await clientOf(product, 'alice')
  const { body: chat } = await alice.post('/ai/chat', { message: `What does ${service} do? Explain it step by step.` })
  const document = await upload(alice, `${service}.txt`, `The ${service} service is described in this sentence about quokkas.`)
  const before = product.pids()[service]
  process.kill(before, 'SIGKILL')
  await until(() => product.pids()[service] !== before && isAlive(product.pids()[service]))
  await until(async () => (await health()).status === 'healthy')
  const { body: history } = await alice.get(`/ai/sessions/${chat.session_id}/messages`)
  expect(history.messages.map(({ status }: { status: string }) => status)).toEqual(['complete', 'complete'])
  const { body: found } = await alice.post('/ai/search', { query: `${service} quokkas`, source_ids: [document] })
  expect(found.results).toHaveLength(1)
  const { events } = await alice.stream('/ai/chat/stream', { message: 'And what is photosynthesis?' })
  expect((await Array.fromAsync(events)).at(-1)?.event).toBe('done')
})

test.each(['rag', 'llm', 'memory'] as const)(
  'while %s is away /health says so in time and its features answer 503',
  async (service) => {
    const alice = await clientOf(product, 'alice')
    const pid = product.pids()[service]
    process.kill(pid, 'SIGSTOP') // it hangs: the connection stays, no answer comes
    const startedAt = performance.now()
    const { status, components } = await health()
    expect(performance.now() - startedAt).toBeLessThan(2_500)
    expect([status, components[service]]).toEqual(['degraded', expect.stringMatching(/^unhealthy: \S/)])
    expect(JSON.stringify(components)).not.toContain('127.0.0.1')
    process.kill(pid, 'SIGCONT')
    await until(async () => (await health()).status === 'healthy')
    expect((await alice.get('/ai/sessions')).status).toBe(200)
  },
)

test('an answer that is being made when its maker is killed reads as interrupted', async () => {
  const alice = await clientOf(product, 'alice')
  const { events } = await alice.stream('/ai/chat/stream', { message: 'Explain the water cycle', session_id: 'cut' })
  const seen = [(await events.next()).value ?? {}]
  process.kill(product.pids().gateway, 'SIGKILL')
  for await (const event of ending(events)) seen.push(event)
  await until(async () => (await fetch(`${product.url}/livez`).catch(() => undefined))?.status === 200)
  const answer = async () => (await alice.get('/ai/sessions/cut/messages')).body.messages?.at(-1)
  await until(async () => ['complete', 'interrupted'].includes((await answer())?.status))
  const { content, status } = await answer()
  if (status === 'interrupted') expect(textOf(seen).startsWith(content) || content.startsWith(textOf(seen))).toBe(true)
}, 30_000)

const health = () => healthOf(product.url)

/** The events until the connection breaks. */
async function* ending<Event>(events: AsyncGenerator<Event>): AsyncGenerator<Event> {
  try {
    yield* events
  } catch {
    // The connection broke, as it should.
  }
}
