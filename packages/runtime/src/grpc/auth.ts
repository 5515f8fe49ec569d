import { createHash, timingSafeEqual } from 'node:crypto'
import type { Metadata, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js'
import { AppError } from '../errors'
import { namesOf, openTls, type Tls } from '../tls'
import { toStatus } from './status-details'

/** Metadata keys by which a service identifies itself. */
export const CALLER = 'x-collabry-caller'
export const KEY = 'x-collabry-key'

/**
 * Which methods each named caller may use, by `Method` or `Service/Method`. A caller that is not in the table may use none.
 */
export type Callers = Record<string, '*' | string[]>

/** The methods that can be granted to other callers. */
export interface Grants {
  /** All services of the product by their short names; their definitions are made by the call. */
  services(): Readonly<Record<string, ServiceDefinition>>
  /** Services and methods (`Service` or `Service/Method`) that can't be granted. */
  internalOnly: ReadonlySet<string>
}

interface GrantSettings extends Omit<IdentitySettings, 'internalTlsMode'> {
  internalCallers: string
}

/**
 * The callers that a deployment names itself, `name:Service/Method,…;name:…`, beside the product's own. A method of another
 * process is checked and left to that process. Throws on a name of ours, and on a method that is unknown or can't be granted.
 */
export function withGranted(own: Callers, settings: GrantSettings, grants: Grants): Callers {
  const granted: Record<string, string[]> = {}
  const { internalCallers, internalApiKeys, internalTlsDir } = settings
  const entries = list(internalCallers, ';')
  const services = entries.length > 0 ? grants.services() : {}
  for (const entry of entries) {
    const [name = '', methods = ''] = entry.split(/:(.*)/s)
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(name) || methods.trim() === '') throw grantError(entry, 'write name:Service/Method,…')
    if (OWN_NAMES.has(name)) throw grantError(name, 'this is the name of a service of ours; choose another')
    if (internalTlsDir === undefined && !internalApiKeys.some((key) => key.startsWith(`${name}:`)))
      throw grantError(name, `it has no key; add ${name}:KEY to INTERNAL_API_KEYS`)
    for (const path of list(methods, ',')) {
      const [full = '', method = ''] = path.split('/')
      const service = full.split('.').at(-1) ?? ''
      const known = Object.hasOwn(services, service) ? services[service] : undefined
      const definition = known && Object.hasOwn(known, method) ? known[method] : undefined
      // A service may have its full name, too, as reflection shows it.
      const isNamed = path === `${service}/${method}` || `/${path}` === definition?.path
      if (definition === undefined || !isNamed) throw noSuchMethod(path, service, known, grants)
      if (isInternal(service, method, grants)) throw grantError(path, 'this method can’t be granted')
      granted[name] = [...(granted[name] ?? []), `${service}/${method}`]
    }
  }
  return { ...granted, ...own }
}

const isInternal = (service: string, method: string, { internalOnly }: Grants) =>
  internalOnly.has(service) || internalOnly.has(`${service}/${method}`)

/** Names the methods of the service that can be granted, or the services that have some. */
function noSuchMethod(path: string, service: string, known: ServiceDefinition | undefined, grants: Grants): AppError {
  const grantable = (of: string, definition: ServiceDefinition) =>
    Object.keys(definition).filter((method) => !isInternal(of, method, grants))
  const names = known
    ? grantable(service, known).map((method) => `${service}/${method}`)
    : Object.entries(grants.services()).flatMap(([of, definition]) => (grantable(of, definition).length > 0 ? [of] : []))
  return grantError(path, `there is no such method; name one of ${names.join(', ')}`)
}

const OWN_NAMES = new Set(['gateway', 'rag', 'llm', 'memory'])

const list = (text: string, separator: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const grantError = (what: string, rule: string) => new AppError('validation_error', `INTERNAL_CALLERS: ${what}: ${rule}.`)

const digest = (text: string) => createHash('sha256').update(text).digest()

/** `name:key` entries by name; a name may have two keys while they are rotated. */
export function keysByName(entries: readonly string[]): Map<string, Buffer[]> {
  const keys = new Map<string, Buffer[]>()
  for (const entry of entries) {
    const colon = entry.indexOf(':')
    if (colon < 1 || colon === entry.length - 1) throw new AppError('validation_error', 'INTERNAL_API_KEYS: expected name:key,….')
    const name = entry.slice(0, colon)
    keys.set(name, [...(keys.get(name) ?? []), digest(entry.slice(colon + 1))])
  }
  return keys
}

/** The key that a process sends: the first one under its own name. */
export function keyOf(name: string, entries: readonly string[]): string {
  const entry = entries.find((candidate) => candidate.startsWith(`${name}:`))
  if (!entry) throw new AppError('validation_error', `INTERNAL_API_KEYS: has no key of the name ${name}.`)
  return entry.slice(name.length + 1)
}

/** How a process identifies itself to the services it calls: by its certificate, or else by its key. */
export interface Identity {
  /** Name of the calling service. */
  caller: string
  key: string
  tls?: Tls
}

/** The identity of a process of this name. */
export const identityOf = (caller: string, { internalApiKeys, internalTlsDir, internalTlsMode }: IdentitySettings): Identity =>
  internalTlsDir === undefined || internalTlsMode === 'allow'
    ? { caller, key: keyOf(caller, internalApiKeys) }
    : { caller, key: '', tls: openTls(internalTlsDir) }

export interface IdentitySettings {
  internalApiKeys: readonly string[]
  internalTlsDir?: string
  internalTlsMode: 'allow' | 'prefer' | 'require'
}

/** How a server verifies the services that call it. */
export const callerProofOf = ({ internalApiKeys, internalTlsDir, internalTlsMode }: IdentitySettings) => ({
  keys: internalApiKeys,
  ...(internalTlsDir !== undefined && { tls: openTls(internalTlsDir), acceptsKeys: internalTlsMode !== 'require' }),
})

/** The proofs of a caller's name that a server takes. */
export interface CallerProof {
  keys: Map<string, Buffer[]>
  /** A connection with TLS proves a name by its certificate. */
  byCertificate: boolean
  /** A connection in plaintext proves a name by its key. */
  byKey: boolean
}

/** The parts of a call that identify its caller. */
export interface IncomingCall {
  metadata: Pick<Metadata, 'get'>
  /** The verified name of the process at the other end of a link; unset: the call came over no link. */
  provenCaller?: string
  getAuthContext(): { sslPeerCertificate?: { subjectaltname?: string } }
  /** `/package.Service/Method`. */
  getPath(): string
}

/** The verified name of the caller. Throws when the name is not proven, or when this caller may not use the method. */
export function authenticate(call: IncomingCall, proof: CallerProof, callers: Callers): string {
  const name = call.provenCaller ?? proveName(call, proof)
  const allowed = Object.hasOwn(callers, name) ? callers[name] : undefined
  if (allowed !== '*' && !allowed?.some((method) => isMethod(call.getPath(), method))) throw notGranted(name, call.getPath())
  return name
}

/** The name is proven, and the method comes from a table of ours. */
const notGranted = (name: string, path: string) =>
  new AppError('forbidden', `${name} may not call ${path.split('.').at(-1)}: INTERNAL_CALLERS does not grant it.`)

/** The verified name of a process that opens a link. Throws when it may call nothing; each call is judged by its method. */
export function authenticateLink(call: IncomingCall, proof: CallerProof, callers: Callers): string {
  const name = proveName(call, proof)
  if (Object.hasOwn(callers, name)) return name
  throw new AppError('forbidden', 'This service may not call this method.')
}

function proveName(call: IncomingCall, proof: CallerProof): string {
  const name = String(call.metadata.get(CALLER)[0] ?? '')
  const certificate = proof.byCertificate ? call.getAuthContext().sslPeerCertificate : undefined
  if (certificate || !proof.byKey) {
    if (!namesOf(certificate?.subjectaltname).includes(name))
      throw new AppError('invalid_token', 'Call by the name that your certificate has.')
  } else if (!hasKey(name, call.metadata, proof.keys)) {
    throw new AppError('invalid_token', call.metadata.get(KEY).length === 0 ? NO_KEY : WRONG_KEY)
  }
  return name
}

const NO_KEY = `Name the calling service as ${CALLER}, and send its key as ${KEY}.`
/** Says nothing about which names there are. */
const WRONG_KEY = `The ${KEY} is no key of the service that ${CALLER} names; INTERNAL_API_KEYS has the pairs.`

/** Whether `/package.Service/Method` is `Method` or `Service/Method`. */
const isMethod = (path: string, method: string) => path.endsWith(`${method.includes('/') ? '.' : '/'}${method}`)

/** Constant time in the key. */
function hasKey(name: string, metadata: Pick<Metadata, 'get'>, keys: Map<string, Buffer[]>): boolean {
  const offered = digest(String(metadata.get(KEY)[0] ?? ''))
  return (keys.get(name) ?? []).some((key) => timingSafeEqual(key, offered))
}

interface StandardCall extends IncomingCall {
  emit(event: 'error', status: ReturnType<typeof toStatus>): unknown
}

/**
 * The methods of a standard service (health, reflection), open to the named callers only, like every other method.
 * NOTE: an interceptor of the server would do the same, but every message of every call would pass through it.
 */
export function guardMethods(
  methods: UntypedServiceImplementation,
  proof: CallerProof,
  names: readonly string[],
): UntypedServiceImplementation {
  const everyone: Callers = Object.fromEntries(names.map((name) => [name, '*']))
  const guarded =
    (method: (call: StandardCall, reply?: (failure: unknown) => void) => unknown) =>
    (call: StandardCall, reply?: (failure: unknown) => void) => {
      try {
        authenticate(call, proof, everyone)
      } catch (failure) {
        return reply ? reply(toStatus(failure)) : call.emit('error', toStatus(failure))
      }
      return method(call, reply)
    }
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, guarded(method as never)]),
  ) as unknown as UntypedServiceImplementation
}
