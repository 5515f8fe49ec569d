import { LlmService, MemoryService, RagService } from '@collabry/proto'
import { identityOf } from '@collabry/runtime/callers'
import { AppError } from '@collabry/runtime/errors'
import { callUnary, connect } from '@collabry/runtime/grpc-client'
import type { ClientCalls } from '@collabry/runtime/grpc-metrics'
import type { GatewayConfig } from '../config'

/** A stub of each of the other services. */
export type Stubs = ReturnType<typeof connectAll>

export function connectAll(config: GatewayConfig, started: AsyncDisposableStack, calls: ClientCalls) {
  const identity = identityOf('gateway', config)
  const stubs = {
    llm: connect(LlmService, config.llmAddress, identity, calls),
    rag: connect(RagService, config.ragAddress, identity, calls),
    memory: connect(MemoryService, config.memoryAddress, identity, calls),
  }
  for (const stub of Object.values(stubs)) started.defer(() => stub.close())
  return stubs
}

/** Resolves when each service has answered once, or when `signal` aborts: one that is away does not keep the others from users. */
export async function metAll({ llm, rag, memory }: Stubs, signal: AbortSignal): Promise<void> {
  const limits = { requestId: 'start', signal, deadlineMs: ASK_MS_MAX }
  const asking = { userId: 'gateway' }
  await Promise.all([
    met(() => callUnary((metadata, options, done) => llm.getStatus(asking, metadata, options, done), limits), signal),
    met(() => callUnary((metadata, options, done) => rag.getStatus(asking, metadata, options, done), limits), signal),
    met(() => callUnary((metadata, options, done) => memory.getStatus(asking, metadata, options, done), limits), signal),
  ])
}

const ASK_MS_MAX = 2_000
const ASK_EVERY_MS = 100

/** Asks, rather than waits for the channel: one whose name had no address at first stays idle until it is called. */
async function met(ask: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const away = await ask().then(
      () => false,
      (error: unknown) => error instanceof AppError && (error.code === 'unavailable' || error.code === 'timeout'),
    )
    if (!away) return
    await Bun.sleep(ASK_EVERY_MS)
  }
}
