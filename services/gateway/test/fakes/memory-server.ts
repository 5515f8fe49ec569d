import { memoryServices } from '@collabry/proto'
import { AppError } from '@collabry/runtime/errors'
import { serverStream, startGrpcServer, unary } from '@collabry/runtime/grpc/server'
import { createLog } from '@collabry/runtime/log'
import { connectMemory, type MemoryStub } from '../../src/core/grpc/stubs'
import { patientClock } from './clock'

const key = 'k'.repeat(32)

interface MemoryServer extends AsyncDisposable {
  stub: MemoryStub
  /** The requests that came. */
  seen: object[]
  /** Is away for the next calls. */
  failNext(calls: number): void
}

/** A memory service over real gRPC that gives fixed replies, or streams of them, by the name of the method; for tests of clients. */
export async function memoryServer(
  replies: Record<string, object>,
  streams: Record<string, object[]> = {},
): Promise<MemoryServer> {
  const seen: object[] = []
  let failures = 0
  const take = (request: object) => {
    seen.push(request)
    if (failures-- > 0) throw new AppError('unavailable', 'Away.')
  }
  const answer = (reply: object) =>
    unary(async (request: { userId: string }) => {
      take(request)
      return reply
    })
  const stream = (parts: object[]) =>
    serverStream(async function* (request: { userId: string }) {
      take(request)
      yield* parts
    })
  const handlersOf = <Given, Made>(given: Record<string, Given>, handler: (one: Given) => Made) =>
    Object.fromEntries(Object.entries(given).map(([method, one]) => [method, handler(one)]))
  const server = await startGrpcServer({
    service: memoryServices(),
    handlers: { ...handlersOf(replies, answer), ...handlersOf(streams, stream) },
    host: '127.0.0.1',
    port: 0,
    keys: [`gateway:${key}`],
    callers: { gateway: '*' },
    log: createLog({ service: 'test', level: 'fatal' }),
  })
  const { stub, close } = connectMemory(`127.0.0.1:${server.port}`, { caller: 'gateway', key }, { clock: patientClock })
  return {
    stub,
    seen,
    failNext(calls) {
      failures = calls
    },
    async [Symbol.asyncDispose]() {
      close()
      await server[Symbol.asyncDispose]()
    },
  }
}
