import { expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, numberedScript } from '@collabry/fake-ollama/script'
import { failureOf, listen, openLlm, until } from './llm'

setDefaultTimeout(180_000)

const chats = (fake: FakeOllama) =>
  fake.requests.filter(({ path }) => path.endsWith('/chat') || path.endsWith('/completions')).length
const messages = [{ role: 'ROLE_USER' as const, content: 'hello' }]

test('a session stays on its server, a server that dies costs no answer, and its sessions come back to it', async () => {
  const fakes = [await startFakeOllama(), await startFakeOllama()]
  const [one, two] = fakes as [FakeOllama, FakeOllama]
  await using llm = await openLlm({ OLLAMA_BASE_URL: `${one.url},${two.url}` })
  const ask = (sessionId: string) => listen(llm.generate({ sessionId, messages }))
  for (let session = 0; session < 16; session++) await ask(`session-${session}`)
  expect(chats(one)).toBeGreaterThan(0)
  expect(chats(two)).toBeGreaterThan(0)
  const before = chats(one)
  for (let session = 0; session < 16; session++) await ask(`session-${session}`)
  expect(chats(one)).toBe(2 * before)

  await one[Symbol.asyncDispose]()
  for (let session = 0; session < 16; session++) expect((await ask(`session-${session}`)).text).toBe(' You asked: hello')
  expect(await llm.status()).toMatchObject({ state: 'STATE_HEALTHY' })
  const metrics = await (await fetch(`http://127.0.0.1:${llm.adminPort}/metrics`)).text()
  expect(metrics).toContain('collabry_llm_upstreams_up{service="llm"} 1')

  await using back = await startFakeOllama({ port: one.port })
  while (chats(back) === 0) for (let session = 0; session < 16; session++) await ask(`session-${session}`)
  await two[Symbol.asyncDispose]()
})

/** A server that has failed is used again after a moment. */
async function allAreUp(adminPort: number): Promise<void> {
  const metrics = async () => (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text()
  while (!(await metrics()).includes('collabry_llm_upstreams_up{service="llm"} 2')) await Bun.sleep(20)
}

test('a request fails over before its first token only', async () => {
  await using one = await startFakeOllama()
  await using two = await startFakeOllama()
  await using llm = await openLlm({ OPENAI_BASE_URL: `${one.url}/v1,${two.url}/v1` })
  const bad = numberedScript(20, { fault: { kind: 'server_error' } })
  one.script = bad
  for (let session = 0; session < 8; session++)
    expect((await listen(llm.generate({ sessionId: `${session}`, messages }))).text).toBe(' You asked: hello')

  one.script = numberedScript(20, { fault: { kind: 'cut', after: 3 } })
  two.script = one.script
  await allAreUp(llm.adminPort)
  const asked = chats(one) + chats(two)
  expect(await failureOf(listen(llm.generate({ sessionId: 'once', messages })))).toMatchObject({ code: 'upstream_error' })
  expect(chats(one) + chats(two)).toBe(asked + 1)
})

test('a server that only fails is left alone after five times, and used again when it is back', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(5, { fault: { kind: 'server_error' } }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  for (let round = 0; round < 5; round++)
    expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'upstream_error' })
  const asked = chats(fake)
  expect(await failureOf(listen(llm.ask('hello')))).toMatchObject({ code: 'unavailable', retryAfterMs: 1_000 })
  expect(chats(fake)).toBe(asked)
  fake.script = echoScript
  while ((await listen(llm.ask('hello')).catch(() => undefined)) === undefined) await Bun.sleep(20)
})

test('no server gets more than its places, and the answers are spread over all of them', async () => {
  const script = numberedScript(5, { tokenDelayMs: 30 })
  await using one = await startFakeOllama({ script })
  await using two = await startFakeOllama({ script })
  await using llm = await openLlm({ OLLAMA_BASE_URL: `${one.url},${two.url}`, UPSTREAM_GENERATIONS_MAX: '3' })
  await llm.status()
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, one.activeChats(), two.activeChats())
  }, 2)
  const answers = Array.from({ length: 18 }, () => listen(llm.generate({ sessionId: 'the same', messages })))
  await until(() => one.activeChats() + two.activeChats() === 6)
  await Promise.all(answers)
  clearInterval(watching)
  expect(most).toBe(3)
  expect(chats(one) + chats(two)).toBe(18)
})
