import type { GetStatusResponse as LlmStatus } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import type { LlmServiceClient } from '@collabry/proto/gen/collabry/llm/v1/LlmService'
import type { GetStatusResponse as MemoryStatus } from '@collabry/proto/gen/collabry/memory/v1/GetStatusResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { GetStatusResponse as RagStatus } from '@collabry/proto/gen/collabry/rag/v1/GetStatusResponse'
import type { RagServiceClient } from '@collabry/proto/gen/collabry/rag/v1/RagService'
import { callUnary } from '@collabry/runtime/grpc-client'

/** Less than the 2 s that a service takes at most would call a service down that only waits for a hanging store. */
const STATUS_DEADLINE_MS = 2_100

/** "healthy", "embedded" or "unhealthy: why". */
export type ComponentState = string

export type Components = Record<'mongodb' | 'ollama' | 'milvus' | 'llm' | 'rag' | 'memory', ComponentState>

/** Asks all services at once how they are; never throws, never takes longer than the deadline. */
export const statusClient =
  (stubs: { llm: LlmServiceClient; rag: RagServiceClient; memory: MemoryServiceClient }) =>
  async ({ requestId, signal }: { requestId: string; signal: AbortSignal }): Promise<Components> => {
    const limits = { requestId, signal, deadlineMs: STATUS_DEADLINE_MS }
    const asking = { userId: 'gateway' }
    const [llm, rag, memory] = await Promise.all([
      orDown(callUnary<LlmStatus>((metadata, options, done) => stubs.llm.getStatus(asking, metadata, options, done), limits)),
      orDown(callUnary<RagStatus>((metadata, options, done) => stubs.rag.getStatus(asking, metadata, options, done), limits)),
      orDown(
        callUnary<MemoryStatus>((metadata, options, done) => stubs.memory.getStatus(asking, metadata, options, done), limits),
      ),
    ])
    return {
      mongodb: worst([
        memory ? describe(memory.state, memory.detail) : unknown('memory'),
        rag ? describe(rag.documentState, rag.detail) : unknown('rag'),
      ]),
      ollama: llm ? describe(llm.state, llm.detail) : unknown('llm'),
      milvus: rag ? describe(rag.vectorState, rag.detail) : unknown('rag'),
      llm: reached(llm),
      rag: reached(rag),
      memory: reached(memory),
    }
  }

const orDown = <Status>(status: Promise<Status>): Promise<Status | undefined> => status.catch(() => undefined)

const reached = (status: object | undefined): ComponentState => (status ? 'healthy' : 'unhealthy: the service does not answer')

const unknown = (service: string): ComponentState => `unhealthy: unknown, the ${service} service that uses it does not answer`

function describe(
  state: 'STATE_UNSPECIFIED' | 'STATE_HEALTHY' | 'STATE_UNHEALTHY' | 'STATE_EMBEDDED',
  detail: string,
): ComponentState {
  if (state === 'STATE_HEALTHY') return 'healthy'
  if (state === 'STATE_EMBEDDED') return 'embedded'
  return `unhealthy: ${detail || 'no reason was given'}`
}

/** One word for a store that two services use: unhealthy if either says so, healthy if either uses a real one. */
const worst = (states: ComponentState[]): ComponentState =>
  states.find((state) => state.startsWith('unhealthy')) ?? states.find((state) => state === 'healthy') ?? 'embedded'
