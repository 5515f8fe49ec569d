import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript } from '@collabry/fake-ollama/script'
import { realStore } from '../real-store'
import { clientOf, healthOf } from './client'
import { measured, startProduct, until } from './product'
import { upload } from './upload'

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
  // A document becomes searchable without waiting for its vectors.
  await upload(alice, 'quokkas.txt', 'Quokkas eat grass and leaves.')
  const search = async () => (await alice.post('/ai/search', { query: 'quokkas' })).body
  expect(await search()).toMatchObject({ mode: 'lexical', coverage: 0, results: [{ filename: 'quokkas.txt' }] })
  await using back = await startFakeOllama({ port: fake.port, script: echoScript })
  await until(async () => (await healthOf(product.url)).status === 'healthy')
  expect((await alice.post('/ai/chat', { message: 'And now, model?' })).status).toBe(200)
  expect(back.requests.some(({ path }) => path === '/api/chat')).toBe(true)
  await until(async () => (await search()).coverage === 1)
  expect((await search()).mode).toBe('hybrid')
})

realStore('OLLAMA_BASE_URL', (url) => {
  test('a document is found by its words at once, and by its meaning once a real Ollama has made its vectors', async () => {
    const env = { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: url, EMBEDDING_MODEL: 'all-minilm' }
    await using product = await startProduct({ env })
    const alice = await clientOf(product, 'alice')
    await upload(alice, 'quokkas.txt', 'Quokkas eat grass and leaves. They live on an island near Perth.')
    const search = async (query: string, mode: string) => (await alice.post('/ai/search', { query, mode })).body
    expect(await search('quokkas', 'lexical')).toMatchObject({ results: [{ filename: 'quokkas.txt' }] })
    await until(async () => (await search('quokkas', 'hybrid')).coverage === 1)
    expect(await search('food of a small marsupial', 'dense')).toMatchObject({
      mode: 'dense',
      results: [{ filename: 'quokkas.txt' }],
    })
  })
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
