import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, type Fault, numberedScript } from '@collabry/fake-ollama/script'
import { AppError, type Code } from '@collabry/runtime/errors'
import { Call, connectivityProbe, openStream, probe, request } from '../src/models/http/call'
import { plainConnections } from '../src/models/http/connections'
import { startBlackhole } from './blackhole-server'
import { failureOf, listen, openLlm, until } from './llm'

setDefaultTimeout(180_000)

const SHORT = { firstTokenMs: 1_500, idleMs: 500, totalMs: 10_000 }

const faults: { fault: Fault; code: Code }[] = [
  { fault: { kind: 'silent' }, code: 'timeout' },
  { fault: { kind: 'stall', after: 10 }, code: 'timeout' },
  { fault: { kind: 'close_mid_line', after: 3 }, code: 'upstream_error' },
  { fault: { kind: 'reset_mid_line', after: 3 }, code: 'upstream_error' },
  { fault: { kind: 'cut', after: 3 }, code: 'upstream_error' },
  { fault: { kind: 'garbage' }, code: 'upstream_error' },
  { fault: { kind: 'long_line' }, code: 'upstream_error' },
  { fault: { kind: 'error_status_200' }, code: 'upstream_error' },
  { fault: { kind: 'error_mid_stream', after: 3 }, code: 'upstream_error' },
  { fault: { kind: 'server_error' }, code: 'upstream_error' },
  { fault: { kind: 'not_found' }, code: 'unavailable' },
]

const apis = [
  ['Ollama', (url: string) => ({ OLLAMA_BASE_URL: url })],
  ['OpenAI', (url: string) => ({ OPENAI_BASE_URL: `${url}/v1` })],
] as const

for (const [api, env] of apis) {
  test(`${api}: every misbehaviour of the model server ends in one clear error, frees the connection, and the next answer is whole`, async () => {
    await using fake = await startFakeOllama()
    await using llm = await openLlm(env(fake.url), { limits: SHORT })
    for (const { fault, code } of faults) {
      fake.script = numberedScript(20, { fault })
      const failure = await failureOf(listen(llm.ask('hello')))
      expect({ kind: fault.kind, code: failure.code }).toEqual({ kind: fault.kind, code })
      expect(failure.message).not.toMatch(/127\.0\.0\.1|scripted|llama/)
      await until(() => fake.activeChats() === 0)

      fake.script = echoScript
      expect((await listen(llm.ask('again'))).text).toBe(' You asked: again')
    }
  })
}

for (const [api, env] of apis) {
  test(`${api}: text before a failure is a beginning of the answer, and characters split over packets stay whole`, async () => {
    await using fake = await startFakeOllama({ script: numberedScript(5, { fault: { kind: 'cut', after: 3 } }) })
    await using llm = await openLlm(env(fake.url))
    let text = ''
    const failing = async () => {
      for await (const { deltas } of llm.ask('hello')) text += deltas?.texts.join('') ?? ''
    }
    expect(await failureOf(failing())).toMatchObject({ code: 'upstream_error' })
    // gRPC may drop the last messages before an error status; what comes is never out of order.
    expect(' token-000000000 token-000000001 token-000000002').toStartWith(text)

    fake.script = () => ({ tokens: [' žluťoučký', ' 漢字 🙂\r', '\nnext\r\nline'], fault: { kind: 'split_utf8' } })
    expect((await listen(llm.ask('hello'))).text).toBe(' žluťoučký 漢字 🙂\nnext\nline')
  })
}

const repeated = (token: string, count: number) => Array.from({ length: count }, () => token)
const cutAfter = (tokens: string[]) => ({ tokens: [...tokens, 'more'], fault: { kind: 'cut' as const, after: tokens.length } })

test.each([
  ['a word', [' The', ...repeated(' end', 31)]],
  ['white space of several kinds', ['{"a": 1}', ...repeated('\n', 16), ...repeated(' \t', 15)]],
  ['white space alone', repeated('\n', 30)],
])('Ollama: an answer that its server cuts because %s repeats is one of limited length', async (_, tokens) => {
  await using fake = await startFakeOllama({ script: () => cutAfter(tokens) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const { text, finish } = await listen(llm.ask('hello'))
  expect(text).toBe(tokens.join(''))
  expect(finish).toMatchObject({ reason: 'FINISH_REASON_LENGTH', usage: { completionTokens: tokens.length } })
  expect(finish?.usage?.promptTokens).toBeGreaterThan(0)
})

test.each([
  ['repeats a word less often', repeated(' end', 30)],
  ['repeated a word before', [...repeated(' end', 31), ' and']],
  ['repeats two words by turns', repeated(' tick', 40).flatMap((tick) => [tick, ' tock'])],
])('Ollama: an answer that breaks off and %s is an upstream error', async (_, tokens) => {
  await using fake = await startFakeOllama({ script: () => cutAfter(tokens) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'upstream_error' })
})

for (const [api, env] of apis) {
  test(`${api}: an answer that goes on and on is ended where its time is over, and its connection with it`, async () => {
    await using fake = await startFakeOllama({ script: numberedScript(2_000, { tokenDelayMs: 20 }) })
    await using llm = await openLlm(env(fake.url), { limits: { firstTokenMs: 5_000, idleMs: 5_000, totalMs: 400 } })
    expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('too long'),
    })
    await until(() => fake.activeChats() === 0)
    expect(fake.lastChat()?.end).toBe('connection_gone')
  })
}

test('a model server that is away answers unavailable at once, and its return is noticed', async () => {
  const first = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: first.url })
  await listen(llm.ask('hello'))
  expect(await llm.status()).toMatchObject({ state: 'STATE_HEALTHY', chatModel: 'fake-chat:latest', embeddingDimension: 384 })
  await first[Symbol.asyncDispose]()
  expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'unavailable' })
  while ((await llm.status()).state === 'STATE_HEALTHY') await Bun.sleep(20) // what it said last is kept for a moment
  expect(await llm.status()).toMatchObject({ state: 'STATE_UNHEALTHY', detail: 'The model server cannot be reached.' })

  await using _second = await startFakeOllama({ port: first.port })
  while ((await llm.status()).state !== 'STATE_HEALTHY') await Bun.sleep(50)
  expect((await listen(llm.ask('hello'))).text).toBe(' You asked: hello')
})

test.each([
  [301, 'unavailable', 'redirects to another address'],
  [401, 'unavailable', 'refuses the key'],
  [413, 'validation_error', 'longer than the model server takes'],
])(
  'what is in front of a model server and answers with %i is named, for every kind of request',
  async (status, code, sentence) => {
    let isRefused = false
    const headers = { location: 'https://127.0.0.1:1/' }
    await using server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: ({ url }) =>
        isRefused || !url.endsWith('/models')
          ? new Response('<html>', { status, headers })
          : Response.json({ data: [{ id: 'chat' }, { id: 'all-minilm' }] }),
    })
    await using llm = await openLlm({ OPENAI_BASE_URL: `http://127.0.0.1:${server.port}/v1` })
    const named = { code, message: expect.stringContaining(sentence) }
    expect(await failureOf(listen(llm.ask('hello')))).toMatchObject(named)
    if (status === 413) return
    expect(await failureOf(Array.fromAsync(llm.embed(['hello'])))).toMatchObject(named)
    isRefused = true
    const detail = expect.stringContaining(sentence)
    await until(async () => (await llm.status()).state === 'STATE_UNHEALTHY')
    expect(await llm.status()).toMatchObject({ detail })
  },
)

test('a start and a status do not wait for a model server that hangs', async () => {
  await using fake = await startFakeOllama()
  fake.hangs = true
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  expect(await llm.status()).toMatchObject({ state: 'STATE_UNHEALTHY', detail: 'The model server does not answer as it should.' })
})

test.each([
  ['Ollama', 'OLLAMA_BASE_URL', ''],
  ['OpenAI', 'OPENAI_BASE_URL', '/v1'],
])('%s: an answer waits for a catalogue that takes longer than the status has', async (_, variable, path) => {
  await using fake = await startFakeOllama({ catalogueDelayMs: 400 })
  await using llm = await openLlm({ [variable]: `${fake.url}${path}` }, { limits: { statusMs: 100 } })
  expect(await llm.status()).toMatchObject({ state: 'STATE_UNHEALTHY' })
  expect((await listen(llm.ask('hello'))).text).toBe(' You asked: hello')
})

test('an address that swallows packets is unavailable, and nobody waits for it', async () => {
  await using hole = await startBlackhole()
  await using llm = await openLlm({ OLLAMA_BASE_URL: `127.0.0.1:${hole.port}`, OLLAMA_MODEL: 'any' })
  expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'unavailable' })
})

test('an answer that would stream ends with its call while no connection is made', async () => {
  await using hole = await startBlackhole()
  const url = `http://127.0.0.1:${hole.port}`
  const call = new Call(new AbortController().signal, 60_000)
  const asked = openStream(call, () => new AppError('upstream_error', 'Refused.'), {
    connections: plainConnections(url),
    url,
    path: '/chat',
    body: {},
  })
  call.fail(new AppError('timeout', 'Too long.'))
  expect(await failureOf(asked)).toMatchObject({ code: 'unavailable' })
  call.close()
  // The kernel itself gives up after two minutes.
}, 60_000)

test('a server that answers is reachable, whatever becomes of the connection that was to show it', async () => {
  await using hole = await startBlackhole()
  await using fake = await startFakeOllama()
  const url = `http://127.0.0.1:${hole.port}`
  const refusal = () => new AppError('upstream_error', 'Refused.')
  const [begun, silent] = [new Call(new AbortController().signal, 60_000), new Call(new AbortController().signal, 60_000)]
  await request(begun, refusal, `${fake.url}/api/tags`, {})
  const failing = probe(url, 50)
  for (const call of [begun, silent]) call.failUnreachable(failing)
  await failureOf(failing)
  expect([begun.signal.aborted, silent.signal.aborted]).toEqual([false, true])
  begun.close()

  const connectivity = connectivityProbe(url, 50)
  expect(await failureOf(connectivity.check())).toMatchObject({ code: 'unavailable' })
  const checking = connectivity.check()
  connectivity.confirm() // by another call, whose connection was there before
  await checking
})

test('a model that is not installed is the mistake of who named it', async () => {
  await using fake = await startFakeOllama()
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  for (const model of ['nobody-has-this', 'all-minilm']) {
    const answer = listen(llm.generate({ model, messages: [{ role: 'ROLE_USER', content: 'hello' }] }))
    expect(await failureOf(answer)).toMatchObject({ code: 'validation_error', fields: [{ field: 'model' }] })
  }
})

test('a configured model that is not installed is unavailable, and its field says that this lasts', async () => {
  await using fake = await startFakeOllama()
  for (const [models, settings] of [
    [fake.models, { OLLAMA_MODEL: 'nobody-has-this' }],
    [fake.models.filter(({ capabilities }) => capabilities.includes('embedding')), { OLLAMA_MODEL: '' }],
  ] as const) {
    fake.models = [...models]
    await using llm = await openLlm({ LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, ...settings })
    expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'unavailable', fields: [{ field: 'model' }] })
  }
})
