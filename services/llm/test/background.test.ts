import { expect, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { failureOf, listen, openLlm, until } from './llm'

const background = {
  messages: [{ role: 'ROLE_USER' as const, content: 'summarize' }],
  purpose: 'GENERATE_PURPOSE_BACKGROUND' as const,
}

test('background work runs while the model is idle, one at a time', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(150, { tokenDelayMs: 10 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const first = listen(llm.generate(background))
  await until(() => fake.activeChats() === 1)
  expect(await failureOf(listen(llm.generate(background)))).toMatchObject({ code: 'overloaded' })
  expect((await first).finish?.reason).toBe('FINISH_REASON_STOP')
  expect((await listen(llm.generate(background))).finish?.reason).toBe('FINISH_REASON_STOP')
})

test('background work is called off when somebody asks, who has the model at once', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(2_000, { tokenDelayMs: 10 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, GENERATIONS_MAX: '1' })
  const calledOff = failureOf(listen(llm.generate(background)))
  await until(() => fake.activeChats() === 1)
  fake.script = numberedScript(3)
  expect((await listen(llm.ask('hello'))).finish?.reason).toBe('FINISH_REASON_STOP')
  expect(await calledOff).toMatchObject({ code: 'overloaded' })
  await until(() => fake.activeChats() === 0)
})

test('background work is refused while somebody is being answered', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(150, { tokenDelayMs: 10 }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url })
  const asked = listen(llm.ask('hello'))
  await until(() => fake.activeChats() === 1)
  expect(await failureOf(listen(llm.generate(background)))).toMatchObject({ code: 'overloaded' })
  expect((await asked).finish?.reason).toBe('FINISH_REASON_STOP')
  expect(fake.requests.filter(({ path }) => path === '/api/chat')).toHaveLength(1)
})
