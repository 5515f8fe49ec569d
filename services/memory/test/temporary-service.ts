import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { MemoryConfig } from '../src/config'
import { startMemory } from '../src/service'
import { type Call, memoryCalls } from './memory-calls'

interface TemporaryService extends AsyncDisposable {
  port: number
  /** Where it keeps its files. */
  folder: string
  /** A call of the gateway, whose key is "key". */
  call: Call
}

interface Settings {
  env?: Record<string, string>
  now?: () => number
  hostNow?: () => number
}

/** The service with a client, for tests; on an embedded store by default. All of it is removed when it is disposed of. */
export async function startTemporary({ env: more, ...overrides }: Settings = {}): Promise<TemporaryService> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-service-'))
  const env = { DATA_DIR: folder, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:key,rag:other', ...more }
  const log = createLog({ service: 'memory', level: 'error' })
  const service = await startMemory(readConfig(MemoryConfig, env), log, overrides)
  const { call, [Symbol.dispose]: close } = memoryCalls(service.port, { caller: 'gateway', key: 'key' })
  return {
    port: service.port,
    folder,
    call,
    async [Symbol.asyncDispose]() {
      close()
      await service[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}
