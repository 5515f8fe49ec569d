import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js'
import type { ReflectionService } from '@grpc/reflection'
import { AppError, toAppError } from '../errors'
import type { Log } from '../log'
import { REQUEST_ID } from '../request-id'
import type { Tls } from '../tls'
import { listenForBoth } from '../tls'
import { startSpan, TRACEPARENT } from '../trace'
import {
  authenticate,
  type CallerProof,
  type Callers,
  callerProofOf,
  type Grants,
  guardMethods,
  type IdentitySettings,
  keysByName,
  withGranted,
} from './auth'
import type { CallRegistry, Handler } from './handlers'
import { HEALTH_SERVICE, Health, healthService } from './health'
import { channelLimits } from './limits'
import { LinkServer } from './link/server'
import type { ServerCalls } from './metrics'

export { type CallContext, clientStream, serverStream, unary } from './handlers'

type PackageDefinition = ConstructorParameters<typeof ReflectionService>[0]

interface ServerOptions<Handlers> {
  /** One service, or several whose methods have different names. */
  service: ServiceDefinition | readonly ServiceDefinition[]
  /** One a method, made by `unary`, `serverStream` or `clientStream`. */
  handlers: { [Method in keyof Handlers]: Handler<Handlers[Method]> }
  host: string
  /** 0: a free one. */
  port: number
  /** `name:key` of every service that may call. */
  keys: readonly string[]
  /** If set, callers are verified by their certificates, and `keys` is ignored unless `acceptsKeys`. */
  tls?: Tls
  /** With `tls`: callers without a certificate may connect in plaintext and are verified by their keys. */
  acceptsKeys?: boolean
  callers: Callers
  log: Log
  /** Where calls are counted. */
  calls?: ServerCalls
  /** Whether callers may open links. Default: true. */
  links?: boolean
  /** Life of a link after which another one is to take its place, and for which it takes new calls even so. */
  linkAgeMs?: number
  linkReplacementMs?: number
  /** If set, the reflection protocol describes the server to named callers by these descriptors. */
  reflection?: () => PackageDefinition
}

interface GrpcSettings extends IdentitySettings {
  internalCallers: string
  grpcHost: string
  grpcPort: number
  grpcReflection: boolean
  internalLinks: boolean
}

interface Contract extends Grants {
  descriptors(): PackageDefinition
}

/**
 * The options of a server that the settings of its process decide: where it listens, how it verifies callers, what they and the
 * callers of the deployment may call, and whether it describes itself. Throws where a setting is not valid.
 */
export const serverOptionsOf = (config: GrpcSettings, callers: Callers, { descriptors, ...grants }: Contract) => ({
  host: config.grpcHost,
  port: config.grpcPort,
  ...callerProofOf(config),
  callers: withGranted(callers, config, grants),
  links: config.internalLinks,
  ...(config.grpcReflection && { reflection: descriptors }),
})

export interface GrpcServer extends AsyncDisposable {
  port: number
  /** NOT_SERVING, no new calls, GOAWAY; running calls get `graceMs` to end, then are aborted with `shutting_down`. */
  drain(graceMs: number): Promise<void>
}

/** A gRPC server of its services and of the health protocol; every method verifies its caller. */
export async function startGrpcServer<Handlers>(options: ServerOptions<Handlers>): Promise<GrpcServer> {
  const byCertificate = options.tls !== undefined
  const proof = { keys: keysByName(options.keys), byCertificate, byKey: !byCertificate || options.acceptsKeys === true }
  const server = new Server(channelLimits)
  const { registry, abortAll } = runningCalls(options, proof)
  const links = new LinkServer({
    proof,
    callers: options.callers,
    maxAgeMs: options.linkAgeMs ?? LINK_AGE_MS,
    replacementMs: options.linkReplacementMs ?? LINK_REPLACEMENT_MS,
  })
  const handlers = Object.entries(options.handlers).map(([method, bind]) => [method, (bind as Handler<unknown>)(registry)])
  for (const service of [options.service].flat()) {
    const own = Object.fromEntries(handlers.filter(([method]) => Object.hasOwn(service, String(method))))
    server.addService(service, own as UntypedServiceImplementation)
    links.addMethods(service, own)
  }
  if (options.links !== false) server.addService(LinkServer.definition, links.implementation)
  const standard = standardServices(server, proof, Object.keys(options.callers))
  const names = [options.service].flat().map(nameOf)
  const health = new Health(names)
  standard.addService(healthService, health.methods)
  if (options.reflection) {
    const { ReflectionService } = await import('@grpc/reflection')
    new ReflectionService(options.reflection(), { services: [...names, HEALTH_SERVICE] }).addToServer(standard)
  }

  const { port, close } = await listen(server, options)
  const drain = async (graceMs: number) => {
    health.stop()
    close()
    links.drain()
    await Bun.sleep(GO_AWAY_MS)
    health.endWatches()
    const drained = new Promise<void>((done) => server.tryShutdown(() => done()))
    const timer = setTimeout(() => {
      abortAll(new AppError('shutting_down', 'The service is shutting down; try again.', { retryAfterMs: 1_000 }))
      setTimeout(() => server.forceShutdown(), ABORT_MS).unref()
    }, graceMs)
    await drained
    clearTimeout(timer)
  }
  return { port, drain, [Symbol.asyncDispose]: () => drain(0) }
}

/** `package.Service` of a definition. */
const nameOf = (service: ServiceDefinition) => Object.values(service)[0]?.path.split('/')[1] ?? ''

/** Age at which callers replace a link, over a new connection, so that they find new processes of the service. */
const LINK_AGE_MS = 20_000
/** A link that is to be replaced takes new calls for this time. */
const LINK_REPLACEMENT_MS = 5_000

/** The frames that say that this process leaves go out before GOAWAY, after which a client may read no more of a link. */
const GO_AWAY_MS = 20

/** Standard services add themselves to this view of the server, which guards their methods. */
const standardServices = (server: Server, proof: CallerProof, names: string[]) =>
  ({ addService: (service, methods) => server.addService(service, guardMethods(methods, proof, names)) }) as Server

/** Time for an aborted call to send its status before its connection is closed. */
const ABORT_MS = 500

interface RunningCalls {
  registry: CallRegistry
  /** Ends every running call with this error. */
  abortAll(reason: AppError): void
}

function runningCalls<Handlers>({ callers, log, calls }: ServerOptions<Handlers>, proof: CallerProof): RunningCalls {
  const running = new Set<AbortController>()
  const begin: CallRegistry['begin'] = (call) => {
    const method = call.getPath().split('/').at(-1) ?? ''
    const caller = authenticate(call, proof, callers)
    const abort = new AbortController()
    running.add(abort)
    calls?.started()
    const startedAt = performance.now()
    const span = startSpan(call.getPath(), 'server', String(call.metadata.get(TRACEPARENT)[0] ?? ''))
    const end = (failure?: unknown) => {
      running.delete(abort)
      const code = failure === undefined ? undefined : toAppError(failure).code
      calls?.ended(method, caller, code ?? 'ok', (performance.now() - startedAt) / 1_000)
      span?.end(code)
      if (code === undefined) return
      const fields = { method, caller, code, requestId: String(call.metadata.get(REQUEST_ID)[0] ?? '') }
      if (code === 'internal_error') log.error({ ...fields, err: failure }, 'call failed')
      else log.debug(fields, 'call refused')
    }
    return { caller, abort, span, end }
  }
  const abortAll = (reason: AppError) => {
    for (const abort of running) abort.abort(reason)
  }
  return { registry: { begin }, abortAll }
}

type Listening = Pick<ServerOptions<unknown>, 'host' | 'port' | 'tls' | 'acceptsKeys'>

interface Listener {
  port: number
  /** Accepts no more connections, where the gRPC server itself does not decide that. */
  close(): void
}

async function listen(server: Server, { host, port, tls, acceptsKeys }: Listening): Promise<Listener> {
  const bind = (address: string, credentials: ServerCredentials) =>
    new Promise<number>((resolve, reject) => {
      server.bindAsync(address, credentials, (error, bound) => (error ? reject(error) : resolve(bound)))
    })
  const plaintext = ServerCredentials.createInsecure()
  try {
    if (!tls || !acceptsKeys) {
      return { port: await bind(`${hostOfUrl(host)}:${port}`, tls?.server() ?? plaintext), close: () => {} }
    }
    const inner = { tls: await bind('127.0.0.1:0', tls.server()), plaintext: await bind('127.0.0.1:0', plaintext) }
    return await listenForBoth({ host: host.replace(BRACKETS, '$1'), port, ...inner })
  } catch (cause) {
    const isTaken = String(cause).includes('EADDRINUSE')
    const sentence = isTaken
      ? `The gRPC port ${port} is taken; choose another with GRPC_PORT.`
      : `GRPC_HOST: ${host} can't be bound; name an address of this machine.`
    throw new AppError('unavailable', sentence, { cause })
  }
}

const BRACKETS = /^\[(.+)\]$/
/** A host as it stands before the port: an address of IPv6 is in brackets. */
export const hostOfUrl = (host: string): string => (host.includes(':') ? `[${host.replace(BRACKETS, '$1')}]` : host)
