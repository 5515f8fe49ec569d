import type { RateMessageRequest } from '@collabry/proto/gen/collabry/memory/v1/RateMessageRequest'
import type { RateMessageResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RateMessageResponse'
import type { RecallTurnsRequest } from '@collabry/proto/gen/collabry/memory/v1/RecallTurnsRequest'
import type { RecallTurnsResponseInit } from '@collabry/proto/gen/collabry/memory/v1/RecallTurnsResponse'
import type { SaveSummaryRequest } from '@collabry/proto/gen/collabry/memory/v1/SaveSummaryRequest'
import type { SaveSummaryResponseInit } from '@collabry/proto/gen/collabry/memory/v1/SaveSummaryResponse'
import type { SetTitleRequest } from '@collabry/proto/gen/collabry/memory/v1/SetTitleRequest'
import type { SetTitleResponseInit } from '@collabry/proto/gen/collabry/memory/v1/SetTitleResponse'
import { unary } from '@collabry/runtime/grpc/server'
import { invalid } from '../invalid'
import type { SessionAnnotations } from '../sessions/store'
import { atMost, id, text, title, userId } from './fields'

const RECALLED_MAX = 20
const RECALLED_USUAL = 3

export const annotationHandlers = (store: SessionAnnotations) => ({
  RateMessage: unary(async (request: RateMessageRequest): Promise<RateMessageResponseInit> => {
    const ref = { sessionId: id('session_id', request.sessionId), messageId: id('message_id', request.messageId) }
    const comment = text('comment', request.comment, { max: 2_000 })
    await store.rate(userId(request.userId), ref, { rating: toRating(request.rating), comment })
    return {}
  }),

  SetTitle: unary(async (request: SetTitleRequest): Promise<SetTitleResponseInit> => {
    const change = { from: text('expected_title', request.expectedTitle, { max: 200 }), to: title(request.title, 1) }
    return { changed: await store.setTitle(userId(request.userId), id('session_id', request.sessionId), change) }
  }),

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

function toRating(rating: number): 1 | -1 {
  if (rating === 1 || rating === -1) return rating
  throw invalid('rating', 'must be 1 or -1')
}
