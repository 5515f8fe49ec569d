import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { RagConfig } from '../src/config'
import { startRag } from '../src/service'
import type { VectorStore } from '../src/vectors/store'
import { type RagClient, ragClient } from './rag-client'
import { KEYS, type Script, type ScriptedLlm, scriptedLlm } from './scripted-llm'

export interface RunningRag extends AsyncDisposable {
  client: RagClient
  llm: ScriptedLlm
  dataDir: string
  port: number
  adminPort: number
}

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'rag-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export const ragEnv = (dataDir: string, llmAddress: string): Record<string, string> => ({
  DATA_DIR: dataDir,
  LLM_ADDRESS: llmAddress,
  GRPC_PORT: '0',
  ADMIN_PORT: '0',
  INTERNAL_API_KEYS: KEYS.join(','),
  LOG_LEVEL: 'error',
})

export const ragConfigOf = (dataDir: string, llmAddress: string, env: Record<string, string>): RagConfig =>
  readConfig(RagConfig, { ...ragEnv(dataDir, llmAddress), ...env })

/** The store as one that can't find by words, such as Milvus before 2.5: its documents wait for their vectors. */
export const withoutWords = (vectors: VectorStore): VectorStore => ({
  ...vectors,
  matching: async (...query) => ({ ...(await vectors.matching(...query)), hits: [], unsearched: true }),
})

/** The service and a scripted llm, each on a free port, with a temporary folder. */
export async function startRagWithLlm(
  script: Partial<Script> = {},
  env: Record<string, string> = {},
  wrapVectors = (vectors: VectorStore): VectorStore => vectors,
): Promise<RunningRag> {
  await using started = new AsyncDisposableStack()
  const folder = started.use(temporaryFolder())
  const llm = started.use(await scriptedLlm(script))
  const config = ragConfigOf(folder.path, llm.address, env)
  const service = started.use(
    await startRag(config, createLog({ service: 'rag', level: config.logLevel }), { embedAgainEveryMs: 200, wrapVectors }),
  )
  const client = started.use(ragClient(service.port))
  const running = started.move()
  const { port, adminPort } = service
  return { client, llm, dataDir: folder.path, port, adminPort, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
