import { expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { readConfig } from '@collabry/runtime/config'
import { LlmConfig } from '../src/config'
import { chooseEmbeddings, chooseProvider } from '../src/upstreams/choose-provider'
import { failureOf, listen, openLlm } from './llm'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'llm-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

const choose = (env: Record<string, string>, defaultUrl: string) => chooseProvider(readConfig(LlmConfig, env), defaultUrl)

test('an Ollama at its usual address is used, and an outage after a restart does not change the provider', async () => {
  await using data = await folder()
  const fake = await startFakeOllama()
  const found = { name: 'ollama' as const, urls: [fake.url] }
  expect(await choose({ DATA_DIR: data.path }, fake.url)).toEqual(found)
  await fake[Symbol.asyncDispose]()
  expect(await choose({ DATA_DIR: data.path }, fake.url)).toEqual(found)
})

test('without an Ollama, or with one that cannot chat or hangs, answers are extractive', async () => {
  await using data = await folder()
  await using fake = await startFakeOllama({ models: [{ name: 'all-minilm:latest', capabilities: ['embedding'] }] })
  expect(await choose({ DATA_DIR: data.path }, 'http://127.0.0.1:9')).toEqual({ name: 'builtin' })
  expect(await choose({ DATA_DIR: data.path }, fake.url)).toEqual({ name: 'builtin' })
  fake.hangs = true
  expect(await choose({ DATA_DIR: data.path }, fake.url)).toEqual({ name: 'builtin' })
})

test('an address may be given without a scheme and under either name', async () => {
  const ollama = { name: 'ollama' as const, urls: ['http://model.example:11434'] }
  expect(await choose({ OLLAMA_HOST: 'model.example' }, '')).toEqual(ollama)
  expect(await choose({ OLLAMA_BASE_URL: 'http://model.example:11434/' }, '')).toEqual(ollama)
  expect(await choose({ OLLAMA_HOST: '0.0.0.0:11500' }, '')).toEqual({ name: 'ollama', urls: ['http://127.0.0.1:11500'] })
})

test('an address that is none, and a key that no header takes, are refused by the name of their setting', async () => {
  const wrong = [
    ...['http://[::1', 'http://a:99999', 'ftp://a', 'a:b:c', 'http://', 'a:1?b=c', 'http://a/#b', 'http://a?'].map((address) => ({
      OLLAMA_BASE_URL: address,
    })),
    ...['http://[::1/v1', 'http://a:99999/v1', 'http://a/v1?b=c', 'https://a/v1/#b', 'http://a/v1?'].map((address) => ({
      OPENAI_BASE_URL: address,
    })),
    ...['a\r\nx-admin: yes', 'a\nb', 'ключ'].map((key) => ({ OPENAI_BASE_URL: 'http://a/v1', OPENAI_API_KEY: key })),
  ]
  for (const env of wrong) {
    const { message } = await failureOf((async () => choose(env, ''))())
    expect(message).toStartWith(`${Object.keys(env).at(-1)}: `)
  }
})

test('a model that is away is answered by the built-in one only when that was chosen', async () => {
  const away = { OLLAMA_BASE_URL: 'http://127.0.0.1:9', OLLAMA_MODEL: 'any' }
  await using strict = await openLlm(away)
  expect(await failureOf(listen(strict.ask('hello')))).toMatchObject({ code: 'unavailable' })
  await using lenient = await openLlm({ ...away, LLM_FALLBACK: 'builtin' })
  expect((await listen(lenient.ask('hello'))).finish?.model).toBe('builtin-extractive')
  expect(await lenient.status()).toMatchObject({ provider: 'ollama', state: 'STATE_UNHEALTHY' })
})

/** The embeddings of a start with these settings, with an Ollama at the default address or without one. */
async function chosenEmbeddings(env: Record<string, string>, defaultUrl: string) {
  const config = readConfig(LlmConfig, env)
  return chooseEmbeddings(config, await chooseProvider(config, defaultUrl), defaultUrl)
}
const embeddingsOf = async (env: Record<string, string>, defaultUrl: string) => (await chosenEmbeddings(env, defaultUrl)).name

const NOBODY = 'http://127.0.0.1:9'

test('without a model server the built-in model embeds, and an Ollama that comes later changes nothing', async () => {
  await using data = await folder()
  const DATA_DIR = data.path
  expect(await embeddingsOf({ DATA_DIR }, NOBODY)).toBe('builtin')
  await using fake = await startFakeOllama()
  expect(await embeddingsOf({ DATA_DIR }, fake.url)).toBe('builtin')
  expect(await embeddingsOf({ DATA_DIR, EMBEDDING_PROVIDER: 'ollama' }, fake.url)).toBe('same')
  expect(await embeddingsOf({ DATA_DIR, EMBEDDING_PROVIDER: 'none' }, fake.url)).toBe('none')
  expect(await embeddingsOf({ DATA_DIR, OLLAMA_BASE_URL: fake.url }, NOBODY)).toBe('same')
  expect(await embeddingsOf({ DATA_DIR, LLM_PROVIDER: 'builtin', EMBEDDING_PROVIDER: 'ollama' }, fake.url)).toBe('ollama')
  expect(await embeddingsOf({ DATA_DIR }, fake.url)).toBe('builtin')
})

test('an Ollama that is found embeds if it can, also after it was away; else the built-in model does', async () => {
  await using data = await folder()
  await using chatOnly = await startFakeOllama({ models: [{ name: 'fake-chat:latest', capabilities: ['completion'] }] })
  const fake = await startFakeOllama()
  expect(await embeddingsOf({ DATA_DIR: data.path }, fake.url)).toBe('same')
  await fake[Symbol.asyncDispose]()
  expect(await embeddingsOf({ DATA_DIR: data.path }, fake.url)).toBe('same')
  await using another = await folder()
  expect(await embeddingsOf({ DATA_DIR: another.path }, chatOnly.url)).toBe('builtin')
})

test('EMBEDDING_PROVIDER=openai needs an address', async () => {
  await expect(embeddingsOf({ LLM_PROVIDER: 'builtin', EMBEDDING_PROVIDER: 'openai' }, NOBODY)).rejects.toThrow('OPENAI_BASE_URL')
})

test('the address of a server that only embeds is read like that of one that chats: once, without slashes at its end', async () => {
  const twice = { OPENAI_BASE_URL: 'http://a/v1/,http://a/v1' }
  const openai = { name: 'openai' as const, urls: ['http://a/v1'] }
  expect(await choose({ ...twice, LLM_PROVIDER: 'openai' }, '')).toEqual(openai)
  const embeds = { ...twice, LLM_PROVIDER: 'builtin', EMBEDDING_PROVIDER: 'openai' }
  expect(await chosenEmbeddings(embeds, NOBODY)).toEqual(openai)
})
