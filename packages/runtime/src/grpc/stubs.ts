import {
  type Client,
  type ClientReadableStream,
  type ClientWritableStream,
  connectivityState,
  getClientChannel,
  type MethodDefinition,
  type ServiceDefinition,
} from '@grpc/grpc-js'
import { type Clock, sleep } from '../abort'
import { AppError } from '../errors'
import { openedByRead, peekFirst } from '../generators'
import { retry, retryStream } from '../retry'
import type { Identity } from './auth'
import { type CallLimits, callUnary, connect, connectLinks, readStream, sendStream } from './client'
import { type ClientLink, Refused } from './link/client'
import type { Links } from './link/pool'
import type { ClientCalls } from './metrics'

/** How the calls of one method are made. */
export interface MethodPolicy {
  /** From the start of a call until its end. */
  deadlineMs: number
  /** A second call changes nothing: a call that fails with `unavailable` before its first reply is tried again, quickly. */
  idempotent: boolean
  /** Carries so much that it goes over a link of its own. */
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
  // Opened by the first call that needs it.
  const bulkLinks = isLinked ? connectLinks(client, address, identity, calls) : undefined
  const close = () => {
    links?.close()
    bulkLinks?.close()
    connection.close()
  }
  return { connection, ways: { links, bulkLinks, clock } satisfies StubOptions, close }
}

/** The request for which a call is made. What it names of a policy replaces that of its method. */
type Call = Pick<CallLimits, 'signal' | 'requestId' | 'affinity'> & Partial<MethodPolicy>

/** A client constructor of `@collabry/proto`. */
interface Service {
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

interface StubOptions {
  /** The clock of the retries, for tests. */
  clock?: Clock | undefined
  /** Links to the service, which are preferred. Default: each call is an ordinary gRPC call. */
  links?: Links | undefined
  /** Links for methods whose policy says `isBulk`. */
  bulkLinks?: Links | undefined
}

/** Typed calls over a connection, each with the deadline and the retries of its row in the table. */
export function createStub<S extends Service>(
  { service }: S,
  connection: Client,
  policies: Policies<S>,
  ways: StubOptions = {},
): Stub<S> {
  const table: Record<string, MethodPolicy> = policies
  const methods = Object.values<MethodDefinition<unknown, unknown>>(service).map((method) => {
    const name = method.originalName ?? ''
    const policy = table[name]
    if (!policy) throw new Error(`${method.path} has no policy`)
    return [name, bind({ connection, ...ways }, method, policy)]
  })
  return Object.fromEntries(methods)
}

interface Ways extends StubOptions {
  connection: Client
}

function bind(ways: Ways, method: MethodDefinition<unknown, unknown>, policy: MethodPolicy) {
  const { connection, clock } = ways
  const { path, requestSerialize: write, responseDeserialize: read } = method
  const links = policy.isBulk === true ? ways.bulkLinks : ways.links
  const limitsOf = ({ signal, requestId, deadlineMs = policy.deadlineMs }: Call) => ({ signal, requestId, deadlineMs })
  const isRetried = ({ idempotent = policy.idempotent }: Call) => idempotent
  const own = method.requestStream ? undefined : links
  const wayFor = (call: Call) => wayThere(ways, own, isRetried(call), { ...limitsOf(call), affinity: call.affinity })
  if (method.requestStream) {
    return async (requests: AsyncIterable<unknown>, call: Call) => {
      await wayFor(call)
      return sendStream((...head) => connection.makeClientStreamRequest(path, write, read, ...head), requests, limitsOf(call))
    }
  }
  if (method.responseStream) {
    return (request: unknown, call: Call) => {
      const direct = () =>
        readStream((...head) => connection.makeServerStreamRequest(path, write, read, request, ...head), limitsOf(call))
      const over = (link: ClientLink, otherwise: () => AsyncGenerator<unknown>) =>
        openedByRead(() =>
          peekFirst(link.replies(method, request, limitsOf(call))).catch((error) => unlessRefused(error, otherwise)),
        )
      const afterWait = () =>
        openedByRead(async () => {
          const link = await wayFor(call)
          return link ? over(link, direct) : direct()
        })
      const open = () => {
        const link = links?.pick(call.affinity)
        return link ? over(link, afterWait) : afterWait()
      }
      return isRetried(call) ? retryStream(open, quickRetry(call.signal, clock)) : open()
    }
  }
  return (request: unknown, call: Call) => {
    const direct = () => callUnary((...head) => connection.makeUnaryRequest(path, write, read, request, ...head), limitsOf(call))
    const over = (link: ClientLink, otherwise: () => Promise<unknown>) =>
      link.unary(method, request, limitsOf(call)).catch((error) => unlessRefused(error, otherwise))
    const afterWait = async () => {
      const link = await wayFor(call)
      return link ? over(link, direct) : direct()
    }
    const once = () => {
      const link = links?.pick(call.affinity)
      return link ? over(link, afterWait) : afterWait()
    }
    return isRetried(call) ? retry(once, quickRetry(call.signal, clock)) : once()
  }
}

/** A call that a link refused was not begun: it is made in another way. */
function unlessRefused<T>(error: unknown, otherwise: () => T): T {
  if (error instanceof Refused) return otherwise()
  throw error
}

/** Longest wait for a connection of a call that is not retried: as long as the pauses of one with retries. */
const SINGLE_TRY_WAIT_MS = 60
/** Longest wait of bulk for a link, since the GOAWAY of a server may cut the unread end of an ordinary call. */
const LINK_MS_MAX = 1_000
const LOOK_EVERY_MS = 20

/**
 * Waits while a call would fail that has not begun, and gives a link that came meanwhile. While a process of the service leaves
 * there may be no connection to the next one yet; a service that is down is reported at once.
 */
async function wayThere(
  { connection, links, bulkLinks }: Ways,
  own: Links | undefined,
  isRetried: boolean,
  { affinity, signal, deadlineMs }: CallLimits & Pick<Call, 'affinity'>,
) {
  const channel = getClientChannel(connection)
  const isBulk = own !== undefined && own === bulkLinks
  const startedAt = performance.now()
  for (let link = own?.pick(affinity); ; link = own?.pick(affinity)) {
    if (link) return link
    const now = performance.now()
    const isHandover = links !== undefined && now < links.handoverEndsAt
    const state = channel.getConnectivityState(isHandover)
    const isConnected = state === connectivityState.READY || (!isHandover && state !== connectivityState.TRANSIENT_FAILURE)
    const isWorthWaiting = isConnected
      ? isBulk && own.isOpening() && now < startedAt + LINK_MS_MAX
      : isHandover || (!isRetried && now < startedAt + SINGLE_TRY_WAIT_MS)
    if (!isWorthWaiting || now > startedAt + deadlineMs) return undefined
    await sleep(LOOK_EVERY_MS, signal)
  }
}

/** Long enough for a channel to choose another address, and short enough that a caller does not notice it. */
const PAUSES_MS = [15, 45] as const
/** A component that is down is reported in well under 300 ms. */
const RETRY_MS_MAX = 150

/** For calls that have no effect when they reach the service twice. A process that drains may end one: another one takes it. */
export const quickRetry = (signal: AbortSignal, clock?: Clock | undefined) => ({
  ...(clock ? { clock } : {}),
  signal,
  pausesMs: PAUSES_MS,
  withinMs: RETRY_MS_MAX,
  retryIf: (error: unknown) => error instanceof AppError && (error.code === 'unavailable' || error.code === 'shutting_down'),
})
