import { expect, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { dot } from '../src/models/model.contract'
import { failureOf, openLlm, until } from './llm'

const texts = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `text number ${index + from}`)

test('vectors come batch by batch in the order of the texts, and the same text is not embedded twice', async () => {
  await using fake = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const sizes: number[] = []
  const vectors: Buffer[] = []
  for await (const reply of llm.embed([...texts(150), 'text number 3'])) {
    expect(reply).toMatchObject({ model: 'all-minilm', dimension: 384 })
    sizes.push(reply.vectors.length)
    vectors.push(...reply.vectors)
  }
  expect(sizes).toEqual([64, 64, 23])
  expect(vectors.every(({ length }) => length === 4 * 384)).toBe(true)
  expect(vectors[150]?.equals(vectors[3] ?? Buffer.alloc(0))).toBe(true)
  const asked = fake.requests.filter(({ path }) => path === '/api/embed').length
  for await (const _ of llm.embed(texts(150)));
  expect(fake.requests.filter(({ path }) => path === '/api/embed')).toHaveLength(asked)
})

test('a question goes before documents that wait', async () => {
  await using fake = await startFakeOllama({ embedDelayMs: 60 })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const ended: string[] = []
  const drain = async (name: string, replies: AsyncIterable<unknown>) => {
    for await (const _ of replies);
    ended.push(name)
  }
  const documents = [0, 1, 2, 3].map((number) => drain('document', llm.embed(texts(64, number * 64), 'EMBED_PURPOSE_DOCUMENT')))
  await until(() => fake.requests.some(({ path }) => path === '/api/embed'))
  await Promise.all([...documents, drain('question', llm.embed(['a question'], 'EMBED_PURPOSE_QUERY'))])
  expect(ended.indexOf('question')).toBeLessThan(3)
})

test('without an embedding model, and without a model at all, embedding is unavailable', async () => {
  await using fake = await startFakeOllama({ models: [{ name: 'fake-chat:latest', capabilities: ['completion'] }] })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  await using builtin = await openLlm({ LLM_PROVIDER: 'builtin', EMBEDDING_PROVIDER: 'none' })
  for (const service of [llm, builtin]) {
    expect(await failureOf(Array.fromAsync(service.embed(['text'])))).toMatchObject({ code: 'unavailable' })
    expect(await service.status()).toMatchObject({ embeddingModel: '', embeddingDimension: 0 })
  }
  expect((await builtin.status()).embeddingDetail).toBe('')
})

test('a model that is not installed is named in the status, with the command that installs it', async () => {
  await using fake = await startFakeOllama({ models: [{ name: 'fake-chat:latest', capabilities: ['completion'] }] })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, OLLAMA_MODEL: 'qwen3:8b', EMBEDDING_MODEL: 'bge-m3' })
  const { state, detail, embeddingDetail } = await llm.status()
  expect(state).toBe('STATE_UNHEALTHY')
  expect(detail).toContain('qwen3:8b is not installed')
  expect(detail).toContain('ollama pull qwen3:8b')
  expect(embeddingDetail).toContain('bge-m3 is not installed')
  expect(embeddingDetail).toContain('ollama pull bge-m3')
  await using server = await openLlm({ OPENAI_BASE_URL: `${fake.url}/v1`, OPENAI_MODEL: 'other', EMBEDDING_MODEL: 'bge-m3' })
  expect((await server.status()).embeddingDetail).toContain('bge-m3')
  await using whole = await startFakeOllama()
  await using installed = await openLlm({ OLLAMA_BASE_URL: whole.url })
  expect(await installed.status()).toMatchObject({ state: 'STATE_HEALTHY', detail: '', embeddingDetail: '' })
})

test('without a model server the built-in model embeds, each side of a search with its own prefix', async () => {
  await using llm = await openLlm({ LLM_PROVIDER: 'builtin' })
  expect(await llm.status()).toMatchObject({ embeddingModel: 'multilingual-e5-small-q4', embeddingDimension: 384 })
  const vectorOf = async (text: string, purpose: 'EMBED_PURPOSE_QUERY' | 'EMBED_PURPOSE_DOCUMENT') => {
    const [reply] = await Array.fromAsync(llm.embed([text], purpose))
    expect(reply).toMatchObject({ model: 'multilingual-e5-small-q4', dimension: 384, similarityFloor: expect.any(Number) })
    return new Float32Array(new Uint8Array(reply?.vectors[0] ?? []).buffer)
  }
  const question = await vectorOf('Wie ernähren sich Pflanzen?', 'EMBED_PURPOSE_QUERY')
  const right = await vectorOf('Photosynthesis turns light, water and air into sugar in leaves.', 'EMBED_PURPOSE_DOCUMENT')
  const wrong = await vectorOf('The central bank raised its interest rates.', 'EMBED_PURPOSE_DOCUMENT')
  expect(dot(question, right)).toBeGreaterThan(dot(question, wrong))
  expect(await vectorOf('Wie ernähren sich Pflanzen?', 'EMBED_PURPOSE_DOCUMENT')).not.toEqual(question)
})
