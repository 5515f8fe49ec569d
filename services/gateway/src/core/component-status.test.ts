import { expect, test } from 'bun:test'
import { LlmService } from '@collabry/proto'
import { serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import { type Components, statusClient } from './component-status'
import { connectLlm, connectMemory, connectRag } from './grpc/stubs'

const identity = { caller: 'gateway', key: 'k'.repeat(32) }

async function startLlm(status: () => Promise<object>) {
  const nothing = serverStream(async function* () {})
  return startGrpcServer({
    service: LlmService.service,
    handlers: { Generate: nothing, Embed: nothing, GetStatus: unary(status) },
    host: '127.0.0.1',
    port: 0,
    keys: [`gateway:${identity.key}`],
    callers: { gateway: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
}

/** Memory and rag are down; nothing listens on port 1. */
async function componentsWith(llmPort: number, deadlineMs?: number): Promise<Components> {
  return (await stateWith(llmPort, deadlineMs)).components
}

function stateWith(llmPort: number, deadlineMs?: number) {
  const stubs = {
    llm: connectLlm(`127.0.0.1:${llmPort}`, identity).stub,
    rag: connectRag('127.0.0.1:1', identity).stub,
    memory: connectMemory('127.0.0.1:1', identity).stub,
  }
  return statusClient(stubs, deadlineMs)({ requestId: 'test', signal: new AbortController().signal })
}

test('a component says how it is, and one behind a service that is down is unknown', async () => {
  await using llm = await startLlm(async () => ({ provider: 'builtin', state: 'STATE_EMBEDDED' }))
  expect(await componentsWith(llm.port)).toEqual({
    ollama: 'embedded',
    embeddings: 'embedded',
    llm: 'healthy',
    rag: 'unhealthy: the service does not answer',
    milvus: 'unhealthy: unknown, the rag service that uses it does not answer',
    memory: 'unhealthy: the service does not answer',
    mongodb: 'unhealthy: unknown, the memory service that uses it does not answer',
  })
})

test('an unhealthy component says why', async () => {
  await using llm = await startLlm(async () => ({ provider: 'ollama', state: 'STATE_UNHEALTHY', detail: 'it does not answer' }))
  expect(await componentsWith(llm.port)).toMatchObject({ llm: 'healthy', ollama: 'unhealthy: it does not answer' })
})

test('the models in use are named, those that come with the product too, and none where it is not known', async () => {
  const builtin = { provider: 'builtin', state: 'STATE_EMBEDDED', chatModel: 'builtin-extractive' }
  await using both = await startLlm(async () => ({ ...builtin, embeddingModel: 'multilingual-e5-small-q4' }))
  expect((await stateWith(both.port)).models).toEqual({ chat: 'builtin-extractive', embedding: 'multilingual-e5-small-q4' })
  await using one = await startLlm(async () => builtin)
  expect((await stateWith(one.port)).models).toEqual({ chat: 'builtin-extractive', embedding: null })
  expect((await stateWith(1)).models).toBeUndefined()
})

test('an embedding model that is missing makes its component unhealthy, and no other', async () => {
  const ollama = { provider: 'ollama', state: 'STATE_HEALTHY' }
  await using works = await startLlm(async () => ({ ...ollama, embeddingModel: 'all-minilm' }))
  expect(await componentsWith(works.port)).toMatchObject({ ollama: 'healthy', embeddings: 'healthy' })
  await using lacks = await startLlm(async () => ({ ...ollama, embeddingDetail: 'Install it.' }))
  expect(await componentsWith(lacks.port)).toMatchObject({ ollama: 'healthy', embeddings: 'unhealthy: Install it.' })
})

test('a service that hangs is unhealthy, and holds up no answer', async () => {
  const { promise: never, resolve: release } = Promise.withResolvers<object>()
  await using llm = await startLlm(() => never)
  expect(await componentsWith(llm.port, 200)).toMatchObject({ llm: 'unhealthy: the service does not answer' })
  release({})
})
