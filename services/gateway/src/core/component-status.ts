import { isUnanswered } from '@collabry/runtime/errors'
import type { Stubs } from './grpc/stubs'

/** A service answers within 2 s. A shorter deadline would report a service as down that waits for a hanging store. */
const STATUS_DEADLINE_MS = 2_100

/** "healthy", "embedded" or "unhealthy: why". */
type ComponentState = string

export type Components = Record<'mongodb' | 'ollama' | 'embeddings' | 'milvus' | 'llm' | 'rag' | 'memory', ComponentState>

type StatusStubs = { [Service in keyof Stubs]: Pick<Stubs[Service], 'getStatus'> }

interface Asking {
  requestId: string
  signal: AbortSignal
}

/** Asks all services at once how they are; never throws, never takes longer than the deadline. */
export const statusClient =
  (stubs: StatusStubs, deadlineMs = STATUS_DEADLINE_MS) =>
  async (asking: Asking) => {
    const ask = questions(stubs, asking, deadlineMs)
    const [llm, rag, memory] = await Promise.all([orDown(ask.llm()), orDown(ask.rag()), orDown(ask.memory())])
    const components: Components = {
      mongodb: worst([
        memory ? describe(memory.state, memory.detail) : unknown('memory'),
        rag ? describe(rag.documentState, rag.detail) : unknown('rag'),
      ]),
      ollama: llm ? describe(llm.state, llm.detail) : unknown('llm'),
      embeddings: llm ? embeddingState(llm) : unknown('llm'),
      milvus: rag ? describe(rag.vectorState, rag.detail) : unknown('rag'),
      llm: reached(llm),
      rag: reached(rag),
      memory: reached(memory),
    }
    return llm ? { components, models: { chat: llm.chatModel || null, embedding: llm.embeddingModel || null } } : { components }
  }

const ASK_EVERY_MS = 100

/** Resolves when each service has answered once, or when `signal` aborts: an unavailable service must not block the others. */
export async function waitForServices(stubs: StatusStubs, signal: AbortSignal): Promise<void> {
  const ask = questions(stubs, { requestId: 'start', signal }, STATUS_DEADLINE_MS)
  await Promise.all([waitForAnswer(ask.llm, signal), waitForAnswer(ask.rag, signal), waitForAnswer(ask.memory, signal)])
}

/** Calls the service instead of waiting for the channel: a channel whose name had no address stays idle until it is called. */
async function waitForAnswer(ask: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const hasAnswered = await ask().then(
      () => true,
      (error: unknown) => !isUnanswered(error),
    )
    if (hasAnswered) return
    await Bun.sleep(ASK_EVERY_MS)
  }
}

function questions({ llm, rag, memory }: StatusStubs, asking: Asking, deadlineMs: number) {
  const limits = { ...asking, deadlineMs, idempotent: false }
  const by = { userId: 'gateway' }
  return {
    llm: () => llm.getStatus(by, limits),
    rag: () => rag.getStatus(by, limits),
    memory: () => memory.getStatus(by, limits),
  }
}

const orDown = <Status>(status: Promise<Status>): Promise<Status | undefined> => status.catch(() => undefined)

/** "embedded": no embedding model is wanted, and documents are searched by their words. */
function embeddingState({
  embeddingModel,
  embeddingDetail,
}: {
  embeddingModel: string
  embeddingDetail: string
}): ComponentState {
  if (embeddingDetail !== '') return `unhealthy: ${embeddingDetail}`
  return embeddingModel === '' ? 'embedded' : 'healthy'
}

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

/** The state of a store that two services use: unhealthy if either reports it, healthy if either uses a real one. */
const worst = (states: ComponentState[]): ComponentState =>
  states.find((state) => state.startsWith('unhealthy')) ?? states.find((state) => state === 'healthy') ?? 'embedded'
