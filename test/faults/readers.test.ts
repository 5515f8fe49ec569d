import { expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { untilStopped } from '@collabry/fake-ollama/stalled'
import { clientOf } from '../e2e/client'
import { measured, startProduct, until } from '../e2e/product'

setDefaultTimeout(180_000)

const READERS = 50
const MIB = 1_048_576
/** Far above what a stalled reader may cost (64 KiB and its sockets), far below what fifty endless answers make of it. */
const GROWTH_MIB_MAX = 200

test('readers that stop reading cost little, hold up nobody, are cut, and give their model back', async () => {
  await using fake = await startFakeOllama({
    script: () => ({ tokens: [], endless: ` ${'x'.repeat(4_000)}` }),
  })
  const env = { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url, STREAM_STALL_SECONDS: '5' }
  await using product = await startProduct({ env })
  const client = await clientOf(product, 'ann')
  const token = await product.token('slow')
  await client.get('/ai/sessions')
  const resident = (service: 'gateway' | 'llm') => rssOf(product.pids()[service])
  const before = { gateway: resident('gateway'), llm: resident('llm') }
  const sockets = Array.from({ length: READERS }, (_, n) => stalledReader(new URL(product.url), token, n))
  await until(() => fake.activeChats() === READERS)
  await until(async () => (await client.get('/ai/sessions')).status === 200)
  await Promise.all(fake.requests.filter(({ endedAt }) => endedAt === undefined).map(untilStopped))
  const grown = { gateway: (resident('gateway') - before.gateway) / MIB, llm: (resident('llm') - before.llm) / MIB }
  measured(`${READERS} stalled readers: gateway +${Math.round(grown.gateway)} MiB, llm +${Math.round(grown.llm)} MiB`)
  expect(grown.gateway).toBeLessThan(GROWTH_MIB_MAX)
  expect(grown.llm).toBeLessThan(GROWTH_MIB_MAX)
  await until(() => fake.activeChats() === 0)
  for (const socket of sockets) socket.destroy()
  expect((await client.get('/ai/sessions')).status).toBe(200)
})

function stalledReader({ hostname, port }: URL, token: string, number: number): Socket {
  const socket = connect(Number(port), hostname)
  const body = JSON.stringify({ message: `Write letters without an end, please (${number})` })
  socket.write(
    `POST /ai/chat/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  socket.once('data', () => socket.pause())
  socket.on('error', () => undefined)
  return socket
}

const rssOf = (pid: number) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024
