import { LlmService } from '@collabry/proto'
import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import { keyOf } from '@collabry/runtime/grpc/auth'
import { callUnary, connect } from '@collabry/runtime/grpc/client'
import type { ServiceName } from './services'

const STATUS_MS_MAX = 2_500

interface Addresses {
  /** `http://host:port` of the gateway. */
  url: string
  llmAddress: string
  internalApiKeys: readonly string[]
}

/** The names of the models, from llm, and the state of each component, from /health. */
export async function componentSummary({ url, llmAddress, internalApiKeys }: Addresses): Promise<Record<string, string>> {
  const [models, states] = await Promise.all([modelsOf(llmAddress, internalApiKeys), componentStates(url)])
  // The banner names the model instead of its state.
  const { embeddings: _, ...others } = states
  return { ...models, ...others }
}

async function modelsOf(address: string, keys: readonly string[]): Promise<Record<string, string>> {
  const caller: ServiceName = 'gateway'
  const stub = connect(LlmService, address, { caller, key: keyOf(caller, keys) })
  try {
    const limits = { signal: new AbortController().signal, requestId: 'start', deadlineMs: STATUS_MS_MAX }
    return describe(await callUnary((...head) => stub.getStatus({ userId: caller }, ...head), limits))
  } catch {
    return { 'chat model': 'no answer from llm' }
  } finally {
    stub.close()
  }
}

const describe = ({ provider, chatModel, embeddingModel, embeddingDetail }: GetStatusResponse): Record<string, string> => ({
  'chat model':
    provider === 'builtin' ? `${chatModel} (no Ollama found: answers quote your documents)` : `${chatModel} (${provider})`,
  embeddings: embeddingModel || embeddingDetail || 'none (documents are searched by their words)',
})

async function componentStates(url: string): Promise<Record<string, string>> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(STATUS_MS_MAX) })
    const health: unknown = await answer.json()
    return readComponents(health)
  } catch {
    return { gateway: 'no answer from /health' }
  }
}

function readComponents(health: unknown): Record<string, string> {
  if (typeof health !== 'object' || health === null || !('components' in health)) return {}
  const { components } = health
  if (typeof components !== 'object' || components === null) return {}
  return Object.fromEntries(Object.entries(components).map(([name, state]) => [name, String(state)]))
}
