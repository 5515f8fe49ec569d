import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net'
import { Client, credentials, Metadata, makeGenericClientConstructor, Server, ServerCredentials } from '@grpc/grpc-js'
import fc from 'fast-check'
import { encode, type Message, method } from '../../../test/json-method'
import { AppError } from '../../errors'
import { createLog } from '../../log'
import { CALLER, KEY } from '../auth'
import { MESSAGE_BYTES_MAX } from '../limits'
import { clientStream, serverStream, startGrpcServer, unary } from '../server'
import { connectTo, createStub, type MethodPolicy } from '../stubs'
import { decodeFrames, decodeMessage, encodeCredit, encodeFrame, encodeOpen, Flag, Kind, linkService } from './frames'
import { affinityRank } from './pool'
import { LINK_CALLS_MAX } from './server'
import { Silence, WINDOW_BYTES } from './session'

setDefaultTimeout(20_000)

/** Splits the bytes of a request into pieces of different sizes, some of them empty, if its text begins with `big pieces`. */
function requestPieces(request: Message): Iterator<Buffer> | undefined {
  const { text = '' } = request
  if (!text.startsWith('big pieces')) return undefined
  const bytes = encode(request)
  return (function* () {
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 3) % 300_007) {
      yield Buffer.concat([bytes.subarray(at, at + size)])
      yield Buffer.alloc(0)
      if (text.endsWith('broken')) throw new AppError('internal_error', 'No more.')
    }
  })()
}
const service = {
  say: { ...method('say', false, false), requestPieces },
  wait: method('wait', false, false),
  count: method('count', false, true),
  collect: method('collect', true, false),
  secret: method('secret', false, false),
}
const Echo = makeGenericClientConstructor(service, 'Echo') as never
const policy: MethodPolicy = { deadlineMs: 10_000, idempotent: false }
const POLICIES = { say: policy, wait: policy, count: policy, collect: policy, secret: policy }
const RETRIED = { ...POLICIES, say: { ...policy, idempotent: true } }

interface Stub {
  collect(requests: AsyncIterable<Message>, call: object): Promise<Message>
  say(request: Message, call: object): Promise<Message>
  wait(request: Message, call: object): Promise<Message>
  secret(request: Message, call: object): Promise<Message>
  count(request: Message, call: object): AsyncGenerator<Message>
}

const toClose: (() => unknown)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

/** A server whose streams tell how far they were drawn, and when they ended. */
async function serve(more: { links?: boolean; linkAgeMs?: number; linkReplacementMs?: number; port?: number } = {}) {
  const drawn = new Map<string, number>()
  const ended: string[] = []
  let waiting = 0
  const server = await startGrpcServer<object>({
    service: service as never,
    handlers: {
      say: unary<Message, Message>(async ({ userId, text }, { requestId, caller }) => {
        if (text === 'refuse')
          throw new AppError('quota_exceeded', 'Too much.', { retryAfterMs: 1_500, fields: [{ field: 'text', message: 'long' }] })
        if (text === 'bug') throw new Error('password of the database')
        if (text === 'grow') return { userId, text: 'x'.repeat(MESSAGE_BYTES_MAX) }
        return { userId, text: text?.startsWith('big') ? text : `${requestId} ${caller}` }
      }),
      wait: unary<Message, Message>(async ({ userId }, { signal }) => {
        waiting++
        await once(signal, 'abort').catch(() => undefined)
        waiting--
        ended.push(userId)
        return { userId }
      }),
      count: serverStream<Message, Message>(async function* ({ userId, count = 0, text }) {
        try {
          for (let n = 0; n < count; n++) {
            drawn.set(userId, n)
            if (text === 'paced') await Bun.sleep(5)
            yield { userId, text: text === 'wide' ? 'x'.repeat(10_000) : String(n) }
          }
        } finally {
          ended.push(userId)
        }
      }),
      collect: clientStream<Message, Message>(async () => ({ userId: 'x' })),
      secret: unary<Message, Message>(async () => ({ userId: 'x' })),
    } as never,
    host: '127.0.0.1',
    port: more.port ?? 0,
    keys: ['friend:one'],
    callers: { friend: ['say', 'wait', 'count', 'collect'] },
    log: createLog({ service: 'test', level: 'error' }),
    ...more,
  })
  toClose.push(() => server.drain(0))
  return { server, drawn, ended, waiting: () => waiting }
}

/** A client of one process, or of an address that names several. */
function client(to: number | string, isLinked = true, policies = POLICIES) {
  const address = typeof to === 'string' ? to : `127.0.0.1:${to}`
  const { connection, ways, close } = connectTo(Echo, address, { caller: 'friend', key: 'one' }, { isLinked })
  toClose.push(close)
  return { stub: createStub(Echo, connection, policies as never, ways) as unknown as Stub, links: ways.links }
}

/** A client whose link is there. */
async function linked(to: number | string, policies = POLICIES) {
  const made = client(to, true, policies)
  await until(() => made.links?.pick() !== undefined)
  return made
}

async function* requests(): AsyncGenerator<Message> {
  yield { userId: 'ann' }
}

/** Ports that were free a moment ago. */
async function twoPorts(): Promise<number[]> {
  const servers = [createServer(), createServer()]
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening')
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  for (const server of servers) await once(server.close(), 'close')
  return ports
}

const until = async (condition: () => boolean) => {
  while (!condition()) await Bun.sleep(5)
}
const call = (more: object = {}) => ({ signal: new AbortController().signal, requestId: 'r-1', ...more })
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure' as never,
    (error: AppError) => error,
  )
const drain = async (replies: AsyncIterable<Message>) => {
  const texts: string[] = []
  for await (const { text = '' } of replies) texts.push(text)
  return texts
}

describe('a call over a link', () => {
  test('is answered, refused and judged as an ordinary one', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port)
    const ordinary = client(server.port, false).stub
    for (const { say, count, secret } of [stub, ordinary]) {
      expect((await say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
      expect(await drain(count({ userId: 'ann', count: 500 }, call()))).toEqual(Array.from({ length: 500 }, (_, n) => String(n)))
      expect(await failure(say({ userId: 'ann', text: 'refuse' }, call()))).toMatchObject({
        code: 'quota_exceeded',
        message: 'Too much.',
        retryAfterMs: 1_500,
        fields: [{ field: 'text', message: 'long' }],
      })
      const bug = await failure(say({ userId: 'ann', text: 'bug' }, call()))
      expect(bug).toMatchObject({ code: 'internal_error' })
      expect(bug.message).not.toContain('password')
      expect(await failure(say({ userId: '' }, call()))).toMatchObject({ code: 'validation_error' })
      expect(await failure(secret({ userId: 'ann' }, call()))).toMatchObject({ code: 'forbidden' })
      expect(await failure(say({ userId: 'ann', text: 'grow' }, call()))).toMatchObject({ code: 'payload_too_large' })
      const huge = { userId: 'ann', text: 'x'.repeat(MESSAGE_BYTES_MAX) }
      expect(await failure(say(huge, call()))).toMatchObject({ code: 'payload_too_large' })
      expect((await say({ userId: 'ann', text: `big${'x'.repeat(3_000_000)}` }, call())).text).toHaveLength(3_000_003)
    }
  })

  test('is the same when its request is made piece by piece', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port)
    const long = Array.from({ length: 300_000 }, (_, n) => n).join()
    const answers = await Promise.all(
      ['', 'short', long, 'b', long].map((text) => stub.say({ userId: 'ann', text: `big pieces ${text}` }, call())),
    )
    expect(answers.map(({ text }) => text?.slice(11) === long)).toEqual([false, false, true, false, true])
    const failures = ['broken', 'x'.repeat(MESSAGE_BYTES_MAX)].map((text) =>
      failure(stub.say({ userId: 'ann', text: `big pieces ${text}` }, call())),
    )
    expect((await Promise.all(failures)).map(({ code }) => code)).toEqual(['internal_error', 'payload_too_large'])
    expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
  })

  test('is cancelled at its source, by its caller, by its deadline and by a reader that stops', async () => {
    const { server, ended, waiting } = await serve()
    const { stub } = await linked(server.port)
    const leave = new AbortController()
    const left = failure(stub.wait({ userId: 'left' }, call({ signal: leave.signal })))
    await until(() => waiting() === 1)
    leave.abort()
    expect(await left).toMatchObject({ code: 'cancelled' })
    expect(await failure(stub.wait({ userId: 'late' }, call({ deadlineMs: 50 })))).toMatchObject({ code: 'timeout' })
    for await (const _ of stub.count({ userId: 'stopped', count: 1e9, text: 'paced' }, call())) break
    await until(() => ended.length === 3)
    expect(ended).toEqual(['left', 'late', 'stopped'])
    const limited = call({ signal: AbortSignal.timeout(50) })
    expect(await failure(stub.wait({ userId: 'limited' }, limited))).toMatchObject({ code: 'timeout' })
    expect(await failure(stub.say({ userId: 'ann' }, limited))).toMatchObject({ code: 'timeout' })
    expect(await failure(stub.say({ userId: 'ann' }, call({ signal: leave.signal })))).toMatchObject({ code: 'cancelled' })
  })

  test('that nobody reads holds back its own generator and no other call', async () => {
    const { server, drawn } = await serve()
    const { stub } = await linked(server.port)
    const slow = stub.count({ userId: 'slow', count: 1_000, text: 'wide' }, call())
    await slow.next()
    expect(await drain(stub.count({ userId: 'quick', count: 1_000, text: 'wide' }, call()))).toHaveLength(1_000)
    expect((drawn.get('slow') ?? 0) * 10_000).toBeLessThan(4 * WINDOW_BYTES)
    expect(await drain(slow)).toHaveLength(999)
  })

  test('reaches a process that has no links as an ordinary call', async () => {
    const { server } = await serve({ links: false })
    const { stub, links } = client(server.port)
    for (let n = 0; n < 20; n++) {
      expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
      await Bun.sleep(5)
    }
    expect(links?.pick()).toBeUndefined()
  })
})

test('a key belongs to one address, keys are spread over all, and an address that leaves moves no key of another', () => {
  const targets = ['ipv4:10.0.0.1:1', 'ipv4:10.0.0.2:1', 'ipv4:10.0.0.3:1']
  const owner = (key: string, among: string[]) => among.toSorted((a, b) => affinityRank(key, b) - affinityRank(key, a))[0]
  const keys = Array.from({ length: 300 }, (_, n) => `stream-${n}`)
  for (const target of targets) {
    const own = keys.filter((key) => owner(key, targets) === target)
    expect(own.length).toBeGreaterThan(50)
    for (const key of keys.filter((one) => !own.includes(one))) {
      const left = targets.filter((one) => one !== target)
      expect(owner(key, left)).toBe(owner(key, targets))
    }
  }
})

test('a call that waits for a link asks for that of its key, too', async () => {
  const { server } = await serve()
  const { connection, close } = connectTo(Echo, `127.0.0.1:${server.port}`, { caller: 'friend', key: 'one' }, { isLinked: false })
  toClose.push(close)
  const keys: (string | undefined)[] = []
  const links = { pick: (key?: string) => void keys.push(key), handoverEndsAt: 0, isOpening: () => false }
  const stub = createStub(Echo, connection, POLICIES as never, { links: links as never }) as unknown as Stub
  await stub.say({ userId: 'ann' }, call({ affinity: 'stream-1' }))
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys)).toEqual(new Set(['stream-1']))
})

describe('a link', () => {
  test('of an unknown caller is refused, and so are its calls', async () => {
    const { server } = await serve()
    const { connection, ways, close } = connectTo(
      Echo,
      `127.0.0.1:${server.port}`,
      { caller: 'friend', key: 'two' },
      { isLinked: true },
    )
    toClose.push(close)
    const stub = createStub(Echo, connection, POLICIES as never, ways) as unknown as Stub
    for (let n = 0; n < 10; n++) {
      expect(await failure(stub.say({ userId: 'ann' }, call()))).toMatchObject({ code: 'invalid_token' })
      await Bun.sleep(5)
    }
    expect(ways.links?.pick()).toBeUndefined()
  })

  test('that is old takes calls until a new one has taken its place, and ends with its last one', async () => {
    const { server } = await serve({ linkAgeMs: 150 })
    const { stub, links } = await linked(server.port)
    const first = links?.pick()
    const running = stub.count({ userId: 'ann', count: 100, text: 'paced' }, call())
    await running.next()
    // Nobody calls meanwhile: the new link does not wait for a call.
    await until(() => first?.isGoingAway === true)
    expect(links?.pick()).toBeDefined()
    expect(links?.pick()).not.toBe(first)
    for (let n = 0; n < 100; n++) expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
    expect(await drain(running)).toHaveLength(99)
    expect(first?.size).toBe(0)
  })

  test('that grows old while calls are on their way breaks none of them', async () => {
    const { server } = await serve({ linkAgeMs: 30 })
    const { stub } = await linked(server.port)
    const callers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 300; n++) await stub.say({ userId: 'ann' }, call())
    })
    await Promise.all(callers)
  })

  test('of a server that drains finishes its calls, and fails no new one but as unavailable', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port)
    const running = stub.count({ userId: 'ann', count: 50, text: 'paced' }, call())
    await running.next()
    const drained = server.drain(5_000)
    expect(await drain(running)).toHaveLength(49)
    await drained
    expect(await failure(stub.say({ userId: 'ann' }, call()))).toMatchObject({ code: 'unavailable' })
  })

  test('that begins after its process has left waits for the next process, whichever kind it is', async () => {
    const [firstPort = 0, secondPort = 0] = await twoPorts()
    const { server } = await serve({ port: firstPort })
    const { stub, links } = await linked(`ipv4:127.0.0.1:${firstPort},127.0.0.1:${secondPort}`)
    await stub.collect(requests(), call()) // the connection beside the link is there too
    await server.drain(1_000)
    await until(() => links?.pick() === undefined)
    const said = stub.say({ userId: 'ann' }, call())
    const counted = drain(stub.count({ userId: 'ann', count: 2 }, call()))
    const collected = stub.collect(requests(), call())
    const early = failure(stub.say({ userId: 'ann' }, call({ deadlineMs: 100 })))
    expect((await early).code).toBe('unavailable')
    await serve({ port: secondPort })
    expect((await said).text).toBe('r-1 friend')
    expect(await counted).toEqual(['0', '1'])
    expect((await collected).userId).toBe('x')
  })

  test('that carries much is read to its end by a slow reader, though its server has left meanwhile', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port, { ...POLICIES, count: { ...policy, isBulk: true } })
    const replies = stub.count({ userId: 'ann', count: 600 }, call())
    await replies.next()
    await server.drain(5_000)
    let read = 1
    for await (const _ of replies) if (++read < 20) await Bun.sleep(20)
    expect(read).toBe(600)
  })

  test('takes so many calls at once, and callers of more make ordinary ones', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port)
    const leave = new AbortController()
    const many = Array.from({ length: LINK_CALLS_MAX }, () =>
      failure(stub.wait({ userId: 'many' }, call({ signal: leave.signal }))),
    )
    await Bun.sleep(20)
    expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
    leave.abort()
    for (const failed of many) expect(await failed).toMatchObject({ code: 'cancelled' })
  })
})

/** Relays bytes until it is told to reset its connections, or to swallow all that comes. */
async function relay(port: number) {
  const sockets = new Set<Socket>()
  let swallows = false
  const server = createServer((socket) => {
    const onward = connectSocket(port, '127.0.0.1')
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => void (swallows || to.write(bytes)))
      from.on('close', () => to.destroy())
      from.on('error', () => undefined)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  toClose.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as { port: number }).port,
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    swallow(on: boolean) {
      swallows = on
    },
    /** From now on new connections are refused. */
    refuse() {
      server.close()
    },
  }
}

describe('a mixed fleet', () => {
  test('of a process without links and one with them answers every call, also while each restarts as the other kind', async () => {
    const ports = await twoPorts()
    const start = (index: number, links: boolean) => serve({ port: ports[index] as number, links })
    const servers = [(await start(0, false)).server, (await start(1, true)).server]
    const { stub } = client(`ipv4:${ports.map((port) => `127.0.0.1:${port}`).join()}`, true, RETRIED)
    const outcomes: unknown[] = []
    let isOver = false
    const ask = async () => {
      while (!isOver) outcomes.push(await stub.say({ userId: 'ann' }, call()).then(({ text }) => text, String))
    }
    const asking = Promise.all([ask(), ask(), ask()])
    const more = (count: number, from = outcomes.length) => until(() => outcomes.length >= from + count)
    for (const [index, links] of [true, false].entries()) {
      await more(50)
      await servers[index]?.drain(1_000)
      await start(index, links)
    }
    await more(50)
    isOver = true
    await asking
    expect(outcomes.filter((outcome) => outcome !== 'r-1 friend')).toEqual([])
  })
})

describe('a broken link', () => {
  test('that is reset fails its calls at once and ends their handlers; the next call goes another way', async () => {
    const { server, ended } = await serve()
    const { port, reset } = await relay(server.port)
    const { stub } = await linked(port)
    const waiting = failure(stub.wait({ userId: 'ann' }, call()))
    const stream = stub.count({ userId: 'bob', count: 1e9, text: 'paced' }, call())
    await stream.next()
    reset()
    expect(await waiting).toMatchObject({ code: 'unavailable' })
    expect(await failure(drain(stream))).toMatchObject({ code: 'unavailable' })
    await until(() => ended.length === 2)
    await Bun.sleep(300)
    expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
  })

  test('whose peer is gone, or accepts connections and says nothing, fails its calls within 5 s', async () => {
    const { server, ended } = await serve()
    const [gone, silent] = await Promise.all([relay(server.port), relay(server.port)])
    const [one, other] = await Promise.all([linked(gone.port), linked(silent.port)])
    const startedAt = performance.now()
    const noticed = async (calling: Promise<unknown>) => [await calling, Math.round(performance.now() - startedAt)]
    // On a machine that is short of processors it takes up to 15 s: no call may end by its deadline before.
    const patient = call({ deadlineMs: 60_000 })
    const lost = noticed(failure(one.stub.wait({ userId: 'ann' }, patient)))
    const stalled = noticed(failure(other.stub.wait({ userId: 'bob' }, patient)))
    await Bun.sleep(50)
    gone.swallow(true)
    gone.refuse()
    silent.swallow(true)
    const [[lostError, goneMs], [stalledError, silentMs]] = await Promise.all([lost, stalled])
    expect([lostError, stalledError]).toMatchObject([{ code: 'unavailable' }, { code: 'unavailable' }])
    process.stdout.write(`measured: a peer that is gone was noticed after ${goneMs} ms, one that is silent after ${silentMs}\n`)
    // The side of the silent peer has heard nothing either.
    await until(() => ended.includes('ann') && ended.includes('bob'))
  }, 60_000)

  test('is not given up for the time in which its own process does not run', () => {
    const ticksUntilEnd = (everyMs: number) => {
      const silence = new Silence(0)
      const ticks = ['']
      while (ticks.at(-1) !== 'give up') ticks.push(silence.tick(ticks.length * everyMs))
      return { count: ticks.length - 1, pings: ticks.filter((tick) => tick === 'ping').length }
    }
    expect(ticksUntilEnd(500)).toEqual({ count: 9, pings: 3 })
    expect(ticksUntilEnd(1_500).count).toBe(30)
    const silence = new Silence(0)
    for (const now of [500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 40_000]) expect(silence.tick(now)).not.toBe('give up')
    silence.end()
    for (let tick = 1; tick < 8; tick++) expect(['wait', 'ping']).toContain(silence.tick(40_000 + tick * 500))
  })

  /** A raw caller that may break the rules. */
  function rawCaller(port: number) {
    const raw = new Client(`127.0.0.1:${port}`, credentials.createInsecure())
    toClose.push(() => raw.close())
    const metadata = new Metadata()
    metadata.set(CALLER, 'friend')
    metadata.set(KEY, 'one')
    const { path, requestSerialize, responseDeserialize } = linkService.Open
    const stream = raw.makeBidiStreamRequest<readonly Buffer[], Buffer>(path, requestSerialize, responseDeserialize, metadata)
    const answers: Buffer[] = []
    stream.on('data', (answer: Buffer) => answers.push(answer))
    const { promise: over, resolve } = Promise.withResolvers<{ code?: number }>()
    stream.on('error', resolve)
    stream.on('end', () => resolve({}))
    return { stream, over, answers }
  }

  const openFrame = (id: number, path: string, request: Message, flags = 0) =>
    encodeFrame(Kind.OPEN, flags, id, encodeOpen({ path, deadlineMs: 60_000, requestId: 'r', traceparent: '' }, encode(request)))

  test.each([
    ['garbage', [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
    [
      'a call with an old number',
      [openFrame(1, '/test.Echo/say', { userId: 'a' }), openFrame(1, '/test.Echo/say', { userId: 'a' })],
    ],
    ['two requests', [openFrame(1, '/test.Echo/wait', { userId: 'a' }), encodeFrame(Kind.DATA, 0, 1, encode({ userId: 'a' }))]],
    [
      'credit that was not spent',
      [openFrame(1, '/test.Echo/wait', { userId: 'a' }), encodeFrame(Kind.CREDIT, 0, 1, encodeCredit(9))],
    ],
    [
      'a request without an end',
      [
        openFrame(1, '/test.Echo/wait', { userId: 'a' }, Flag.MORE),
        ...Array.from({ length: 1_100 }, () => encodeFrame(Kind.DATA, Flag.MORE, 1, Buffer.alloc(16_000))),
      ],
    ],
    ['a frame that only a server sends', [encodeFrame(Kind.GO_AWAY, 0, 0)]],
  ])('of a caller that sends %s ends, with its calls and no others', async (_what, frames) => {
    const { server, ended } = await serve()
    const { stub } = await linked(server.port)
    const good = stub.count({ userId: 'good', count: 100, text: 'paced' }, call())
    await good.next()
    const { stream, over } = rawCaller(server.port)
    for (let at = 0; at < frames.length; at += 100) stream.write(frames.slice(at, at + 100))
    expect(await over).toMatchObject({ code: 14 })
    expect(await drain(good)).toHaveLength(99)
    expect(ended.filter((user) => user === 'good')).toHaveLength(1)
    expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
  })

  test('of a caller that does not replace it in time takes no more calls, and ends with its last one', async () => {
    const { server } = await serve({ linkAgeMs: 500, linkReplacementMs: 20 })
    const { stream, over, answers } = rawCaller(server.port)
    stream.write([openFrame(1, '/test.Echo/wait', { userId: 'ann' })])
    const count = (kind: number) =>
      answers.flatMap((answer) => [...decodeFrames(decodeMessage(answer))]).filter((frame) => frame.kind === kind).length
    await until(() => count(Kind.GO_AWAY) === 2)
    expect(count(Kind.ERROR)).toBe(0)
    stream.write([openFrame(2, '/test.Echo/say', { userId: 'late' })])
    await until(() => count(Kind.ERROR) === 1)
    stream.write([encodeFrame(Kind.CANCEL, 0, 1)])
    expect(await over).toEqual({})
    expect(count(Kind.DATA)).toBe(0)
  })

  test('with very many open frames runs no more calls than it may, and holds up nobody', async () => {
    const { server, waiting, ended } = await serve()
    const { stub } = await linked(server.port)
    const { stream } = rawCaller(server.port)
    // With TEST_LONG 10⁶, which take a minute.
    const [total, batch] = [process.env.TEST_LONG === '1' ? 1_000_000 : 100_000, 10_000]
    let mostBytes = 0
    for (let id = 1; id <= total; id += batch) {
      const frames = Array.from({ length: batch }, (_, n) => openFrame(id + n, '/test.Echo/wait', { userId: 'many' }))
      if (!stream.write(frames)) await once(stream, 'drain')
      if (id % 100_000 === 1) expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
    }
    await until(() => waiting() === LINK_CALLS_MAX)
    expect(waiting()).toBe(LINK_CALLS_MAX)
    process.stdout.write(`measured: ${total} open frames, at most ${Math.round(mostBytes / 2 ** 20)} MB RSS of both sides\n`)
    stream.cancel()
    await until(() => waiting() === 0)
    expect(ended).toHaveLength(LINK_CALLS_MAX)
  }, 300_000)

  /** Frames as they are sent, but of any kind, call, flags and content. */
  const anyFrame = fc
    .record({
      kind: fc.nat(Kind.GO_AWAY + 1),
      flags: fc.oneof(fc.constant(0), fc.constant(Flag.MORE), fc.nat(255)),
      call: fc.nat(6),
      payload: fc.oneof(
        fc.constantFrom('say', 'wait', 'count', 'none').map((name) => {
          const open = { path: `/test.Echo/${name}`, deadlineMs: 1_000, requestId: 'r', traceparent: '' }
          return encodeOpen(open, encode({ userId: 'odd', count: 3 }))
        }),
        fc.nat(100_000).map(encodeCredit),
        fc.constant(encode({ userId: 'odd' })),
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      ),
    })
    .map(({ kind, flags, call: id, payload }) => encodeFrame(kind, flags, id, payload))
  const numRuns = process.env.TEST_LONG === '1' ? 3_000 : 30

  test('to a caller that sends frames at random ends or goes on, and nobody else notices', async () => {
    const { server } = await serve()
    const { stub } = await linked(server.port)
    const property = fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 12 }), async (frames) => {
      const { stream } = rawCaller(server.port)
      stream.write(frames)
      expect((await stub.say({ userId: 'ann' }, call())).text).toBe('r-1 friend')
      stream.cancel()
    })
    await fc.assert(property, { numRuns })
  }, 300_000)

  /** The port of a service whose links answer each message with these frames. */
  async function serviceThatSends(frames: () => Buffer[]): Promise<number> {
    const server = new Server()
    server.addService(linkService as never, {
      Open(stream: { write(frames: Buffer[]): void; on(event: string, listener: () => void): void }) {
        stream.write([encodeFrame(Kind.HELLO, 0, 0)])
        stream.on('data', () => stream.write(frames()))
        stream.on('error', () => undefined)
      },
    })
    const { promise: bound, resolve } = Promise.withResolvers<number>()
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, port) => resolve(port))
    toClose.push(() => server.forceShutdown())
    return bound
  }

  test('to a service that sends frames at random ends each of its calls with an answer or a clear error', async () => {
    let frames: Buffer[] = []
    const port = await serviceThatSends(() => frames)
    const property = fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 12 }), async (sent) => {
      frames = sent
      const { connection, ways, close } = connectTo(
        Echo,
        `127.0.0.1:${port}`,
        { caller: 'friend', key: 'one' },
        { isLinked: true },
      )
      const stub = createStub(Echo, connection, POLICIES as never, ways) as unknown as Stub
      await until(() => ways.links?.pick() !== undefined)
      const answer = await stub.say({ userId: 'ann' }, call({ deadlineMs: 100 })).catch((error: unknown) => error)
      if (answer instanceof Error) expect(answer).toBeInstanceOf(AppError)
      close()
    })
    await fc.assert(property, { numRuns })
  }, 300_000)

  const calling = (call: number, kind: number, flags: number, payload: Buffer) => encodeFrame(kind, flags, call, payload)

  test.each([
    ['garbage', [Buffer.from('nonsense, and more of it')]],
    [
      'more data than the credit',
      Array.from({ length: 8 }, () => calling(1, Kind.DATA, 0, encode({ userId: 'x', text: 'x'.repeat(15_000) }))),
    ],
    ['credit that was not spent', [calling(1, Kind.CREDIT, 0, encodeCredit(100_000))]],
    ['an end of a call that was not begun', [calling(7, Kind.END, 0, Buffer.alloc(0))]],
    ['a frame that only a caller sends', [calling(1, Kind.CANCEL, 0, Buffer.alloc(0))]],
  ])('of a service that sends %s fails its calls as unavailable', async (_what, frames) => {
    const { stub } = await linked(await serviceThatSends(() => frames))
    const stream = stub.count({ userId: 'ann' }, call())
    expect(await failure(drain(stream))).toMatchObject({ code: 'unavailable' })
  })
})
