import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FormatRegistry, Kind, type Static, type TObject, type TSchema, Type as t } from '@sinclair/typebox'
import { Value, type ValueError } from '@sinclair/typebox/value'
import { AppError } from './errors'
import type { Log } from './log'

/** An address to which paths are appended, so that it has no query and no fragment. */
FormatRegistry.Set('base-url', (value) => /^https?:\/\/[^\s?#]+$/.test(value) && URL.canParse(value))
const BASE_URL_RULE = 'must be an address that begins with http:// or https:// and has no ? and no #'

/** Settings every process has; spread into the schema of a service. */
export const processConfig = {
  nodeEnv: t.String({ default: 'development', description: '`production` refuses to start with settings that are unsafe there' }),
  logLevel: t.Union([t.Literal('debug'), t.Literal('info'), t.Literal('warn'), t.Literal('error')], {
    default: 'info',
    description: 'Least severe log line that is written: debug, info, warn, error',
  }),
  logUserIds: t.Boolean({ default: false, description: 'Log lines name the user in clear text instead of by a keyed hash' }),
  grpcHost: t.String({ default: '127.0.0.1', description: 'Address the gRPC server binds' }),
  grpcPort: t.Integer({ default: 50051, minimum: 0, maximum: 65_535, description: 'Port of the gRPC server; 0: a free one' }),
  adminHost: t.String({ default: '127.0.0.1', description: 'Address the admin server (probes, metrics) binds' }),
  adminPort: t.Integer({ default: 9464, minimum: 0, maximum: 65_535, description: 'Port of the admin server; 0: a free one' }),
  internalApiKeys: t.Array(t.String(), {
    default: [],
    secret: true,
    description:
      'Keys of the calling services, `name:key,…`; two keys of one name while rotating. A process sends the first key of its own name',
  }),
  internalCallers: t.String({
    default: '',
    description:
      'Callers of your own and the methods they may call, `name:Service/Method,…;name:…`; each needs a key in INTERNAL_API_KEYS, or a certificate. Erasure, publishing and tokens can’t be granted',
  }),
  grpcReflection: t.Boolean({
    default: false,
    description: 'The gRPC servers describe themselves to named callers (reflection), for grpcurl and the like',
  }),
  internalTlsDir: t.Optional(
    t.String({
      minLength: 1,
      description:
        'Folder with tls.crt, tls.key and ca.crt, by which the services know each other (mutual TLS; a DNS name of the certificate is the name of the service) instead of by INTERNAL_API_KEYS. Files that are replaced are used within seconds',
    }),
  ),
  internalTlsMode: t.Union([t.Literal('allow'), t.Literal('prefer'), t.Literal('require')], {
    default: 'require',
    description:
      'With INTERNAL_TLS_DIR, for a change from keys to certificates while everything runs: allow (a server takes both, a client calls by its key), prefer (a server takes both, a client calls by its certificate), require (certificates alone)',
  }),
  internalLinks: t.Boolean({
    default: true,
    description:
      'Calls between the services share one long-lived stream a process, which costs less than a gRPC call each; false: ordinary gRPC calls. Processes with and without it work together',
  }),
  otelExporterOtlpEndpoint: t.Optional(
    t.String({
      format: 'base-url',
      description: 'OpenTelemetry collector that traces are sent to (OTLP over HTTP, to /v1/traces below it); unset: no tracing',
    }),
  ),
  otelTracesSamplerArg: t.Number({
    default: 0.1,
    minimum: 0,
    maximum: 1,
    description:
      'Share of the requests that are traced; a traceparent of a client is followed, and its request is traced with this share too',
  }),
  secretsDir: t.Optional(
    t.String({
      minLength: 1,
      description:
        'Folder in which a file named after a variable holds its value, as Kubernetes mounts Secrets; a variable that is set goes before it',
    }),
  ),
  shutdownGraceSeconds: t.Integer({
    default: 25,
    minimum: 0,
    maximum: 3_600,
    description: 'Longest wait for running calls after SIGTERM',
  }),
  shutdownDelaySeconds: t.Integer({
    default: 0,
    minimum: 0,
    maximum: 300,
    description:
      'After SIGTERM: not ready, but serving as before for this long, until whoever balances has noticed (Kubernetes: 5), and only then the grace time',
  }),
}

/** Where a gRPC server is found. An address that begins with http:// would resolve to nothing, for ever. */
export const grpcAddress = (service: string, port: number) =>
  t.String({
    default: `127.0.0.1:${port}`,
    pattern: '^(?:(?:dns|unix|ipv4|ipv6):|(?!\\w+://))\\S+$',
    error: 'must be host:port, without http://, or dns:///name:port',
    description: `Address of the ${service} service: host:port, or dns:///name:port`,
  })

/** Settings of a process with stores that can be in MongoDB. */
export const mongoConfig = {
  mongoUri: t.Optional(
    t.String({
      secret: true,
      pattern: '^mongodb(\\+srv)?://',
      error: 'must begin with mongodb:// or mongodb+srv://',
      description: 'MongoDB for documents and sessions; unset: the embedded stores in DATA_DIR',
    }),
  ),
  mongoDb: t.String({ default: 'collabry', minLength: 1, description: 'Database in MongoDB' }),
  mongoWaitSeconds: t.Integer({
    default: 0,
    minimum: 0,
    maximum: 3_600,
    description: 'How long a process that starts waits for an unavailable MongoDB before it ends; 0: one try',
  }),
  replicas: t.Integer({
    default: 1,
    minimum: 1,
    description: 'Number of processes of this service; in production more than one refuse to start on embedded stores',
  }),
}

/** `ollamaBaseUrl` → `OLLAMA_BASE_URL`, unless the schema names another variable. */
export const variableOf = (key: string, schema: TSchema): string =>
  schema.env ?? key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

/**
 * Reads a service's settings from the environment, once. Options of a property: `env` (another name of the variable),
 * `aliases` (other names, tried in order), `renamedFrom` (old names, which still work but are logged), `secret` (the
 * variable with the suffix `_FILE` may name a file), `error` (its rule in words). A variable that is not there is looked for as a file of
 * SECRETS_DIR. An empty one counts as unset. Throws an AppError that names the variable and the rule.
 */
export function readConfig<Schema extends TObject>(
  schema: Schema,
  env: Record<string, string | undefined>,
  log?: Pick<Log, 'warn'>,
): Readonly<Static<Schema>> {
  if (env.SECRETS_DIR && !existsSync(env.SECRETS_DIR))
    throw new AppError('validation_error', `SECRETS_DIR: there is no folder ${env.SECRETS_DIR}.`)
  const raw: Record<string, unknown> = {}
  const usedNames = new Map<string, string>()
  for (const [key, property] of Object.entries(schema.properties)) {
    const found = lookUp(key, property, env)
    if (!found) continue
    raw[key] = convert(property, found.text)
    usedNames.set(key, found.name)
    const isOldName = (property.renamedFrom as string[] | undefined)?.includes(found.name)
    if (isOldName) log?.warn({ setting: found.name, newName: variableOf(key, property) }, 'a setting has a new name')
  }
  const value = Value.Default(schema, raw)
  const first = Value.Errors(schema, value).First()
  if (first) {
    const key = first.path.split('/')[1] ?? ''
    const property = schema.properties[key]
    const name = usedNames.get(key) ?? (property ? variableOf(key, property) : key)
    throw new AppError('validation_error', `${name}: ${ruleOf(first)}.`)
  }
  return Object.freeze(value as Static<Schema>)
}

/** The words after the name of a variable; a schema may have its own, `error`. */
function ruleOf({ schema, message }: ValueError): string {
  if (typeof schema.error === 'string') return schema.error
  if (schema.format === 'base-url') return BASE_URL_RULE
  const words = (schema.anyOf as TSchema[] | undefined)?.map((word) => word.const)
  if (words) return `must be one of ${words.join(', ')}`
  const kind = schema[Kind]
  if (kind === 'Boolean') return 'must be true or false'
  if (schema.minLength === 1 || schema.minItems === 1) return 'must not be blank'
  if (kind !== 'Integer' && kind !== 'Number') return `${message[0]?.toLowerCase()}${message.slice(1)}`
  const { minimum, maximum } = schema
  const range = maximum !== undefined ? ` from ${minimum} to ${maximum}` : minimum !== undefined ? ` of at least ${minimum}` : ''
  return `must be a ${kind === 'Integer' ? 'whole ' : ''}number${range}`
}

/** All variables by which a property can be set, the preferred one first. */
export const namesOf = (key: string, property: TSchema): string[] => [
  variableOf(key, property),
  ...((property.aliases as string[] | undefined) ?? []),
  ...((property.renamedFrom as string[] | undefined) ?? []),
]

interface FoundSetting {
  name: string
  text: string
}

function lookUp(key: string, property: TSchema, env: Record<string, string | undefined>): FoundSetting | undefined {
  for (const name of namesOf(key, property)) {
    if (env[name]) return { name, text: env[name] }
    const file = property.secret ? env[`${name}_FILE`] : undefined
    if (file) return { name, text: readSecret(`${name}_FILE`, file) }
    const text = env[name] === undefined && env.SECRETS_DIR ? readFromFolder(env.SECRETS_DIR, name) : ''
    if (text) return { name, text }
  }
  return undefined
}

function readSecret(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new AppError('validation_error', `${variable}: the file it names can't be read.`, { cause })
  }
}

/** The content of a file of SECRETS_DIR; empty if there is none of this name. */
function readFromFolder(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8').trim()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw new AppError('validation_error', `SECRETS_DIR: ${join(folder, name)} can't be read.`, { cause })
  }
}

function convert(property: TSchema, text: string): unknown {
  // Value.Convert makes 80 of 80.5, and 1 of 1e9 and of true.
  const isWhole = property[Kind] === 'Integer'
  if (isWhole || property[Kind] === 'Number') {
    const number = /\S/.test(text) ? Number(text) : Number.NaN
    return (isWhole ? Number.isInteger(number) : Number.isFinite(number)) ? number : text
  }
  if (property[Kind] !== 'Array') return Value.Convert(property, text.trim())
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
