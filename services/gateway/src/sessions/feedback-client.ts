import type { EntitleSessionResponse } from '@collabry/proto/gen/collabry/memory/v1/EntitleSessionResponse'
import type { MemoryServiceClient } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import type { RateMessageResponse } from '@collabry/proto/gen/collabry/memory/v1/RateMessageResponse'
import type { RecallTurnsResponse } from '@collabry/proto/gen/collabry/memory/v1/RecallTurnsResponse'
import type { SaveSummaryResponse } from '@collabry/proto/gen/collabry/memory/v1/SaveSummaryResponse'
import { callUnary } from '@collabry/runtime/grpc/client'
import { retryUnary } from '../core/grpc/retry'
import { within } from '../core/grpc/within'
import type { Notes } from './ports'

const DEADLINE_MS = 5_000

export const notesClient = (stub: MemoryServiceClient): Notes => ({
  async rate(ref, feedback, caller) {
    const request = { ...ref, ...feedback, userId: caller.userId }
    const call = () =>
      callUnary<RateMessageResponse>(
        (metadata, options, done) => stub.rateMessage(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    await retryUnary(call, caller.signal)
  },

  /** Never tried twice: the second try would say that the title is another by now. */
  async entitle(sessionId, title, caller) {
    const request = { ...title, sessionId, userId: caller.userId }
    const { changed } = await callUnary<EntitleSessionResponse>(
      (metadata, options, done) => stub.entitleSession(request, metadata, options, done),
      within(caller, DEADLINE_MS),
    )
    return changed
  },

  async summarize(sessionId, summary, caller) {
    const request = { ...summary, sessionId, userId: caller.userId }
    const call = () =>
      callUnary<SaveSummaryResponse>(
        (metadata, options, done) => stub.saveSummary(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    await retryUnary(call, caller.signal)
  },

  async recall(sessionId, query, limit, caller) {
    const request = { sessionId, query, limit, userId: caller.userId }
    const call = () =>
      callUnary<RecallTurnsResponse>(
        (metadata, options, done) => stub.recallTurns(request, metadata, options, done),
        within(caller, DEADLINE_MS),
      )
    return (await retryUnary(call, caller.signal)).turns
  },
})
