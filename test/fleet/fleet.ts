import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '@collabry/stack/ports'
import { makeSecrets } from '@collabry/stack/secrets'
import { type Ports, SERVICES, type ServiceName, settingsOf } from '@collabry/stack/services'
import { type Claims, signToken } from '@collabry/stack/token'
import { type Replica, replica } from './replica'

/** Replicas of every service as plain processes, without a parent that would start them again. */
export interface Fleet extends AsyncDisposable {
  replicas: Record<ServiceName, Replica[]>
  /** Where the log lines of each replica are. */
  logDir: string
  token(user: string, claims?: Omit<Claims, 'user'>): Promise<string>
}

interface FleetOptions {
  /** Of each service. */
  count: number
  /** Beside what the fleet decides: addresses of stores, of a model. */
  env: Record<string, string> | ((service: ServiceName) => Record<string, string>)
  /** A checkout of this project whose build is started; this one unless it is given. */
  root?: string
}

const FROM_BELOW: readonly ServiceName[] = ['memory', 'llm', 'rag', 'gateway']

/** Another process may look up, and so hold, a port between its choice and its start. */
const STARTS_MAX = 3

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  for (let starts = 1; ; starts++) {
    try {
      return await startOnFreePorts(options)
    } catch (error) {
      if (starts === STARTS_MAX || !/port \d+ (?:of \w+ )?is (?:taken|another's)/.test(String(error))) throw error
    }
  }
}

async function startOnFreePorts({ count, env, root }: FleetOptions): Promise<Fleet> {
  await using started = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'collabry-fleet-'))
  started.defer(() => rmSync(folder, { recursive: true, force: true }))
  const logDir = join(folder, 'logs')
  mkdirSync(logDir)
  const secrets = makeSecrets()
  const ports = freePorts(SERVICES.length * count * 2)
  const take = () => ports.pop() ?? 0
  const sets = Array.from(
    { length: count },
    () => Object.fromEntries(SERVICES.map((name) => [name, { port: take(), adminPort: take() }])) as Ports,
  )
  const addressOf = (name: ServiceName) => `ipv4:${sets.map((set) => `127.0.0.1:${set[name].port}`).join(',')}`
  const addresses = { LLM_ADDRESS: addressOf('llm'), RAG_ADDRESS: addressOf('rag'), MEMORY_ADDRESS: addressOf('memory') }
  const base = { PATH: process.env.PATH ?? '', LLM_PROVIDER: 'builtin', LOG_LEVEL: 'warn' }
  const own = typeof env === 'function' ? env : () => env
  const withoutModel = (settings: Record<string, string>) =>
    settings.LLM_PROVIDER === undefined ? { EMBEDDING_PROVIDER: 'none' } : {}
  const replicaOf = (service: ServiceName) => (set: Ports, index: number) =>
    replica({
      service,
      ...set[service],
      logDir,
      env: {
        ...base,
        ...withoutModel(own(service)),
        ...settingsOf(service, { host: '127.0.0.1', dataDir: join(folder, String(index)), ports: set, secrets }),
        ...addresses,
        COLLABRY_PARENT_PIPE: '0',
        ...own(service),
      },
    })
  const replicas = Object.fromEntries(SERVICES.map((name) => [name, sets.map(replicaOf(name))])) as Record<ServiceName, Replica[]>
  const all = Object.values(replicas).flat()
  started.defer(async () => {
    await Promise.all(all.map((one) => one.kill()))
  })
  // Who is called comes first, so that no caller is waiting to try again; and not all at once: two cores.
  const build = root === undefined ? {} : { root }
  for (const name of FROM_BELOW) await Promise.all(replicas[name].map((one) => one.start(build)))
  const running = started.move()
  return {
    replicas,
    logDir,
    token: (user, claims = {}) => signToken(secrets, { user, ...claims }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
