import { newRequestId } from '@collabry/runtime/request-id'
import type { LlmStub } from '../core/grpc/stubs'

/** The window changes with the model alone. */
const KNOWN_MS = 60_000
const UNKNOWN_MS = 2_000

/** The chat model's window in tokens, as far as it is known now, for no answer waits for it; 0: unlimited, or not known yet. */
export function modelWindow(llm: Pick<LlmStub, 'getStatus'>): () => number {
  let tokens = 0
  let askAt = 0
  const ask = async () => {
    askAt = Number.POSITIVE_INFINITY
    try {
      const call = { signal: new AbortController().signal, requestId: newRequestId(), idempotent: false }
      const status = await llm.getStatus({ userId: 'gateway' }, call)
      if (status.contextTokensMax > 0) tokens = status.contextTokensMax
      askAt = performance.now() + (status.state === 'STATE_UNHEALTHY' ? UNKNOWN_MS : KNOWN_MS)
    } catch {
      askAt = performance.now() + UNKNOWN_MS
    }
  }
  return () => {
    if (performance.now() >= askAt) void ask()
    return tokens
  }
}
