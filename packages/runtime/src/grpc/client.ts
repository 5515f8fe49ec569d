import { once } from 'node:events'
import {
  type CallOptions,
  Channel,
  type ChannelCredentials,
  type ClientOptions,
  type ClientReadableStream,
  type ClientUnaryCall,
  type ClientWritableStream,
  connectivityState,
  credentials,
  Client as GrpcClient,
  getClientChannel,
  InterceptingCall,
  type Interceptor,
  Metadata,
  type requestCallback,
  type ServiceDefinition,
  status,
} from '@grpc/grpc-js'
import { REQUEST_ID } from '../request-id'
import { startSpan, TRACEPARENT } from '../trace'
import { CALLER, type Identity, KEY } from './auth'
import { channelLimits } from './limits'
import { type Links, openLinks } from './link/pool'
import type { ClientCalls } from './metrics'
import { rotatingChannel } from './rotating-channel'
import { fromStatus, stopped } from './status-details'

export interface CallLimits {
  signal: AbortSignal
  requestId: string
  /** From now until the call has ended. */
  deadlineMs: number
  /** Calls with the same key go to the same replica, as long as it is there. */
  affinity?: string | undefined
}

/** The class of the clients of a service, as grpc-js makes it. */
interface ClientClass<Client> {
  new (address: string, credentials: ChannelCredentials, options?: Partial<ClientOptions>): Client
  service: ServiceDefinition
}

const CHANNEL_OPTIONS = {
  ...channelLimits,
  // A new channel must not take over the connections of the old one.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
}

/** A client for a service at `host:port` or `dns:///name:port`; calls go round robin over all addresses of the name. */
export function connect<Client>(service: ClientClass<Client>, address: string, identity: Identity, calls?: ClientCalls): Client {
  const { tls } = identity
  const name = nameOf(service.service)
  const proof = tls?.channel() ?? credentials.createInsecure()
  const options = {
    ...CHANNEL_OPTIONS,
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    'grpc.dns_min_time_between_resolutions_ms': 5_000,
    ...(tls && { 'grpc.ssl_target_name_override': name }),
  }
  const channelOverride = rotatingChannel(() => new Channel(address, proof, options))
  const stub = new service(address, proof, { ...options, channelOverride, interceptors: [watchCall(identity, calls)] })
  const channel = getClientChannel(stub as GrpcClient)
  calls?.channel(name, () => channel.getConnectivityState(false) !== connectivityState.TRANSIENT_FAILURE)
  return stub
}

/** Links to all addresses of the service, beside the connection for calls that no link can take. */
export function connectLinks<Client>(
  service: ClientClass<Client>,
  address: string,
  identity: Identity,
  calls?: ClientCalls,
): Links {
  const connectOne = (target: string) =>
    new GrpcClient(target, identity.tls?.channel() ?? credentials.createInsecure(), {
      ...CHANNEL_OPTIONS,
      ...(identity.tls && { 'grpc.ssl_target_name_override': nameOf(service.service) }),
    })
  return openLinks({ address, identity, calls, connect: connectOne })
}

/** `llm` for `/collabry.llm.v1.LlmService/…`. The certificate of a service must have this name, whatever its address is. */
const nameOf = (service: ServiceDefinition) => Object.values(service)[0]?.path.split('.')[1] ?? ''

/** Identifies the caller, measures each call and opens its span. It is one interceptor because each one costs time. */
const watchCall =
  ({ caller, key }: Identity, calls: ClientCalls | undefined): Interceptor =>
  (options, next) =>
    new InterceptingCall(next(options), {
      start(metadata, _listener, proceed) {
        metadata.set(CALLER, caller)
        metadata.set(KEY, key)
        const startedAt = performance.now()
        const { path } = options.method_definition
        const span = startSpan(path, 'client')
        if (span) metadata.set(TRACEPARENT, span.traceparent)
        proceed(metadata, {
          onReceiveStatus(outcome, pass) {
            const code = status[outcome.code] ?? 'UNKNOWN'
            calls?.ended(path, code, (performance.now() - startedAt) / 1_000)
            span?.end(outcome.code === status.OK ? undefined : code)
            pass(outcome)
          },
        })
      },
    })

/** One request, one reply. Throws the AppError the service threw; when the signal aborted `cancelled`, or `timeout` if by a time limit. */
export function callUnary<Res>(
  invoke: (metadata: Metadata, options: CallOptions, done: requestCallback<Res>) => ClientUnaryCall,
  limits: CallLimits,
): Promise<Res> {
  return new Promise((resolve, reject) => {
    if (limits.signal.aborted) return reject(stopped(limits.signal))
    const call = invoke(...head(limits), (error, value) => {
      limits.signal.removeEventListener('abort', cancel)
      if (value !== undefined) resolve(value)
      else reject(limits.signal.aborted ? stopped(limits.signal, error) : fromStatus(error))
    })
    const cancel = () => call.cancel()
    limits.signal.addEventListener('abort', cancel)
  })
}

/**
 * Cleaning up starts later than this after a cancellation, so that when many clients disconnect all calls are cancelled first.
 */
const CLEAN_UP_DELAY_MS = 40

/** One request, many replies, read as fast as the consumer takes them. However the consumer stops, the call is cancelled. */
export async function* readStream<Res>(
  invoke: (metadata: Metadata, options: CallOptions) => ClientReadableStream<Res>,
  limits: CallLimits,
): AsyncGenerator<Res> {
  if (limits.signal.aborted) throw stopped(limits.signal)
  const call = invoke(...head(limits))
  const cancel = () => call.cancel()
  limits.signal.addEventListener('abort', cancel)
  try {
    for await (const reply of call) yield reply as Res
  } catch (error) {
    if (limits.signal.aborted) await Bun.sleep(CLEAN_UP_DELAY_MS)
    throw limits.signal.aborted ? stopped(limits.signal, error) : fromStatus(error)
  } finally {
    limits.signal.removeEventListener('abort', cancel)
    call.on('error', () => undefined) // the cancellation below is reported as an error, which nobody waits for
    call.cancel()
  }
}

/** Many requests, one reply. The requests are read only as fast as the service takes them. */
export async function sendStream<Req, Res>(
  invoke: (metadata: Metadata, options: CallOptions, done: requestCallback<Res>) => ClientWritableStream<Req>,
  requests: AsyncIterable<Req>,
  limits: CallLimits,
): Promise<Res> {
  if (limits.signal.aborted) throw stopped(limits.signal)
  const ended = new AbortController() // an early reply (a refusal) ends the sending too
  const { promise: reply, resolve, reject } = Promise.withResolvers<Res>()
  const call = invoke(...head(limits), (error, value) => {
    if (value !== undefined) resolve(value)
    else reject(limits.signal.aborted ? stopped(limits.signal, error) : fromStatus(error))
    ended.abort()
  })
  reply.catch(() => undefined) // it is awaited below, possibly only after the sending has failed
  const cancel = () => call.cancel()
  limits.signal.addEventListener('abort', cancel)
  try {
    await send(call, requests, ended.signal)
    return await reply
  } catch (error) {
    call.cancel()
    throw error
  } finally {
    limits.signal.removeEventListener('abort', cancel)
  }
}

async function send<Req>(call: ClientWritableStream<Req>, requests: AsyncIterable<Req>, ended: AbortSignal): Promise<void> {
  for await (const request of requests) {
    if (ended.aborted) return
    if (!call.write(request)) await once(call, 'drain', { signal: ended }).catch(() => undefined)
  }
  call.end()
}

function head({ requestId, deadlineMs }: CallLimits): [Metadata, CallOptions] {
  const metadata = new Metadata()
  metadata.set(REQUEST_ID, requestId)
  return [metadata, { deadline: Date.now() + deadlineMs }]
}
