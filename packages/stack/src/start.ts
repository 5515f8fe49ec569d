import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { banner } from './banner'
import type { StackConfig } from './config'
import { lockDataDir, prepareDataDir } from './data-dir'
import { publicPort } from './ports'
import { allReady } from './ready'
import { keptSecrets } from './secrets'
import { choosePorts, environmentOf, mainOf, SERVICES } from './services'
import { type Supervisor, superviseAll } from './supervisor'
import { signToken } from './token'
import { whatIsUsed } from './used'

const READY_MS_MAX = 30_000

export interface StartOptions {
  config: StackConfig
  env: Record<string, string | undefined>
  /** Aborted by the first wish to stop: drain. */
  stop: AbortSignal
  /** Aborted by the second one: end at once. */
  kill: AbortSignal
}

/**
 * Runs the four services as child processes until it is told to stop. Throws an AppError with one sentence when they can't
 * be started. Leaves nothing running either way.
 */
export async function start({ config, env, stop, kill }: StartOptions): Promise<void> {
  const startedAt = performance.now()
  if (config.nodeEnv === 'production' && config.jwtSecretKey === '') {
    throw new AppError(
      'failed_precondition',
      'JWT_SECRET_KEY: set it (32 bytes or more); NODE_ENV=production uses no key made at random.',
    )
  }
  const dataDir = prepareDataDir(config.dataDir)
  using _lock = lockDataDir(dataDir)
  const port = publicPort(config.host, config.port)
  const secrets = keptSecrets(dataDir)
  const jwtSecretKey = config.jwtSecretKey || secrets.jwtSecretKey
  const ports = choosePorts(port)
  const logDir = config.logTo === 'file' ? join(dataDir, 'logs') : undefined
  await using supervisor = superviseAll({
    command: (name) => [process.execPath, mainOf(name)],
    env: (name) => environmentOf(name, env, { host: config.host, dataDir, ports, secrets: { ...secrets, jwtSecretKey } }),
    logDir,
  })
  kill.addEventListener('abort', () => supervisor.kill())
  const probes = new Map(SERVICES.map((name) => [name, `http://127.0.0.1:${ports[name].adminPort}/readyz`]))
  if (await becomesReady(probes, supervisor, stop)) {
    const url = `http://${display(config.host)}:${port}`
    const readyMs = performance.now() - startedAt
    const token = await signToken({ ...config, jwtSecretKey }, { user: 'demo' })
    const llmAddress = `127.0.0.1:${ports.llm.port}`
    const uses = await whatIsUsed({ url, llmAddress, internalApiKeys: [`gateway:${secrets.gatewayKey}`] })
    process.stdout.write(banner({ url, token, dataDir, logs: logDir ?? 'stderr', readyMs, uses }))
    await aborted(stop)
  }
  await supervisor.drain((config.shutdownDelaySeconds + config.shutdownGraceSeconds) * 1_000)
}

/** False when the wish to stop came first. */
async function becomesReady(probes: ReadonlyMap<string, string>, supervisor: Supervisor, stop: AbortSignal): Promise<boolean> {
  try {
    await allReady(probes, READY_MS_MAX, AbortSignal.any([stop, supervisor.refused]))
    supervisor.settled()
    return true
  } catch (error) {
    if (stop.aborted) return false
    throw error
  }
}

const ANYWHERE = ['127.0.0.1', '0.0.0.0', '::', '::1']
const display = (host: string) => (ANYWHERE.includes(host) ? 'localhost' : host)

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
