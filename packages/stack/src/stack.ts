import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GatewayConfig } from '@collabry/gateway/config'
import { startGateway } from '@collabry/gateway/service'
import { LlmConfig } from '@collabry/llm/config'
import { startLlm } from '@collabry/llm/service'
import { MemoryConfig } from '@collabry/memory/config'
import { startMemory } from '@collabry/memory/service'
import { RagConfig } from '@collabry/rag/config'
import { startRag } from '@collabry/rag/service'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { freePorts } from './ports'
import { makeSecrets } from './secrets'
import { choosePorts, type Ports, type ServiceName, settingsOf } from './services'
import { type Claims, signToken } from './token'

export interface Stack extends AsyncDisposable {
  url: string
  /** Ports of each service; the gateway's is the public one. */
  addresses: Ports
  token(user: string, claims?: Omit<Claims, 'user'>): Promise<string>
  /** The environment for one more gateway at this port, as a process of its own. */
  gatewayEnv(port: number): Record<string, string>
}

interface StackOptions {
  /** Environment variables, in addition to those that the stack decides. */
  env?: Record<string, string>
  /** Default: a temporary folder, which is removed with the stack. */
  dataDir?: string
  /** The clock of memory's store. */
  memoryNow?: () => number
}

/** All four services in this process, with real gRPC on free ports and embedded stores. No model unless `env` names one. */
export async function startStack({ env = {}, dataDir, memoryNow = Date.now }: StackOptions = {}): Promise<Stack> {
  await using started = new AsyncDisposableStack()
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'collabry-'))
  if (dataDir === undefined) started.defer(() => rmSync(folder, { recursive: true, force: true }))
  const secrets = makeSecrets()
  const [port = 0] = freePorts(1)
  const ports = choosePorts(port)
  const settings = (name: ServiceName) => ({
    LLM_PROVIDER: 'builtin',
    // Tests whose subject is meaning name an embedding model.
    EMBEDDING_PROVIDER: env.LLM_PROVIDER === undefined ? 'none' : 'auto',
    DIGEST_SECONDS: '0', // tests count the requests to their model
    ...env,
    ...settingsOf(name, { host: '127.0.0.1', dataDir: folder, ports, secrets }),
  })
  const log = (service: ServiceName) => createLog({ service, level: env.LOG_LEVEL ?? 'error' })
  started.use(await startMemory(readConfig(MemoryConfig, settings('memory')), log('memory'), { now: memoryNow }))
  started.use(await startLlm(readConfig(LlmConfig, settings('llm')), log('llm')))
  started.use(await startRag(readConfig(RagConfig, settings('rag')), log('rag')))
  started.use(await startGateway(readConfig(GatewayConfig, settings('gateway')), log('gateway')))
  const running = started.move()
  return {
    url: `http://127.0.0.1:${port}`,
    addresses: ports,
    token: (user, claims = {}) => signToken(secrets, { user, ...claims }),
    gatewayEnv: (another) => ({ ...settings('gateway'), PORT: String(another), ADMIN_PORT: '0' }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
