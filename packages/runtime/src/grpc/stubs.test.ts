import { afterAll, beforeAll, expect, test } from 'bun:test'
import {
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  makeGenericClientConstructor,
} from '@grpc/grpc-js'
import { type Message, method } from '../../test/json-method'
import { AppError, type Code } from '../errors'
import { createLog } from '../log'
import { connect } from './client'
import { clientStream, type GrpcServer, serverStream, startGrpcServer, unary } from './server'
import { createStub } from './stubs'

const service = {
  say: method('say', false, false),
  count: method('count', false, true),
  collect: method('collect', true, false),
}
interface Echo {
  say(): ClientUnaryCall
  count(): ClientReadableStream<Message>
  collect(): ClientWritableStream<Message>
}
const Echo = makeGenericClientConstructor(service, 'Echo') as unknown as { new (): Echo; service: typeof service }

const POLICIES = {
  say: { deadlineMs: 5_000, idempotent: true },
  count: { deadlineMs: 5_000, idempotent: true },
  collect: { deadlineMs: 5_000, idempotent: false },
}
const call = { signal: new AbortController().signal, requestId: 'r' }
const ann = { userId: 'ann' }
let [failures, tries] = [0, 0]
let code: Code = 'unavailable'
let server: GrpcServer

const attempt = () => {
  tries++
  if (failures-- > 0) throw new AppError(code, 'No.')
}

beforeAll(async () => {
  server = await startGrpcServer({
    service,
    handlers: {
      say: unary<Message, Message>(async (request, { signal }) => {
        attempt()
        if (request.text !== 'wait') return request
        const { promise, reject } = Promise.withResolvers<never>()
        signal.addEventListener('abort', () => reject(signal.reason))
        return promise
      }),
      count: serverStream<Message, Message>(async function* (request) {
        if (request.text !== 'late') attempt()
        yield { ...ann, text: '1' }
        if (request.text === 'late') attempt()
        yield { ...ann, text: '2' }
      }),
      collect: clientStream<Message, Message>(async (requests) => {
        attempt()
        return { ...ann, text: (await Array.fromAsync(requests)).map(({ text }) => text).join('') }
      }),
    },
    host: '127.0.0.1',
    port: 0,
    keys: ['friend:one'],
    callers: { friend: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
})
afterAll(() => server[Symbol.asyncDispose]())

const open = () => {
  const connection = connect(Echo, `127.0.0.1:${server.port}`, { caller: 'friend', key: 'one' })
  return createStub(Echo, connection as never, POLICIES)
}
/** Outcome of the calls (the error code or "ok") and the number of calls that reached the service. */
async function outcome(work: () => Promise<unknown>, failing: number, as: Code = 'unavailable') {
  ;[failures, tries, code] = [failing, 0, as]
  const result = await work().then(
    () => 'ok',
    (error: AppError) => error.code,
  )
  return [result, tries]
}

test('each kind of method is called as its definition says', async () => {
  const stub = open()
  failures = 0
  expect(await stub.say({ ...ann, text: 'hi' }, call)).toEqual({ ...ann, text: 'hi' })
  expect((await Array.fromAsync(stub.count(ann, call))).map(({ text }) => text)).toEqual(['1', '2'])
  const parts = async function* () {
    yield { ...ann, text: 'a' }
    yield { ...ann, text: 'b' }
  }
  expect(await stub.collect(parts(), call)).toEqual({ ...ann, text: 'ab' })
})

/** A retry starts at most 150 ms after the first failure, which a busy machine may need for one call: several attempts. */
async function eventually(work: () => Promise<unknown>, failing: number, expected: [string, number]) {
  for (let left = 20; left > 1; left--) if (Bun.deepEquals(await outcome(work, failing), expected)) return
  expect(await outcome(work, failing)).toEqual(expected)
}

test('an idempotent method is tried three times while the service is unavailable, and no other failure is repeated', async () => {
  const stub = open()
  await stub.say(ann, call) // connects
  await eventually(() => stub.say(ann, call), 2, ['ok', 3])
  await eventually(() => stub.say(ann, call), 9, ['unavailable', 3])
  expect(await outcome(() => stub.say(ann, call), 1, 'overloaded')).toEqual(['overloaded', 1])
  expect(await outcome(() => stub.say(ann, { ...call, idempotent: false }), 1)).toEqual(['unavailable', 1])
  await eventually(() => Array.fromAsync(stub.count(ann, call)), 1, ['ok', 2])
  expect(await outcome(() => Array.fromAsync(stub.count({ ...ann, text: 'late' }, call)), 1)).toEqual(['unavailable', 1])
})

test('a call ends at its own deadline', async () => {
  const waiting = () => open().say({ ...ann, text: 'wait' }, { ...call, deadlineMs: 50 })
  expect((await outcome(waiting, 0))[0]).toBe('timeout')
})

test('a method without a row in the table is found at the start', () => {
  const { collect: _, ...others } = POLICIES
  expect(() => createStub(Echo, undefined as never, others as typeof POLICIES)).toThrow('/test.Echo/collect')
})
