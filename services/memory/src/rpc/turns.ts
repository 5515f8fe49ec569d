import type { AppendTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnRequest'
import type { AppendTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnResponse'
import type { AppendTurnsRequest } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnsRequest'
import type { AppendTurnsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnsResponse'
import type { BeginTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/BeginTurnRequest'
import type { BeginTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/BeginTurnResponse'
import type { EndTurnRequest } from '@collabry/proto/gen/collabry/memory/v1/EndTurnRequest'
import type { EndTurnResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndTurnResponse'
import { toAppError } from '@collabry/runtime/errors'
import { unary } from '@collabry/runtime/grpc/server'
import type { DigestQueue } from '../digests/store'
import type { Guard } from '../erasure/guard'
import { invalid } from '../invalid'
import { MESSAGE_CHARS_MAX, type TurnStore } from '../sessions/store'
import { atMost, id, optionalId, text, userId } from './fields'
import { fromEndStatus, toMessage } from './message'

const SOURCES_BYTES_MAX = 1_048_576
const PARTS_MAX = 1_000

interface Parts {
  conversations: TurnStore
  digests: Pick<DigestQueue, 'addDigest'>
  guard: Guard
}

export const turnHandlers = ({ conversations: store, digests, guard }: Parts) => ({
  BeginTurn: unary(async (request: BeginTurnRequest): Promise<BeginTurnResponseInit> => {
    const owner = userId(request.userId)
    const turn = {
      sessionId: optionalId('session_id', request.sessionId) || crypto.randomUUID(),
      content: text('content', request.content, { min: request.insteadOf === '' ? 1 : 0, max: 32_000 }),
      notebookId: optionalId('notebook_id', request.notebookId),
      historyMax: atMost('history_max', request.historyMax, 200),
      instead: optionalId('instead_of', request.insteadOf) || undefined,
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
    // Beside the end, so that both share a commit; of a session that is gone whoever claims it finds nothing to make.
    const asking = request.wantsDigest ? guard(owner, 0, () => digests.addDigest(owner, request.sessionId)) : undefined
    await Promise.all([ending, asking])
    return {}
  }),
})

function checkParts(parts: AppendTurnRequest[]): void {
  const chars = parts.reduce((sum, { text }) => sum + text.length, 0)
  if (parts.length > PARTS_MAX || chars > MESSAGE_CHARS_MAX)
    throw invalid('parts', 'must be at most 1,000 and 1,000,000 characters')
  if (parts.some(({ userId }) => userId === '')) throw invalid('parts.user_id', 'must be given')
}

const part = (request: AppendTurnRequest | EndTurnRequest) => ({
  sessionId: id('session_id', request.sessionId),
  messageId: id('message_id', request.messageId),
  offset: request.offset,
  text: text('text', request.text, { max: MESSAGE_CHARS_MAX }),
})

function sources(json: string): string {
  if (Buffer.byteLength(json) > SOURCES_BYTES_MAX) throw invalid('sources_json', 'must be at most 1 MiB')
  if (json !== '' && !isArray(json)) throw invalid('sources_json', 'must be a JSON array')
  return json
}

function isArray(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json))
  } catch {
    return false
  }
}
