import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { untilStopped } from '@collabry/fake-ollama/stalled'
import { listen, openLlm, until } from './llm'

setDefaultTimeout(180_000)

const messages = [{ role: 'ROLE_USER' as const, content: 'hello' }]

test("fifty requests of one user delay another's by the answer that is being made, and by no other", async () => {
  const spoken = Promise.withResolvers<void>()
  await using fake = await startFakeOllama({ script: numberedScript(3, { until: spoken.promise }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, UPSTREAM_GENERATIONS_MAX: '1' })
  const order: string[] = []
  const ask = async (userId: string) => {
    await listen(llm.generate({ userId, messages }))
    order.push(userId)
  }
  const ann = Array.from({ length: 50 }, () => ask('ann'))
  await until(async () => fake.activeChats() === 1 && (await llm.queued()) === 49)
  const bob = ask('bob')
  await until(async () => (await llm.queued()) === 50)
  spoken.resolve()
  await Promise.all([...ann, bob])
  expect(order.indexOf('bob')).toBe(1)
  expect(order).toHaveLength(51)
})

test('two readers that stop hold their places only until they are cut, and their connections to the model close with them', async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [], endless: ' '.repeat(8_192) }) })
  await using llm = await openLlm({ OLLAMA_BASE_URL: fake.url, UPSTREAM_GENERATIONS_MAX: '2' })
  const stalled = ['ann', 'bob'].map((userId) => llm.generate({ userId, messages }))
  for (const answer of stalled) await answer.next()
  await until(() => fake.activeChats() === 2)
  const chats = fake.requests.slice(-2)
  fake.script = numberedScript(3)
  const third = listen(llm.generate({ userId: 'cy', messages }))
  // The answers have no end: this process would read on and on if what it was not asked for did not wait at the model.
  await Promise.all(chats.map(untilStopped))
  expect(fake.activeChats()).toBe(2)
  await Promise.all(stalled.map((answer) => answer.return(undefined)))
  expect((await third).finish?.reason).toBe('FINISH_REASON_STOP')
  await until(() => fake.activeChats() === 0)
  expect(fake.requests.filter(({ end }) => end === 'connection_gone')).toHaveLength(2)
})
