import type { GetStatusResponse } from '@collabry/proto/gen/collabry/llm/v1/GetStatusResponse'
import type { LlmServiceClient } from '@collabry/proto/gen/collabry/llm/v1/LlmService'
import { callUnary } from '@collabry/runtime/grpc/client'
import { newRequestId } from '@collabry/runtime/request-id'

const DEADLINE_MS = 2_500
/** The window changes with the model alone. */
const KNOWN_MS = 60_000
const UNKNOWN_MS = 2_000

/** The chat model's window in tokens, as far as it is known now, for no answer waits for it; 0: unlimited, or not known yet. */
export function modelWindow(stub: LlmServiceClient): () => number {
  let tokens = 0
  let askAt = 0
  const ask = async () => {
    askAt = Number.POSITIVE_INFINITY
    try {
      const limits = { signal: new AbortController().signal, requestId: newRequestId(), deadlineMs: DEADLINE_MS }
      const status = await callUnary<GetStatusResponse>(
        (metadata, options, done) => stub.getStatus({ userId: 'gateway' }, metadata, options, done),
        limits,
      )
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
