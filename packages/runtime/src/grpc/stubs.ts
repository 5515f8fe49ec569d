import type { Client, ClientReadableStream, ClientWritableStream, MethodDefinition, ServiceDefinition } from '@grpc/grpc-js'
import type { Clock } from '../abort'
import { AppError } from '../errors'
import { retry, retryStream } from '../retry'
import type { Identity } from './auth'
import { type CallLimits, callUnary, connect, connectLinks, readStream, sendStream } from './client'
import { type Links, Refused } from './link/client'
import type { ClientCalls } from './metrics'

/** How the calls of one method are made. */
export interface MethodPolicy {
  /** From the start of a call until its end. */
  deadlineMs: number
  /** A second call changes nothing: a call that fails with `unavailable` before its first reply is tried again, quickly. */
  idempotent: boolean
  /** Carries so much that it gets a call of its own beside the link. */
  isBulk?: boolean
}

export interface ConnectOptions {
  calls?: ClientCalls
  /** Whether calls go over links where the service has them. */
  isLinked?: boolean
  /** The clock of the retries, for tests. */
  clock?: Clock
}

/** The ways to a service, for its stubs. */
export function connectTo<S extends Service>(service: S, address: string, identity: Identity, options: ConnectOptions) {
  const { calls, isLinked = false, clock } = options
  const client = service as unknown as { new (): Client; service: ServiceDefinition }
  const connection = connect<Client>(client, address, identity, calls)
  const links = isLinked ? connectLinks(client, address, identity, calls) : undefined
  const close = () => {
    links?.close()
    connection.close()
  }
  return { connection, ways: { links, clock } satisfies StubOptions, close }
}

/** The request for which a call is made. What it names of a policy replaces that of its method. */
export type Call = Pick<CallLimits, 'signal' | 'requestId'> & Partial<MethodPolicy>

/** A client constructor of `@collabry/proto`. */
export interface Service {
  new (...args: never): object
  service: ServiceDefinition
}

type MethodNames<S extends Service> = keyof { [Name in keyof S['service'] as string extends Name ? never : Name]: true } & string

/** Return type of a method of the generated client: a stream or a single message. */
type Started<S extends Service, Name extends string> =
  InstanceType<S> extends Record<Uncapitalize<Name>, (...args: never) => infer Result> ? Result : never

type Method<S extends Service, Name extends string> = S['service'][Name] extends {
  requestSerialize: (request: infer Request) => Buffer
  responseDeserialize: (bytes: Buffer) => infer Reply
}
  ? Started<S, Name> extends ClientReadableStream<infer _>
    ? (request: Request, call: Call) => AsyncGenerator<Reply>
    : Started<S, Name> extends ClientWritableStream<infer _>
      ? (requests: AsyncIterable<Request>, call: Call) => Promise<Reply>
      : (request: Request, call: Call) => Promise<Reply>
  : never

/** The calls of a service: `stub.getSession(request, call)`. Each throws the AppError that the service threw. */
export type Stub<S extends Service> = { [Name in MethodNames<S> as Uncapitalize<Name>]: Method<S, Name> }

export type Policies<S extends Service> = { [Name in MethodNames<S> as Uncapitalize<Name>]: MethodPolicy }

export interface StubOptions {
  /** The clock of the retries, for tests. */
  clock?: Clock | undefined
  /** Links to the service, which are preferred. Default: each call is an ordinary gRPC call. */
  links?: Links | undefined
}

/** Typed calls over a connection, each with the deadline and the retries of its row in the table. */
export function createStub<S extends Service>(
  { service }: S,
  connection: Client,
  policies: Policies<S>,
  { clock, links }: StubOptions = {},
): Stub<S> {
  const table: Record<string, MethodPolicy> = policies
  const methods = Object.values<MethodDefinition<unknown, unknown>>(service).map((method) => {
    const name = method.originalName ?? ''
    const policy = table[name]
    if (!policy) throw new Error(`${method.path} has no policy`)
    return [name, bind({ connection, clock, links: policy.isBulk === true ? undefined : links }, method, policy)]
  })
  return Object.fromEntries(methods)
}

interface Ways extends StubOptions {
  connection: Client
}

function bind({ connection, clock, links }: Ways, method: MethodDefinition<unknown, unknown>, policy: MethodPolicy) {
  const { path, requestSerialize: write, responseDeserialize: read } = method
  const limitsOf = ({ signal, requestId, deadlineMs = policy.deadlineMs }: Call) => ({ signal, requestId, deadlineMs })
  if (method.requestStream) {
    return (requests: AsyncIterable<unknown>, call: Call) =>
      sendStream((...head) => connection.makeClientStreamRequest(path, write, read, ...head), requests, limitsOf(call))
  }
  const isRetried = ({ idempotent = policy.idempotent }: Call) => idempotent
  if (method.responseStream) {
    return (request: unknown, call: Call) => {
      const direct = () =>
        readStream((...head) => connection.makeServerStreamRequest(path, write, read, request, ...head), limitsOf(call))
      const open = () => {
        const link = links?.pick()
        return link ? replyStream(link.replies(method, request, limitsOf(call)), direct) : direct()
      }
      return isRetried(call) ? retryStream(open, quickRetry(call.signal, clock)) : open()
    }
  }
  return (request: unknown, call: Call) => {
    const direct = () => callUnary((...head) => connection.makeUnaryRequest(path, write, read, request, ...head), limitsOf(call))
    const once = () => {
      const link = links?.pick()
      return link ? link.unary(method, request, limitsOf(call)).catch((error) => unlessRefused(error, direct)) : direct()
    }
    return isRetried(call) ? retry(once, quickRetry(call.signal, clock)) : once()
  }
}

/** A call that a link refused was not begun: it is made by ordinary gRPC. */
function unlessRefused<T>(error: unknown, direct: () => T): T {
  if (error instanceof Refused) return direct()
  throw error
}

async function* replyStream<T>(replies: AsyncGenerator<T>, direct: () => AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    return yield* replies
  } catch (error) {
    yield* unlessRefused(error, direct)
  }
}

/** Long enough for a channel to choose another address, and short enough that a caller does not notice it. */
const PAUSES_MS = [15, 45] as const
/** A component that is down is reported in well under 300 ms. */
const RETRY_MS_MAX = 150

/** For calls that have no effect when they reach the service twice. */
export const quickRetry = (signal: AbortSignal, clock?: Clock | undefined) => ({
  ...(clock ? { clock } : {}),
  signal,
  pausesMs: PAUSES_MS,
  withinMs: RETRY_MS_MAX,
  retryIf: (error: unknown) => error instanceof AppError && error.code === 'unavailable',
})
