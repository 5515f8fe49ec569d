import { join, resolve } from 'node:path'
import { namesOf } from '@collabry/runtime/config'
import { AppError } from '@collabry/runtime/errors'
import type { TObject } from '@sinclair/typebox'
import { schemas } from './config'
import { freePorts } from './ports'
import type { Secrets } from './secrets'

/** In the order in which they drain: callers before the services that they call. */
export const SERVICES = ['gateway', 'rag', 'llm', 'memory'] as const
export type ServiceName = (typeof SERVICES)[number]

/** Ports of each service and of its probes, all on 127.0.0.1 except the gateway's public one. */
export type Ports = Record<ServiceName, { port: number; adminPort: number }>

const ROOT = resolve(import.meta.dir, '../../..')

export const mainOf = (service: ServiceName): string => join(ROOT, 'services', service, 'src', 'main.ts')

/** Chosen once, so that a restarted child keeps its address. The gRPC ports follow `base`, if it is given. */
export function choosePorts(gatewayPort: number, base?: number): Ports {
  const [a = 0, c = 0, e = 0, g = 0, ...free] = freePorts(7)
  const [d = 0, b = 0, f = 0] = base === undefined ? free : [base, base + 1, base + 2]
  return {
    gateway: { port: gatewayPort, adminPort: a },
    rag: { port: b, adminPort: c },
    llm: { port: d, adminPort: e },
    memory: { port: f, adminPort: g },
  }
}

/** Whether a start failed because another process had taken one of the chosen ports. */
export function isTaken(failure: unknown, ports: Ports): boolean {
  const named = failure instanceof AppError ? /\bport (\d+) is taken/.exec(failure.message)?.[1] : undefined
  return Object.values(ports).some(({ port, adminPort }) => [port, adminPort].includes(Number(named)))
}

/** Connections to models that the llm service may have open at once: as many as a link has calls. Bun's own limit is 256. */
const MODEL_CONNECTIONS_MAX = '8192'

/**
 * Settings of Bun for all services, unless the environment has others; the Dockerfile has them too. Its last compiler took a sixth
 * of the processor time of a chat, and code that it compiled was no faster, neither for chats nor for searches or the built-in
 * provider. Its collector lets garbage grow by a factor of the live heap, and the factor by the memory of the machine: with 24 GB
 * the readers of large documents grew a process by twice as much as with this size. It bounds nothing: a heap may be larger. Its
 * allocator looks for freed pages to give back once a second: ten times, as by default, take a thread a thirtieth of the processor
 * time of streams.
 */
const RUNTIME = {
  BUN_JSC_useFTLJIT: '0',
  BUN_JSC_forceRAMSize: String(256 * 1_048_576),
  MIMALLOC_PURGE_HOLES_MIN_INTERVAL: '1000',
}

interface Shared {
  host: string
  dataDir: string
  ports: Ports
  secrets: Secrets
  /** `name:key` of callers that the deployment adds. */
  callerKeys?: readonly string[]
}

/** The settings of a service that the start decides: addresses of the services it calls, and only the keys it needs. */
export function settingsOf(
  service: ServiceName,
  { host, dataDir, ports, secrets, callerKeys = [] }: Shared,
): Record<string, string> {
  const { port, adminPort } = ports[service]
  const common = {
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: String(adminPort),
    COLLABRY_PARENT_PIPE: '1',
    // The four services talk over the loopback interface and have generated keys.
    INTERNAL_TLS_DIR: '',
  }
  // The inner services have no load balancer, and they stop after the gateway.
  const rpc = { ...common, DATA_DIR: dataDir, GRPC_HOST: '127.0.0.1', GRPC_PORT: String(port), SHUTDOWN_DELAY_SECONDS: '0' }
  const gatewayKey = `gateway:${secrets.gatewayKey}`
  const ragKey = `rag:${secrets.ragKey}`
  const keys = (...own: string[]) => [...own, ...callerKeys].join(',')
  const address = (name: ServiceName) => `127.0.0.1:${ports[name].port}`
  switch (service) {
    case 'gateway':
      return {
        ...common,
        HOST: host,
        PORT: String(port),
        JWT_SECRET_KEY: secrets.jwtSecretKey,
        INTERNAL_API_KEYS: gatewayKey,
        LLM_ADDRESS: address('llm'),
        RAG_ADDRESS: address('rag'),
        MEMORY_ADDRESS: address('memory'),
      }
    case 'rag':
      return { ...rpc, INTERNAL_API_KEYS: keys(gatewayKey, ragKey), LLM_ADDRESS: address('llm') }
    case 'llm':
      return { ...rpc, INTERNAL_API_KEYS: keys(gatewayKey, ragKey), BUN_CONFIG_MAX_HTTP_REQUESTS: MODEL_CONNECTIONS_MAX }
    case 'memory':
      return { ...rpc, INTERNAL_API_KEYS: keys(gatewayKey) }
  }
}

/** All variables that a schema reads, with those that name files of secrets. */
const variablesOf = (schema: TObject): string[] =>
  Object.entries(schema.properties).flatMap(([key, property]) => {
    const names = namesOf(key, property)
    return property.secret ? names.flatMap((name) => [name, `${name}_FILE`]) : names
  })

/** A service gets only the variables that it reads: addresses and credentials of one are not passed to the others. */
const readNames = new Map(SERVICES.map((name) => [name, new Set(variablesOf(schemas[name]))]))
const knownNames = new Set([...readNames.values()].flatMap((names) => [...names]))

/**
 * The environment of a child: this process's without variables of other services, its own log level, and the decided settings.
 */
export function environmentOf(
  service: ServiceName,
  env: Record<string, string | undefined>,
  shared: Shared,
): Record<string, string> {
  const settings = settingsOf(service, shared)
  const inherited = Object.entries(env).filter((entry): entry is [string, string] => {
    const [name, value] = entry
    if (value === undefined || (knownNames.has(name) && !readNames.get(service)?.has(name))) return false
    // A variable that names a file must not override a decided setting.
    return !name.endsWith('_FILE') || !(name.slice(0, -'_FILE'.length) in settings)
  })
  const level = env[`${service.toUpperCase()}_LOG_LEVEL`]
  return { ...RUNTIME, ...Object.fromEntries(inherited), ...(level ? { LOG_LEVEL: level } : {}), ...settings }
}

/** The keys of callers beside the product's own, whose keys are generated. */
export const callerKeysOf = (entries: readonly string[]): string[] => entries.filter((entry) => !isOwnKey(entry))
const isOwnKey = (entry: string) => SERVICES.some((name) => entry.startsWith(`${name}:`))

/** Variables that have no effect on `bun run start`, which decides their settings itself. */
const DECIDED: Record<string, string> = {
  GRPC_PORT: 'set GRPC_PORT_BASE instead',
  GRPC_HOST: 'the gRPC servers listen on 127.0.0.1',
  ADMIN_PORT: 'the probes listen on free ports of 127.0.0.1',
  ADMIN_HOST: 'the probes listen on free ports of 127.0.0.1',
  INTERNAL_TLS_DIR: 'the services talk over 127.0.0.1 with generated keys',
  LLM_ADDRESS: 'it starts an llm service of its own',
  RAG_ADDRESS: 'it starts a rag service of its own',
  MEMORY_ADDRESS: 'it starts a memory service of its own',
}

/** A line for each setting that has no effect, with the reason. */
export function withoutEffect(env: Record<string, string | undefined>, { internalApiKeys }: KeySetting): string[] {
  const variables = Object.entries(DECIDED).filter(([name]) => env[name])
  const lines = variables.map(([name, reason]) => `${name} has no effect on \`bun run start\`: ${reason}.`)
  if (!internalApiKeys.some(isOwnKey)) return lines
  return [...lines, 'INTERNAL_API_KEYS: `bun run start` generates the keys of its own services; those of other names are added.']
}

interface KeySetting {
  internalApiKeys: readonly string[]
}
