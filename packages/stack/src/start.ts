import { join } from 'node:path'
import { checkSigningKeys } from '@collabry/gateway/config'
import { LlmService } from '@collabry/proto'
import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { AppError } from '@collabry/runtime/errors'
import { keyOf } from '@collabry/runtime/grpc/auth'
import { callUnary, connect } from '@collabry/runtime/grpc/client'
import { hostOfUrl } from '@collabry/runtime/grpc/server'
import type { StackConfig } from './config'
import { lockDataDir, prepareDataDir } from './data-dir'
import { grpcPorts, publicPort } from './ports'
import { keptSecrets, type Secrets } from './secrets'
import {
  callerKeysOf,
  choosePorts,
  environmentOf,
  isTaken,
  mainOf,
  type Ports,
  SERVICES,
  type ServiceName,
  withoutEffect,
} from './services'
import { type Supervisor, superviseAll } from './supervisor'
import { signToken } from './token'

const READY_MS_MAX = 30_000
/** Another process may take a free port before its service listens. */
const STARTS_MAX = 3

interface StartOptions {
  config: StackConfig
  env: Record<string, string | undefined>
  /** Aborts on the first signal to stop: drain. */
  stop: AbortSignal
  /** Aborts on the second one: end at once. */
  kill: AbortSignal
  /** Ports of the services, given the public one; tests may choose. */
  choose?: (publicPort: number, grpcPortBase?: number) => Ports
}

/**
 * Runs the four services as child processes until `stop` aborts. Throws an AppError when they can't be started. Leaves no
 * process running in either case.
 */
export async function start(options: StartOptions): Promise<void> {
  const { config, choose = choosePorts } = options
  const startedAt = performance.now()
  if (config.nodeEnv === 'production' && config.jwtSecretKey === '') {
    throw new AppError(
      'failed_precondition',
      'JWT_SECRET_KEY: set it (32 bytes or more); NODE_ENV=production does not use a generated key.',
    )
  }
  checkSigningKeys([config.jwtSecretKey])
  for (const line of withoutEffect(options.env, config)) process.stderr.write(`${line}\n`)
  const dataDir = prepareDataDir(config.dataDir)
  using _lock = lockDataDir(dataDir)
  const secrets = keptSecrets(dataDir)
  const shared = { dataDir, secrets, jwtSecretKey: config.jwtSecretKey || secrets.jwtSecretKey, startedAt }
  for (let attempt = 1; ; attempt += 1) {
    const ports = choose(publicPort(config.host, config.port), grpcPorts(config.grpcPortBase))
    try {
      return await runOn(ports, options, shared)
    } catch (error) {
      if (attempt === STARTS_MAX || !isTaken(error, ports)) throw error
    }
  }
}

interface Shared {
  dataDir: string
  secrets: Secrets
  jwtSecretKey: string
  startedAt: number
}

async function runOn(
  ports: Ports,
  { config, env, stop, kill }: StartOptions,
  { dataDir, secrets, jwtSecretKey, startedAt }: Shared,
): Promise<void> {
  const logDir = config.logTo === 'file' ? join(dataDir, 'logs') : undefined
  await using supervisor = superviseAll({
    command: (name) => [process.execPath, mainOf(name)],
    env: (name) =>
      environmentOf(name, env, {
        host: config.host,
        dataDir,
        ports,
        secrets: { ...secrets, jwtSecretKey },
        callerKeys: callerKeysOf(config.internalApiKeys),
      }),
    logDir,
  })
  const killAll = () => supervisor.kill()
  kill.addEventListener('abort', killAll)
  const probes = new Map(SERVICES.map((name) => [name, `http://127.0.0.1:${ports[name].adminPort}/readyz`]))
  if (await becomesReady(probes, supervisor, stop)) {
    const url = `http://${display(config.host)}:${ports.gateway.port}`
    const readyMs = performance.now() - startedAt
    const token = await signToken({ ...config, jwtSecretKey }, { user: 'demo' })
    const llmAddress = `127.0.0.1:${ports.llm.port}`
    const components = await componentSummary({ url, llmAddress, internalApiKeys: [`gateway:${secrets.gatewayKey}`] })
    process.stdout.write(
      banner({ url, grpc: grpcAddresses(ports), token, dataDir, logs: logDir ?? 'stderr', readyMs, components }),
    )
    await aborted(stop)
  }
  await supervisor.drain((config.shutdownDelaySeconds + config.shutdownGraceSeconds) * 1_000)
  kill.removeEventListener('abort', killAll)
}

/** False if `stop` aborted first. */
async function becomesReady(probes: ReadonlyMap<string, string>, supervisor: Supervisor, stop: AbortSignal): Promise<boolean> {
  try {
    await waitReady(probes, READY_MS_MAX, AbortSignal.any([stop, supervisor.failed]))
    supervisor.started()
    return true
  } catch (error) {
    if (stop.aborted) return false
    throw error
  }
}

const grpcAddresses = ({ llm, rag, memory }: Ports) =>
  Object.entries({ llm, rag, memory })
    .map(([name, { port }]) => `${name} 127.0.0.1:${port}`)
    .join(', ')

const ANYWHERE = ['127.0.0.1', '0.0.0.0', '::']
const display = (host: string) => (ANYWHERE.includes(host) ? 'localhost' : hostOfUrl(host))

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

interface BannerFacts {
  url: string
  /** Where the gRPC servers listen. */
  grpc: string
  token: string
  dataDir: string
  logs: string
  readyMs: number
  /** The models and stores in use, with their states. */
  components: Record<string, string>
}

/** Printed after the start: the address, the models and stores in use, a token, and a command that streams an answer. */
const banner = ({ url, grpc, token, dataDir, logs, readyMs, components }: BannerFacts): string => `
Collabry AI Core is ready after ${(readyMs / 1_000).toFixed(2)} s

  address     ${url}
  gRPC        ${grpc}
  docs        ${url}/docs
  data        ${dataDir}
  logs        ${logs}

${lines(components)}

A token for the user "demo", valid for a day (more: bun run token --user alice):

${token}

Try it:

curl -N ${url}/ai/chat/stream -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"message": "Explain photosynthesis step by step"}'

Ctrl-C stops everything.
`

const lines = (components: Record<string, string>) =>
  Object.entries(components)
    .map(([name, state]) => `  ${name.padEnd(NAME_WIDTH)}${state}`)
    .join('\n')
const NAME_WIDTH = 12

const POLL_MS = 20
const PROBE_MS_MAX = 1_000

/**
 * Resolves when each probe answers with 200; throws when `signal` aborts, or after `deadlineMs` with the names that are missing.
 */
async function waitReady(probes: ReadonlyMap<string, string>, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + deadlineMs
  const missing = new Set(probes.keys())
  const follow = async (name: string, url: string) => {
    while (!(await answers(url, signal))) {
      signal.throwIfAborted()
      if (performance.now() > until)
        throw new AppError('timeout', `Not ready after ${deadlineMs / 1_000} s: ${[...missing].join(', ')}.`)
      await Bun.sleep(POLL_MS)
    }
    missing.delete(name)
  }
  await Promise.all([...probes].map(([name, url]) => follow(name, url)))
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS_MAX)]) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false // not listening yet
  }
}

const STATUS_MS_MAX = 2_500

interface Addresses {
  /** `http://host:port` of the gateway. */
  url: string
  llmAddress: string
  internalApiKeys: readonly string[]
}

/** The names of the models, from llm, and the state of each component, from /health. */
async function componentSummary({ url, llmAddress, internalApiKeys }: Addresses): Promise<Record<string, string>> {
  const [models, states] = await Promise.all([modelsOf(llmAddress, internalApiKeys), componentStates(url)])
  // The banner names the model instead of its state.
  const { embeddings: _, ...others } = states
  return { ...models, ...others }
}

async function modelsOf(address: string, keys: readonly string[]): Promise<Record<string, string>> {
  const caller: ServiceName = 'gateway'
  const stub = connect(LlmService, address, { caller, key: keyOf(caller, keys) })
  try {
    const limits = { signal: new AbortController().signal, requestId: 'start', deadlineMs: STATUS_MS_MAX }
    return describe(await callUnary((...head) => stub.getStatus({ userId: caller }, ...head), limits))
  } catch {
    return { 'chat model': 'no answer from llm' }
  } finally {
    stub.close()
  }
}

const describe = ({ provider, chatModel, embeddingModel, embeddingDetail }: GetStatusResponse): Record<string, string> => ({
  'chat model':
    provider === 'builtin' ? `${chatModel} (no model server: answers quote your documents)` : `${chatModel} (${provider})`,
  embeddings: embeddingModel || embeddingDetail || 'none (documents are searched by their words)',
})

async function componentStates(url: string): Promise<Record<string, string>> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(STATUS_MS_MAX) })
    const health: unknown = await answer.json()
    return readComponents(health)
  } catch {
    return { gateway: 'no answer from /health' }
  }
}

function readComponents(health: unknown): Record<string, string> {
  if (typeof health !== 'object' || health === null || !('components' in health)) return {}
  const { components } = health
  if (typeof components !== 'object' || components === null) return {}
  return Object.fromEntries(Object.entries(components).map(([name, state]) => [name, String(state)]))
}
