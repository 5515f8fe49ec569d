import { join } from 'node:path'
import { checkSigningKeys } from '@collabry/gateway/config'
import { AppError } from '@collabry/runtime/errors'
import { banner } from './banner'
import { componentSummary } from './component-summary'
import type { StackConfig } from './config'
import { lockDataDir, prepareDataDir } from './data-dir'
import { grpcPorts, publicPort } from './ports'
import { keptSecrets, type Secrets } from './secrets'
import { callerKeysOf, choosePorts, environmentOf, isTaken, mainOf, type Ports, SERVICES, withoutEffect } from './services'
import { type Supervisor, superviseAll } from './supervisor'
import { signToken } from './token'
import { waitReady } from './wait-ready'

const READY_MS_MAX = 30_000
/** Another process may take a free port before its service listens. */
const STARTS_MAX = 3

export interface StartOptions {
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

const ANYWHERE = ['127.0.0.1', '0.0.0.0', '::', '::1']
const display = (host: string) => (ANYWHERE.includes(host) ? 'localhost' : host)

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
