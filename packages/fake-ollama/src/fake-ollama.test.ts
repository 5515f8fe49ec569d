import { expect, test } from 'bun:test'
import { once } from 'node:events'
import { connect } from 'node:net'
import { CHAT_MODEL, startFakeOllama } from './fake-ollama'
import { type Fault, numberedScript } from './script'
import { STALLED_BYTES_MAX, untilStopped } from './stalled'

const ask = (url: string, signal?: AbortSignal) =>
  fetch(`${url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: CHAT_MODEL, messages: [{ role: 'user', content: 'how are you' }] }),
    ...(signal ? { signal } : {}),
  })

const texts = (body: string) =>
  body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).message.content)
    .join('')

test('streams its script as lines of JSON and ends with done', async () => {
  await using fake = await startFakeOllama()
  const body = await (await ask(fake.url)).text()
  expect(texts(body)).toBe(' You asked: how are you')
  expect(JSON.parse(body.trim().split('\n').at(-1) ?? '')).toMatchObject({ done: true, done_reason: 'stop', eval_count: 5 })
  expect(fake.activeChats()).toBe(0)
})

test('notices a client that leaves before the headers', async () => {
  await using fake = await startFakeOllama({ script: numberedScript(5, { fault: { kind: 'silent' } }) })
  const leaving = new AbortController()
  const answer = ask(fake.url, leaving.signal).catch((error: Error) => error.name)
  while (fake.activeChats() === 0) await Bun.sleep(2)
  leaving.abort()
  expect(await answer).toBe('AbortError')
  while (fake.activeChats() > 0) await Bun.sleep(2)
  expect(fake.lastChat()?.end).toBe('connection_gone')
})

test('splits characters over writes without harming the text', async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [' žluť', ' 漢字 🙂'], fault: { kind: 'split_utf8' } }) })
  expect(texts(await (await ask(fake.url)).text())).toBe(' žluť 漢字 🙂')
})

const broken: Fault[] = [
  { kind: 'close_mid_line', after: 2 },
  { kind: 'reset_mid_line', after: 2 },
]
for (const fault of broken) {
  test(`${fault.kind} breaks the body of the answer`, async () => {
    await using fake = await startFakeOllama({ script: numberedScript(5, { fault }) })
    const response = await ask(fake.url)
    expect(await response.text().catch((error: { code: string }) => error.code)).toBe('ECONNRESET')
  })
}

test('texts that share words have nearer vectors than texts that share none', async () => {
  await using fake = await startFakeOllama()
  const input = ['laminar boundary layer', 'the boundary layer', 'cats purr']
  const response = await fetch(`${fake.url}/api/embed`, { method: 'POST', body: JSON.stringify({ model: 'all-minilm', input }) })
  const { embeddings } = (await response.json()) as { embeddings: number[][] }
  const [a = [], b = [], c = []] = embeddings
  const dot = (left: number[], right: number[]) => left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
  expect(dot(a, a)).toBeCloseTo(1, 6)
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3)
})

test('answers a JSON schema with a value of it', async () => {
  await using fake = await startFakeOllama()
  const format = {
    type: 'object',
    properties: { label: { type: 'string' }, children: { type: 'array', items: { type: 'string' } } },
  }
  const body = JSON.stringify({ model: 'fake-chat', stream: false, messages: [], format })
  const reply = (await (await fetch(`${fake.url}/api/chat`, { method: 'POST', body })).json()) as { message: { content: string } }
  expect(JSON.parse(reply.message.content)).toEqual({ label: 'scripted text', children: ['scripted text'] })
})

test('gives a reader that stops no more than the buffers hold, and goes on when it reads again', async () => {
  const piece = 'x'.repeat(8_192)
  await using fake = await startFakeOllama({ script: () => ({ tokens: [], endless: piece }) })
  const socket = connect(fake.port, '127.0.0.1')
  const body = JSON.stringify({ model: CHAT_MODEL, messages: [] })
  socket.write(`POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  await once(socket, 'data')
  socket.pause()
  const [chat = { sent: { bytes: 0 } }] = fake.requests
  await untilStopped(chat)
  expect(fake.activeChats()).toBe(1)
  socket.resume()
  while (chat.sent.bytes < 2 * STALLED_BYTES_MAX) await Bun.sleep(2)
  socket.destroy()
  while (fake.activeChats() > 0) await Bun.sleep(2)
  expect(fake.requests[0]?.end).toBe('connection_gone')
})

test("speaks OpenAI's API too: events, the count where it is asked for, and the end", async () => {
  await using fake = await startFakeOllama()
  const complete = (more: object) =>
    fetch(`${fake.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: CHAT_MODEL, messages: [{ role: 'user', content: 'how are you' }], ...more }),
    })
  const events = (await (await complete({ stream: true, stream_options: { include_usage: true } })).text()).split('\n\n')
  const [last, usage, end] = events.slice(-4).map((event) => event.replace('data: ', ''))
  expect(end).toBe('[DONE]')
  expect(JSON.parse(usage ?? '').usage).toMatchObject({ completion_tokens: 5 })
  expect(JSON.parse(last ?? '').choices[0].finish_reason).toBe('stop')
  const whole = (await (await complete({})).json()) as { choices: { message: { content: string } }[] }
  expect(whole.choices[0]?.message.content).toBe(' You asked: how are you')
})
