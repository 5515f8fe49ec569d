import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript } from '@collabry/fake-ollama/script'
import { clientOf, healthOf } from './client'
import { measured, startProduct, until } from './product'

setDefaultTimeout(180_000)

test('a configured model that is gone is degraded and 503, never the built-in one, and comes back by itself', async () => {
  const fake = await startFakeOllama({ script: echoScript })
  await using product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  const alice = await clientOf(product, 'alice')
  expect(await healthOf(product.url)).toMatchObject({ status: 'healthy', components: { ollama: 'healthy' } })
  await fake[Symbol.asyncDispose]()
  await until(async () => (await healthOf(product.url)).status === 'degraded')
  expect((await healthOf(product.url)).components.ollama).toMatch(/^unhealthy: \S/)
  const askedAt = performance.now()
  const refused = await alice.post('/ai/chat', { message: 'Are you there, model?' })
  measured(`503 after ${Math.round(performance.now() - askedAt)} ms`)
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  await using back = await startFakeOllama({ port: fake.port, script: echoScript })
  await until(async () => (await healthOf(product.url)).status === 'healthy')
  expect((await alice.post('/ai/chat', { message: 'And now, model?' })).status).toBe(200)
  expect(back.requests.some(({ path }) => path === '/api/chat')).toBe(true)
})

test('a model that hangs is told by /health', async () => {
  await using fake = await startFakeOllama()
  await using product = await startProduct({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  fake.hangs = true
  await until(async () => {
    const { status } = await healthOf(product.url)
    return status === 'degraded'
  })
  fake.hangs = false
  await until(async () => (await healthOf(product.url)).status === 'healthy')
})

test('without a model the answer says so and quotes what it is given', async () => {
  await using product = await startProduct()
  const alice = await clientOf(product, 'alice')
  const { body } = await alice.post('/ai/qa', {
    question: 'When was the bridge built?',
    context: 'The old bridge was built in 1357 by a king.',
  })
  expect(body).toMatchObject({ model: 'builtin-extractive', answer: expect.stringContaining('1357') })
  expect((await healthOf(product.url)).components).toMatchObject({ ollama: 'embedded' })
})
