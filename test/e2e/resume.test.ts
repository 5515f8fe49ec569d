import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import { nextOf, readEvents, type SseEvent, textOf } from './client'
import { type GatewayProcess, spawnGateway } from './gateway-process'
import { measured, until } from './product'

setDefaultTimeout(180_000)

let fake: FakeOllama
let stack: Stack
let gateways: string[]
const gatewayProcesses: GatewayProcess[] = []
beforeAll(async () => {
  fake = await startFakeOllama()
  stack = await startStack({ env: { LLM_PROVIDER: 'auto', OLLAMA_BASE_URL: fake.url } })
  gateways = [stack.url, (await moreGateway()).url]
})
afterAll(async () => {
  await Promise.all(gatewayProcesses.map((gateway) => gateway[Symbol.asyncDispose]()))
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

/** Another gateway on the same services, in a separate process. */
async function moreGateway(changed: Record<string, string> = {}) {
  const gateway = await spawnGateway(stack, changed)
  gatewayProcesses.push(gateway)
  return gateway
}

const call = async (url: string, { user = 'alice', headers = {}, ...init }: RequestInit & { user?: string } = {}) =>
  fetch(url, {
    ...init,
    headers: { authorization: `Bearer ${await stack.token(user)}`, 'content-type': 'application/json', ...headers },
  })

/** A resumable stream, and the way to hang up on it. */
async function ask(url: string, body: object = {}, path = '/ai/chat/stream') {
  const hangUp = new AbortController()
  const fields = { message: 'Count to two hundred, please', resumable: true, ...body }
  const response = await call(`${url}${path}`, { method: 'POST', body: JSON.stringify(fields), signal: hangUp.signal })
  const streamId = response.headers.get('x-stream-id') ?? ''
  return { response, streamId, events: readEvents(response), hangUp: () => hangUp.abort() }
}

const resume = (url: string, streamId: string, lastEventId = '', init: Parameters<typeof call>[1] = {}) =>
  call(`${url}/ai/chat/stream/${streamId}`, { ...init, headers: lastEventId ? { 'last-event-id': lastEventId } : {} })

const isReal = ({ comment }: SseEvent) => comment === undefined

async function all(events: AsyncGenerator<SseEvent>): Promise<SseEvent[]> {
  const seen: SseEvent[] = []
  for await (const event of events) if (isReal(event)) seen.push(event)
  return seen
}

/** The next few events; then the connection is cut. */
async function some(events: AsyncGenerator<SseEvent>, count: number): Promise<SseEvent[]> {
  const seen: SseEvent[] = []
  for await (const event of events) {
    if (isReal(event)) seen.push(event)
    if (seen.length === count) break
  }
  return seen
}

const historyOf = async (session: string) => {
  const answer = await call(`${stack.url}/ai/sessions/${session}/messages`)
  return ((await answer.json()) as { messages: { content: string; status: string }[] }).messages.at(-1)
}

test('a stream that is cut at every event goes on through another gateway each time, to the byte', async () => {
  fake.script = numberedScript(240, { tokenDelayMs: 10 }) // slowly, so that hardly two of them become one event
  const first = await ask(gateways[0] ?? '', { session_id: 'cut' })
  const seen = await some(first.events, 1)
  first.hangUp()
  let cuts = 1
  while (seen.at(-1)?.event !== 'done') {
    const answer = await resume(gateways[cuts % 2] ?? '', first.streamId, seen.at(-1)?.id)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-stream-id')).toBe(first.streamId)
    seen.push(...(await some(readEvents(answer), 1)))
    cuts += 1
  }
  measured(`${seen.length} events over ${cuts} connections`)
  const kept = await historyOf('cut')
  expect(kept?.status).toBe('complete')
  expect(textOf(seen)).toBe(kept?.content ?? '')
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(50)
}, 90_000)

describe('an ended stream', () => {
  let streamId = ''
  let whole: SseEvent[] = []
  beforeAll(async () => {
    fake.script = numberedScript(20)
    const stream = await ask(gateways[0] ?? '', { session_id: 'ended', include_sources: true })
    streamId = stream.streamId
    whole = await all(stream.events)
  })

  test('is replayed whole through any gateway, and behind its end there is nothing', async () => {
    expect(whole.map(({ event }) => event)).toEqual(['sources', ...whole.slice(2).map(() => undefined), 'done'])
    for (const gateway of gateways) {
      expect(await all(readEvents(await resume(gateway, streamId)))).toEqual(whole)
      expect((await resume(gateway, streamId, whole.at(-1)?.id)).status).toBe(204)
      expect(await all(readEvents(await resume(gateway, streamId, whole.at(-2)?.id)))).toEqual(whole.slice(-1))
    }
  })

  test("is nobody else's to read, to stop or to open", async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/ticket'],
    ]) {
      const answer = await call(`${stack.url}/ai/chat/stream/${streamId}${path}`, { method: method ?? '', user: 'bob' })
      expect([method, answer.status]).toEqual([method, 404])
    }
  })

  test('cannot be gone on with behind what it never said', async () => {
    for (const id of [`${streamId}-x`, 'other-1', `${streamId}-`, '7']) {
      expect((await resume(stack.url, streamId, id)).status).toBe(422)
    }
  })

  test('lets in who has a ticket, once, and to nothing else', async () => {
    const ticket = async () => {
      const answer = await call(`${stack.url}/ai/chat/stream/${streamId}/ticket`, { method: 'POST' })
      return ((await answer.json()) as { ticket: string }).ticket
    }
    const good = await ticket()
    const url = `${gateways[1]}/ai/chat/stream/${streamId}?ticket=${good}`
    expect(await all(readEvents(await fetch(url)))).toEqual(whole)
    expect((await fetch(url)).status).toBe(401)
    const other = await ticket()
    expect((await fetch(`${stack.url}/ai/sessions?ticket=${other}`)).status).toBe(401)
    expect((await fetch(`${stack.url}/ai/chat/stream/another?ticket=${other}`)).status).toBe(401)
    expect((await fetch(`${url}x`)).status).toBe(401)
  })
})

test('any gateway stops a stream, and its end says so', async () => {
  fake.script = numberedScript(20_000, { tokenDelayMs: 5 })
  const stream = await ask(gateways[0] ?? '', { session_id: 'stopped' })
  const seen = await some(stream.events, 5)
  const stop = () => call(`${gateways[1]}/ai/chat/stream/${stream.streamId}`, { method: 'DELETE' })
  const answer = await stop()
  const stoppedAt = performance.now()
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ stopped: true, message: 'The answer is being stopped' })
  await until(() => fake.activeChats() === 0)
  measured(`the model stopped ${Math.round(performance.now() - stoppedAt)} ms after the answer`)
  expect(fake.lastChat()?.end).toBe('connection_gone')
  const rest = await all(readEvents(await resume(gateways[1] ?? '', stream.streamId, seen.at(-1)?.id)))
  expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ code: 'cancelled' })
  const kept = await historyOf('stopped')
  expect(kept).toMatchObject({ status: 'interrupted', content: textOf([...seen, ...rest]) })
  expect(await (await stop()).json()).toMatchObject({ stopped: false, message: 'The answer has ended already' })
})

test('a stream that has ended well is not stopped, and stays as it is', async () => {
  fake.script = numberedScript(5)
  const stream = await ask(gateways[0] ?? '', { session_id: 'ended' })
  const seen = await all(stream.events)
  const answer = await call(`${gateways[1]}/ai/chat/stream/${stream.streamId}`, { method: 'DELETE' })
  expect(await answer.json()).toMatchObject({ stopped: false, message: 'The answer has ended already' })
  expect(textOf(await all(readEvents(await resume(gateways[1] ?? '', stream.streamId))))).toBe(textOf(seen))
  expect(await historyOf('ended')).toMatchObject({ status: 'complete' })
})

test('a stream that nobody reads is stopped when the time is over, and not before', async () => {
  fake.script = numberedScript(5_000, { tokenDelayMs: 5 })
  const { url } = await moreGateway({ STREAM_RESUME_SECONDS: '1' })
  const stream = await ask(url)
  await some(stream.events, 3)
  const asked = fake.lastChat() // work in the background may follow it, once the model is idle
  stream.hangUp()
  const leftAt = performance.now()
  await until(() => fake.activeChats() === 0)
  expect(performance.now() - leftAt).toBeGreaterThan(900)
  expect(asked?.end).toBe('connection_gone')
})

test('a follower learns that the producing gateway was killed', async () => {
  fake.script = numberedScript(5_000, { tokenDelayMs: 5 })
  const { url, child } = await moreGateway()
  const stream = await ask(url, { session_id: 'lost' })
  const seen = await some(stream.events, 20)
  const following = readEvents(await resume(stack.url, stream.streamId, seen.at(-1)?.id))
  const followed = [await nextOf(following)].filter(isReal)
  child.kill('SIGKILL')
  const killedAt = performance.now()
  const rest = [...followed, ...(await all(following))]
  measured(`producer_lost ${Math.round(performance.now() - killedAt)} ms after kill -9`)
  expect(rest.at(-1)?.event).toBe('error')
  expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ code: 'producer_lost' })
  const kept = await historyOf('lost')
  expect(kept).toMatchObject({ status: 'interrupted', content: textOf([...seen, ...rest]) })
})

test('a draining gateway goes on producing while its client resumes through another', async () => {
  fake.script = numberedScript(150, { tokenDelayMs: 5 })
  const { url, child } = await moreGateway()
  const stream = await ask(url, { session_id: 'drained' })
  const seen = await some(stream.events, 5)
  stream.hangUp()
  child.kill('SIGTERM')
  const rest = await all(readEvents(await resume(stack.url, stream.streamId, seen.at(-1)?.id)))
  expect(rest.at(-1)?.event).toBe('done')
  expect(await child.exited).toBe(0)
  expect(await historyOf('drained')).toMatchObject({ status: 'complete', content: textOf([...seen, ...rest]) })
})

describe('with an Idempotency-Key', () => {
  const keyed = (gateway: string, key: string, path: string, body: object) =>
    call(`${gateway}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } })

  test('a chat is answered once, whichever gateway is asked', async () => {
    fake.script = numberedScript(5)
    const body = { message: 'What is photosynthesis?' }
    const first = (await (await keyed(gateways[0] ?? '', 'once', '/ai/chat', body)).json()) as { session_id: string }
    const again = await keyed(gateways[1] ?? '', 'once', '/ai/chat', body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.json()).toEqual(first)
    const sessions = await call(`${stack.url}/ai/sessions/${first.session_id}/messages`)
    expect(((await sessions.json()) as { messages: unknown[] }).messages).toHaveLength(2)
    expect((await keyed(gateways[1] ?? '', 'once', '/ai/chat', { message: 'Something else' })).status).toBe(409)
  })

  test('a running resumable stream is attached to, and replayed under the same id when it has ended', async () => {
    fake.script = numberedScript(100, { tokenDelayMs: 5 })
    const body = { message: 'Count to a hundred, please', resumable: true }
    const first = await keyed(gateways[0] ?? '', 'stream', '/ai/chat/stream', body)
    const events = readEvents(first)
    await events.next()
    const attached = await keyed(gateways[1] ?? '', 'stream', '/ai/chat/stream', body)
    expect(attached.headers.get('x-stream-id')).toBe(first.headers.get('x-stream-id'))
    const seen = await all(readEvents(attached))
    expect(seen.at(-1)?.event).toBe('done')
    await all(events)
    const again = await keyed(gateways[1] ?? '', 'stream', '/ai/chat/stream', body)
    expect(again.headers.get('x-stream-id')).toBe(first.headers.get('x-stream-id'))
    expect(await all(readEvents(again))).toEqual(seen)
  })

  test('a stream whose connection was cut goes on instead of beginning again', async () => {
    fake.script = numberedScript(60, { tokenDelayMs: 5 })
    const body = { message: 'Count to sixty, please', resumable: true, session_id: 'retried' }
    const first = await keyed(gateways[0] ?? '', 'cut', '/ai/chat/stream', body)
    await some(readEvents(first), 3)
    await until(async () => (await keyed(gateways[1] ?? '', 'cut', '/ai/chat/stream', body)).status === 200)
    const whole = await all(readEvents(await keyed(gateways[1] ?? '', 'cut', '/ai/chat/stream', body)))
    expect(whole.at(-1)?.event).toBe('done')
    const messages = (await (await call(`${stack.url}/ai/sessions/retried/messages`)).json()) as { messages: unknown[] }
    expect(messages.messages).toHaveLength(2)
  })
})

test('a request that is not accepted is a plain error', async () => {
  const answer = await ask(stack.url, { message: '' })
  expect(answer.response.status).toBe(422)
})
