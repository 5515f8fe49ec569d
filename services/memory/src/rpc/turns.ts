import type { AppendTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnRequest'
import type { AppendTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnResponse'
import type { AppendTurnsRequest } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnsRequest'
import type { AppendTurnsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnsResponse'
import type { BeginTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/BeginTurnRequest'
import type { BeginTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/BeginTurnResponse'
import type { ClaimDigestsRequest } from '@collabry/proto/gen/collabry/memory/v1/ClaimDigestsRequest'
import type { ClaimDigestsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ClaimDigestsResponse'
import type { DigestInit } from '@collabry/proto/gen/collabry/memory/v1/Digest'
import type { EndDigestRequest } from '@collabry/proto/gen/collabry/memory/v1/EndDigestRequest'
import type { EndDigestResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndDigestResponse'
import type { EndTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/EndTurnRequest'
import type { EndTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndTurnResponse'
import type { RecallTurnsRequest } from '@collabry/proto/gen/collabry/memory/v1/RecallTurnsRequest'
import type { RecallTurnsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RecallTurnsResponse'
import type { SaveSummaryRequest } from '@collabry/proto/gen/collabry/memory/v1/SaveSummaryRequest'
import type { SaveSummaryResponseInit } from '@collabry/proto/gen/collabry/memory/v1/SaveSummaryResponse'
import { AppError, toAppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import type { ClaimedDigest, DigestQueue } from '../digests/store'
import type { Guard } from '../erasure/erase'
import { MESSAGE_CHARS_MAX, type SessionAnnotations, type TurnStore } from '../sessions/store'
import { atMost, fromEndStatus, id, optionalId, text, toCursor, toMessage, userId } from './fields'

const SOURCES_BYTES_MAX = 1_048_576
const PARTS_MAX = 1_000
const RECALLED_MAX = 20
const RECALLED_USUAL = 3
const CLAIMED_MAX = 100
const CLAIMED_USUAL = 10

interface Parts {
  conversations: TurnStore
  digests: Pick<DigestQueue, 'addDigest'>
  guard: Guard
}

export const turnHandlers = ({ conversations: store, digests, guard }: Parts) => ({
  BeginTurn: unary(async (request: BeginTurnRequest): Promise<BeginTurnResponseInit> => {
    const owner = userId(request.userId)
    const turn = {
      sessionId: optionalId('session_id', request.sessionId) || Bun.randomUUIDv7(),
      content: text('content', request.content, { min: request.insteadOf === '' ? 1 : 0, max: 32_000 }),
      notebookId: optionalId('notebook_id', request.notebookId),
      historyMax: atMost('history_max', request.historyMax, 200),
      instead: optionalId('instead_of', request.insteadOf) || undefined,
      shownAfterWrite: request.shownAfterWrite,
    }
    const begun = await guard(owner, request.acceptedAtMs, () => store.begin(owner, turn))
    const { text: summary, messageId: summaryMessageId } = begun.summary
    return {
      ...begun,
      // Sources of many answers together would be more than a message holds, and no prompt shows them again.
      history: begun.history.map((message) => toMessage({ ...message, sourcesJson: '' })),
      summary,
      summaryMessageId,
      messagesSummarized: begun.summary.covers,
    }
  }),

  AppendTurn: unary(async (request: AppendTurnRequest): Promise<AppendTurnResponseInit> => {
    await store.append(userId(request.userId), part(request))
    return {}
  }),

  AppendTurns: unary(async ({ parts }: AppendTurnsRequest): Promise<AppendTurnsResponseInit> => {
    checkParts(parts)
    if (parts.length === 0) await store.settle()
    // Asked for in one go, so that they share a commit.
    const outcomes = await Promise.allSettled(parts.map(async (one) => store.append(userId(one.userId), part(one))))
    return {
      failures: outcomes.flatMap((outcome, index) => {
        if (outcome.status === 'fulfilled') return []
        const { code, message } = toAppError(outcome.reason)
        return [{ index, code, detail: message }]
      }),
    }
  }),

  EndTurn: unary(async (request: EndTurnRequest): Promise<EndTurnResponseInit> => {
    const owner = userId(request.userId)
    const ending = store.end(owner, {
      ...part(request),
      status: fromEndStatus(request.status),
      sourcesJson: sources(request.sourcesJson),
      model: text('model', request.model, { max: 200 }),
    })
    // At the same time, so that both share a commit. A digest of a deleted session is dropped when it is claimed.
    const asking = request.wantsDigest ? guard(owner, 0, () => digests.addDigest(owner, request.sessionId)) : undefined
    await Promise.all([ending, asking])
    return {}
  }),
})

export const summaryHandlers = (store: Pick<SessionAnnotations, 'summarize' | 'recall'>) => ({
  SaveSummary: unary(async (request: SaveSummaryRequest): Promise<SaveSummaryResponseInit> => {
    const summary = {
      text: text('text', request.text, { min: 1, max: 20_000 }),
      messageId: id('message_id', request.messageId),
    }
    await store.summarize(userId(request.userId), id('session_id', request.sessionId), summary)
    return {}
  }),

  RecallTurns: unary(async (request: RecallTurnsRequest, { signal }): Promise<RecallTurnsResponseInit> => {
    const query = text('query', request.query, { min: 1, max: 32_000 })
    const limit = atMost('limit', request.limit, RECALLED_MAX) || RECALLED_USUAL
    const found = await store.recall(userId(request.userId), id('session_id', request.sessionId), { query, limit }, signal)
    return {
      turns: found.map(({ questionId, answerId, question, answer }) => ({
        userMessageId: questionId,
        assistantMessageId: answerId,
        question,
        answer,
      })),
    }
  }),
})

export const digestHandlers = (notes: Pick<SessionAnnotations, 'digestState'>, digests: DigestQueue) => ({
  ClaimDigests: unary(async (request: ClaimDigestsRequest): Promise<ClaimDigestsResponseInit> => {
    const claimed = await digests.claimDigests(atMost('limit', request.limit, CLAIMED_MAX) || CLAIMED_USUAL)
    const states = await Promise.all(claimed.map((digest) => toDigest(digest, notes, digests)))
    return { digests: states.filter((digest) => digest !== undefined) }
  }),

  EndDigest: unary(async ({ claim, retry, ...request }: EndDigestRequest): Promise<EndDigestResponseInit> => {
    await digests.endDigest(userId(request.userId), id('session_id', request.sessionId), { claim, again: retry })
    return {}
  }),
})

/** Undefined: the session is gone, and there is nothing to do. */
async function toDigest(
  claimed: ClaimedDigest,
  notes: Pick<SessionAnnotations, 'digestState'>,
  digests: DigestQueue,
): Promise<DigestInit | undefined> {
  const { userId: owner, sessionId } = claimed
  try {
    const { wantsTitle, summary, after } = await notes.digestState(owner, sessionId)
    const { text, messageId: summaryMessageId } = summary
    return { ...claimed, wantsTitle, summary: text, summaryMessageId, cursor: toCursor('messages', after) }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error
    await digests.forgetDigest(owner, sessionId)
    return undefined
  }
}

function checkParts(parts: AppendTurnRequest[]): void {
  const chars = parts.reduce((sum, { text }) => sum + text.length, 0)
  if (parts.length > PARTS_MAX || chars > MESSAGE_CHARS_MAX)
    throw fieldError('parts', 'must be at most 1,000 and 1,000,000 characters')
  if (parts.some(({ userId }) => userId === '')) throw fieldError('parts.user_id', 'must be given')
}

const part = (request: AppendTurnRequest | EndTurnRequest) => ({
  sessionId: id('session_id', request.sessionId),
  messageId: id('message_id', request.messageId),
  offset: request.offset,
  text: text('text', request.text, { max: MESSAGE_CHARS_MAX }),
})

function sources(json: string): string {
  if (Buffer.byteLength(json) > SOURCES_BYTES_MAX) throw fieldError('sources_json', 'must be at most 1 MiB')
  if (json !== '' && !isArray(json)) throw fieldError('sources_json', 'must be a JSON array')
  return json
}

function isArray(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json))
  } catch {
    return false
  }
}
