import { LlmService, MemoryService, RagService } from '@collabry/proto'
import { identityOf } from '@collabry/runtime/grpc/auth'
import { connect } from '@collabry/runtime/grpc/client'
import type { ClientCalls } from '@collabry/runtime/grpc/metrics'
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
