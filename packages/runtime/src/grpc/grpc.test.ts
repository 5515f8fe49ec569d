import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { networkInterfaces } from 'node:os'
import {
  type CallOptions,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  type Metadata,
  makeGenericClientConstructor,
  type requestCallback,
} from '@grpc/grpc-js'
import { service as healthService } from 'grpc-health-check'
import { type Message, method } from '../../test/json-method'
import { AppError, type Code } from '../errors'
import { createLog } from '../log'
import { withGranted } from './auth'
import { callUnary, connect, readStream, sendStream } from './client'
import { MESSAGE_BYTES_MAX } from './limits'
import { clientStream, type GrpcServer, serverStream, startGrpcServer, unary } from './server'

const service = {
  Say: method('Say', false, false),
  Count: method('Count', false, true),
  Collect: method('Collect', true, false),
  Secret: method('Secret', false, false),
}
interface Echo {
  Say(request: Message, metadata: Metadata, options: CallOptions, done: requestCallback<Message>): ClientUnaryCall
  Secret(request: Message, metadata: Metadata, options: CallOptions, done: requestCallback<Message>): ClientUnaryCall
  Count(request: Message, metadata: Metadata, options: CallOptions): ClientReadableStream<Message>
  Collect(metadata: Metadata, options: CallOptions, done: requestCallback<Message>): ClientWritableStream<Message>
}
const EchoClient = makeGenericClientConstructor(service, 'Echo') as unknown as { new (): Echo; service: typeof service }

const log = createLog({ service: 'test', level: 'error' })
/** Users for whom a producer runs now. */
const running = new Set<string>()
let produced = 0
let server: GrpcServer

const handlers = {
  Say: unary<Message, Message>(async (request, { requestId, caller }) => {
    if (request.text === 'refuse') {
      throw new AppError('quota_exceeded', 'Too much.', { retryAfterMs: 1_500, fields: [{ field: 'text', message: 'too long' }] })
    }
    if (request.text === 'grow') return { userId: request.userId, text: 'x'.repeat(MESSAGE_BYTES_MAX) }
    if (request.text === 'bug') throw new Error('password of the database')
    return { userId: request.userId, text: `${requestId} ${caller}` }
  }),
  Count: serverStream<Message, Message>(async function* (request, { signal }) {
    running.add(request.userId)
    try {
      for (let n = 0; n < (request.count ?? 0); n++) {
        produced = n
        if (request.text === 'slow') await Bun.sleep(20)
        signal.throwIfAborted()
        yield { userId: request.userId, text: request.text === 'big' ? 'x'.repeat(65_536) : String(n) }
      }
    } finally {
      running.delete(request.userId)
    }
  }),
  Collect: clientStream<Message, Message>(async (requests) => {
    let text = ''
    for await (const request of requests) {
      if (request.text === 'stop') throw new AppError('payload_too_large', 'Stop sending.')
      text += request.text ?? ''
    }
    return { userId: 'x', text }
  }),
  Secret: unary<Message, Message>(async () => ({ userId: 'x' })),
}

const start = (host = '127.0.0.1') =>
  startGrpcServer({
    service,
    handlers,
    host,
    port: 0,
    keys: ['friend:one', 'friend:two', 'other:three', 'guest:four'],
    callers: { friend: ['Say', 'Count', 'Collect'], guest: ['Echo/Say'] },
    log,
  })

beforeAll(async () => {
  server = await start()
})
afterAll(() => server[Symbol.asyncDispose]())

const stubOf = (caller = 'friend', key = 'one', port = server.port) => connect(EchoClient, `127.0.0.1:${port}`, { caller, key })
const limits = (more: Partial<{ signal: AbortSignal; requestId: string; deadlineMs: number }> = {}) => ({
  signal: new AbortController().signal,
  requestId: 'r-1',
  deadlineMs: 5_000,
  ...more,
})
const say = (request: Message, stub = stubOf(), more = {}) =>
  callUnary<Message>((m, o, d) => stub.Say(request, m, o, d), limits(more))
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error('expected an AppError', { cause: error })
  return error
}
const codeOf = async (promise: Promise<unknown>): Promise<Code> => (await failure(promise)).code

async function until(condition: () => boolean) {
  for (let n = 0; n < 200 && !condition(); n++) await Bun.sleep(10)
  expect(condition()).toBe(true)
}

test.skipIf(!Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1')))(
  'a server listens on an address of IPv6, written with brackets or without',
  async () => {
    for (const host of ['::1', '[::1]', '::']) {
      await using one = await start(host)
      const stub = connect<Echo>(EchoClient, `[::1]:${one.port}`, { caller: 'friend', key: 'one' })
      expect((await say({ userId: 'ann' }, stub)).userId).toBe('ann')
    }
  },
)

test('an address that is not of this machine is not told as a taken port', async () => {
  expect((await failure(start('192.0.2.1'))).message).toBe(
    "GRPC_HOST: 192.0.2.1 can't be bound; name an address of this machine.",
  )
})

describe('a unary call', () => {
  test('carries the request id and the name of the caller', async () => {
    expect((await say({ userId: 'ann' })).text).toBe('r-1 friend')
  })

  test('gives back the code, the fields and the retry delay that the service threw', async () => {
    const error = await failure(say({ userId: 'ann', text: 'refuse' }))
    expect(error).toMatchObject({ code: 'quota_exceeded', message: 'Too much.', retryAfterMs: 1_500 })
    expect(error.fields).toEqual([{ field: 'text', message: 'too long' }])
  })

  test('tells nothing of a bug but that there is one', async () => {
    const error = await failure(say({ userId: 'ann', text: 'bug' }))
    expect(error.code).toBe('internal_error')
    expect(error.message).not.toContain('password')
  })

  test('without a user is refused', async () => {
    expect(await codeOf(say({ userId: '' }))).toBe('validation_error')
  })

  test('to a dead service says unavailable', async () => {
    expect(await codeOf(say({ userId: 'ann' }, stubOf('friend', 'one', 1)))).toBe('unavailable')
  })
})

describe('a caller', () => {
  test('with a wrong key, an unknown name or no key is refused', async () => {
    expect(await codeOf(say({ userId: 'ann' }, stubOf('friend', 'three')))).toBe('invalid_token')
    expect(await codeOf(say({ userId: 'ann' }, stubOf('nobody', 'one')))).toBe('invalid_token')
    expect(await codeOf(say({ userId: 'ann' }, stubOf('friend', '')))).toBe('invalid_token')
  })

  test('may use the second key of its name, and only the methods of its row', async () => {
    const stub = stubOf('friend', 'two')
    expect((await say({ userId: 'ann' }, stub)).text).toBe('r-1 friend')
    expect(await codeOf(callUnary<Message>((m, o, d) => stub.Secret({ userId: 'ann' }, m, o, d), limits()))).toBe('forbidden')
    expect(await codeOf(say({ userId: 'ann' }, stubOf('other', 'three')))).toBe('forbidden')
  })
})

describe('a message above the limit', () => {
  const text = 'x'.repeat(MESSAGE_BYTES_MAX)

  test('is refused as too large, on its way there and on its way back', async () => {
    expect(await codeOf(say({ userId: 'ann', text }))).toBe('payload_too_large')
    expect(await codeOf(say({ userId: 'ann', text: 'grow' }))).toBe('payload_too_large')
  })
})

describe('a server stream', () => {
  const count = (request: Message, more = {}) => {
    const stub = stubOf()
    return readStream<Message>((m, o) => stub.Count(request, m, o), limits(more))
  }

  test('arrives in order and whole', async () => {
    const texts: string[] = []
    for await (const { text } of count({ userId: 'ann', count: 500 })) texts.push(text ?? '')
    expect(texts).toEqual(Array.from({ length: 500 }, (_, n) => String(n)))
  })

  test('whose reader stops ends its producer', async () => {
    for await (const _ of count({ userId: 'breaker', count: 10_000, text: 'slow' })) break
    await until(() => !running.has('breaker'))
  })

  test('ends its producer when the signal aborts and when the deadline passes', async () => {
    const stop = new AbortController()
    const reading = count({ userId: 'aborter', count: 10_000, text: 'slow' }, { signal: stop.signal })
    await reading.next()
    stop.abort()
    expect(await codeOf(Array.fromAsync(reading))).toBe('cancelled')
    await until(() => !running.has('aborter'))

    // On a busy machine time may be over before its producer has begun.
    expect(await codeOf(Array.fromAsync(count({ userId: 'late', count: 10_000, text: 'slow' }, { deadlineMs: 80 })))).toBe(
      'timeout',
    )
    await until(() => !running.has('late'))

    // A time limit of the caller is one, too.
    const limited = count({ userId: 'limited', count: 10_000, text: 'slow' }, { signal: AbortSignal.timeout(80) })
    expect(await codeOf(Array.fromAsync(limited))).toBe('timeout')
    expect(await codeOf(Array.fromAsync(count({ userId: 'limited' }, { signal: AbortSignal.abort() })))).toBe('cancelled')
    await until(() => !running.has('limited'))
  })

  test('holds its producer back while nobody reads', async () => {
    const stream = count({ userId: 'sleeper', count: 1_000, text: 'big' })
    await stream.next()
    await Bun.sleep(200)
    expect(produced).toBeLessThan(200)
    await stream.return(undefined)
    await until(() => !running.has('sleeper'))
  })
})

describe('a client stream', () => {
  const collect = (requests: AsyncIterable<Message>) => {
    const stub = stubOf()
    return sendStream<Message, Message>((m, o, d) => stub.Collect(m, o, d), requests, limits())
  }

  test('arrives whole', async () => {
    const requests = (async function* () {
      for (let n = 0; n < 200; n++) yield { userId: 'ann', text: String(n % 10) }
    })()
    expect((await collect(requests)).text).toBe('0123456789'.repeat(20))
  })

  test('stops being drawn when the service refuses it', async () => {
    let drawn = 0
    const requests = (async function* () {
      for (; drawn < 100_000; drawn++) yield { userId: 'ann', text: drawn === 3 ? 'stop' : 'x'.repeat(10_000) }
    })()
    expect(await codeOf(collect(requests))).toBe('payload_too_large')
    expect(drawn).toBeLessThan(10_000)
  })

  test('without a user in a later message is refused', async () => {
    const requests = (async function* () {
      yield { userId: 'ann', text: 'a' }
      yield { userId: '', text: 'b' }
    })()
    expect(await codeOf(collect(requests))).toBe('validation_error')
  })
})

test('a drain lets a running call end, and tells one that outlives the grace time why it ends', async () => {
  produced = 0
  const own = await start()
  const stub = stubOf('friend', 'one', own.port)
  const short = Array.fromAsync(
    readStream<Message>((m, o) => stub.Count({ userId: 's', count: 5, text: 'slow' }, m, o), limits()),
  )
  const long = Array.fromAsync(
    readStream<Message>((m, o) => stub.Count({ userId: 'l', count: 9_999, text: 'slow' }, m, o), limits()),
  )
  await until(() => produced > 0)
  const [drained, all, code] = await Promise.all([own.drain(400), short, codeOf(long)])
  expect(drained).toBeUndefined()
  expect(all).toHaveLength(5)
  expect(code).toBe('shutting_down')
})

describe('the health protocol', () => {
  interface Health {
    check(request: object, metadata: Metadata, options: CallOptions, done: requestCallback<{ status: string }>): ClientUnaryCall
    list(request: object, metadata: Metadata, options: CallOptions, done: requestCallback<object>): ClientUnaryCall
    watch(request: object, metadata: Metadata, options: CallOptions): ClientReadableStream<{ status: string }>
  }
  const HealthClient = makeGenericClientConstructor(healthService, 'Health') as unknown as {
    new (): Health
    service: typeof healthService
  }
  const check = (key: string, name = '') => {
    const stub = connect(HealthClient, `127.0.0.1:${server.port}`, { caller: 'friend', key })
    return callUnary<{ status: string }>((m, o, d) => stub.check({ service: name }, m, o, d), limits())
  }

  test('answers a named caller, and nobody else', async () => {
    expect((await check('one')).status).toBe('SERVING')
    expect(await codeOf(check('wrong'))).toBe('invalid_token')
  })

  test('knows each service by its full name, and no other', async () => {
    expect((await check('one', 'test.Echo')).status).toBe('SERVING')
    expect((await failure(check('one', 'test.Other'))).message).toBeTruthy()
    const stub = connect(HealthClient, `127.0.0.1:${server.port}`, { caller: 'friend', key: 'one' })
    const all = { '': { status: 'SERVING' }, 'test.Echo': { status: 'SERVING' } }
    expect(await callUnary<object>((m, o, d) => stub.list({}, m, o, d), limits())).toEqual({ statuses: all })
  })

  test('tells who watches that the server stops, which does not wait for them', async () => {
    await using own = await start()
    const stub = connect(HealthClient, `127.0.0.1:${own.port}`, { caller: 'friend', key: 'one' })
    const watch = (name: string) =>
      readStream<{ status: string }>((m, o) => stub.watch({ service: name }, m, o), limits({ deadlineMs: 600_000 }))
    const [known, unknown] = [watch('test.Echo'), watch('test.Other')]
    expect((await unknown.next()).value).toEqual({ status: 'SERVICE_UNKNOWN' })
    expect((await known.next()).value).toEqual({ status: 'SERVING' })
    const drained = own.drain(600_000)
    expect((await known.next()).value).toEqual({ status: 'NOT_SERVING' })
    expect([await known.next(), await unknown.next()].map(({ done }) => done)).toEqual([true, true])
    await drained
  })
})

describe('callers that a deployment names', () => {
  const known = {
    services: () => ({ Echo: service, Vault: { Open: service.Say } }),
    internalOnly: new Set(['Vault', 'Echo/Secret']),
  }
  const granted = (internalCallers: string, internalApiKeys = ['notes:key', 'grader:key']) =>
    withGranted({ friend: '*' }, { internalCallers, internalApiKeys }, known)

  test('may use what is granted to them, of this process and of others', () => {
    expect(granted('notes:Echo/Say, Echo/Count; grader:Echo/Collect')).toEqual({
      friend: '*',
      notes: ['Echo/Say', 'Echo/Count'],
      grader: ['Echo/Collect'],
    })
    expect(granted('notes:test.Echo/Say')).toMatchObject({ notes: ['Echo/Say'] })
    expect(granted('')).toEqual({ friend: '*' })
  })

  test.each([
    ['notes:Echo/Sing', 'there is no such method; name one of Echo/Say, Echo/Count, Echo/Collect.'],
    ['notes:Radio/Say', 'there is no such method; name one of Echo.'],
    ['notes:other.Echo/Say', 'there is no such method'],
    ['notes:test.Echo/Secret', 'can’t be granted'],
    ['notes:Echo', 'there is no such method'],
    ['notes:Echo/Say/x', 'there is no such method'],
    ['notes:constructor/name', 'there is no such method'],
    ['notes', 'write name:Service/Method'],
    ['notes:', 'write name:Service/Method'],
    [':Echo/Say', 'write name:Service/Method'],
    ['gateway:Echo/Say', 'choose another'],
    ['notes:Vault/Open', 'can’t be granted'],
    ['notes:Echo/Secret', 'can’t be granted'],
    ['stranger:Echo/Say', 'add stranger:KEY to INTERNAL_API_KEYS'],
  ])('%s stops the start: %s', (text, rule) => {
    expect(() => granted(text)).toThrow(rule)
  })

  test('a method granted by its full name is open, and its neighbours are not', async () => {
    const stub = stubOf('guest', 'four')
    expect((await say({ userId: 'ann' }, stub)).text).toBe('r-1 guest')
    expect(await codeOf(callUnary<Message>((m, o, d) => stub.Secret({ userId: 'ann' }, m, o, d), limits()))).toBe('forbidden')
  })
})
