import { withAbort } from '@collabry/runtime/abort'
import { newRequestId } from '@collabry/runtime/request-id'
import type { LlmStub } from '../core/grpc/stubs'

/** The configured chat model. */
interface ModelStatus {
  chatModel: string
  callsTools: boolean
  /** 0: unlimited, or not known yet. */
  windowTokens: number
}

export interface ModelWatcher {
  /** The latest known status. Answers do not wait for a new one. */
  latest(): ModelStatus
  /** A status of the last 30 s; undefined: llm does not answer, or the model is unhealthy. */
  current(signal: AbortSignal): Promise<ModelStatus | undefined>
}

/** A status changes with the model alone. */
const FRESH_MS = 30_000
const RETRY_MS = 2_000
/** Answers that could begin without tools wait for this call. */
const DEADLINE_MS = 1_000

/** Reads the status of the model from llm, once for all callers. */
export function watchModel(llm: Pick<LlmStub, 'getStatus'>, now = () => performance.now()): ModelWatcher {
  let known: ModelStatus = { chatModel: '', callsTools: false, windowTokens: 0 }
  let isHealthy = false
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  const read = async () => {
    const call = {
      signal: AbortSignal.timeout(DEADLINE_MS),
      requestId: newRequestId(),
      deadlineMs: DEADLINE_MS,
      idempotent: false,
    }
    try {
      const { chatModel, callsTools, contextTokensMax, state } = await llm.getStatus({ userId: 'gateway' }, call)
      known = { chatModel, callsTools, windowTokens: contextTokensMax || known.windowTokens }
      isHealthy = state !== 'STATE_UNHEALTHY'
    } catch {
      isHealthy = false
    }
    readAt = now() + (isHealthy ? FRESH_MS : RETRY_MS)
    reading = undefined
  }
  const refresh = () => {
    reading ??= read()
    return reading
  }

  return {
    latest() {
      if (now() >= readAt) void refresh()
      return known
    },
    async current(signal) {
      if (now() >= readAt || !isHealthy) await withAbort(refresh(), signal)
      return isHealthy ? known : undefined
    },
  }
}
