import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { clientOf } from '../e2e/client'
import { startProduct, until } from '../e2e/product'

setDefaultTimeout(120_000)

test('SIGTERM under load: what was taken is answered, streams within the grace time end whole, longer ones say shutting_down', async () => {
  const short = numberedScript(40, { tokenDelayMs: 50 })
  const long = numberedScript(2_000, { tokenDelayMs: 50 })
  await using fake = await startFakeOllama({
    script: (request) => (JSON.stringify(request).includes('for ever') ? long : short)(request),
  })
  const env = { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url, SHUTDOWN_GRACE_SECONDS: '8' }
  await using product = await startProduct({ env })
  const clients = await Promise.all(['ann', 'bob', 'cy'].map((user) => clientOf(product, user)))
  const client = (n: number) => clients[n % clients.length] as (typeof clients)[number]
  const finite = Array.from({ length: 10 }, (_, n) => client(n).read('/ai/chat/stream', { message: `Count a little (${n})` }))
  const endless = Array.from({ length: 3 }, (_, n) => client(n).read('/ai/chat/stream', { message: `Count for ever (${n})` }))
  const whole = Array.from({ length: 5 }, (_, n) => client(n).post('/ai/chat', { message: `Count in one go (${n})` }))
  await until(() => fake.activeChats() === 18)
  const stopped = product.stop()
  for (const { status } of await Promise.all(whole)) expect(status).toBe(200)
  const expected = short({ model: '', messages: [] }).tokens.join('').trim()
  for (const { text, events } of await Promise.all(finite))
    expect([events.at(-1)?.event, text.trim()]).toEqual(['done', expected])
  for (const { events } of await Promise.all(endless)) {
    expect(events.filter(({ event }) => event === 'done' || event === 'error')).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({ event: 'error', data: expect.stringContaining('"shutting_down"') })
  }
  expect(await stopped).toBe(0)
  await until(() => fake.activeChats() === 0)
})
