import type { Client, ClientReadableStream, ClientWritableStream, MethodDefinition, ServiceDefinition } from '@grpc/grpc-js'
import { AppError } from '../errors'
import { type RetryClock, retry, retryStream } from '../retry'
import { type CallLimits, callUnary, readStream, sendStream } from './client'

/** How the calls of one method are made. */
export interface MethodPolicy {
  /** From the start of a call until its end. */
  deadlineMs: number
  /** A second call changes nothing: a call that fails with `unavailable` before its first reply is tried again, quickly. */
  idempotent: boolean
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

/** Typed calls over a connection, each with the deadline and the retries of its row in the table. `clock`: of the retries, for tests. */
export function createStub<S extends Service>(
  { service }: S,
  connection: Client,
  policies: Policies<S>,
  clock?: RetryClock,
): Stub<S> {
  const table: Record<string, MethodPolicy> = policies
  const methods = Object.values<MethodDefinition<unknown, unknown>>(service).map((method) => {
    const name = method.originalName ?? ''
    const policy = table[name]
    if (!policy) throw new Error(`${method.path} has no policy`)
    return [name, bind(connection, method, policy, clock)]
  })
  return Object.fromEntries(methods)
}

function bind(connection: Client, method: MethodDefinition<unknown, unknown>, policy: MethodPolicy, clock?: RetryClock) {
  const { path, requestSerialize: write, responseDeserialize: read } = method
  const limitsOf = ({ signal, requestId, deadlineMs = policy.deadlineMs }: Call) => ({ signal, requestId, deadlineMs })
  if (method.requestStream) {
    return (requests: AsyncIterable<unknown>, call: Call) =>
      sendStream((...head) => connection.makeClientStreamRequest(path, write, read, ...head), requests, limitsOf(call))
  }
  const isRetried = ({ idempotent = policy.idempotent }: Call) => idempotent
  if (method.responseStream) {
    return (request: unknown, call: Call) => {
      const open = () =>
        readStream((...head) => connection.makeServerStreamRequest(path, write, read, request, ...head), limitsOf(call))
      return isRetried(call) ? retryStream(open, quickRetry(call.signal, clock)) : open()
    }
  }
  return (request: unknown, call: Call) => {
    const once = () => callUnary((...head) => connection.makeUnaryRequest(path, write, read, request, ...head), limitsOf(call))
    return isRetried(call) ? retry(once, quickRetry(call.signal, clock)) : once()
  }
}

/** Long enough for a channel to choose another address, and short enough that a caller does not notice it. */
const PAUSES_MS = [15, 45] as const
/** A component that is down is reported in well under 300 ms. */
const RETRY_MS_MAX = 150

/** For calls that have no effect when they reach the service twice. */
export const quickRetry = (signal: AbortSignal, clock?: RetryClock) => ({
  ...(clock ? { clock } : {}),
  signal,
  pausesMs: PAUSES_MS,
  withinMs: RETRY_MS_MAX,
  retryIf: (error: unknown) => error instanceof AppError && error.code === 'unavailable',
})
