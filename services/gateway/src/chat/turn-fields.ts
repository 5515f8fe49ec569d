import { Type as t } from '@sinclair/typebox'
import { derivedId } from '../core/idempotency/requests'
import { requestContext } from '../core/request-context'
import { flag, NotebookId, optional, SourceIds, text } from '../core/schemas'
import type { ChatRequest } from '../generation/types'

/** Fields of a turn besides its message and its session. */
export const turnOptions = {
  use_rag: t.Union([t.Literal('auto'), t.Boolean()], {
    default: 'auto',
    description: '"auto": the documents are used when passages clear a threshold',
    error: 'must be "auto", true or false',
  }),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
  model: optional(text(1, 256)),
}

export const RESUMABLE = 'A lost connection does not stop the answer'

export const MESSAGE_CHARS_MAX = 32_000

export const turnFields = {
  message: text(1, MESSAGE_CHARS_MAX),
  ...turnOptions,
  stream: flag(false, 'Answer as /ai/chat/stream does'),
  include_sources: flag(false, 'Streams only: an event `sources` before the first chunk'),
  resumable: flag(false, `Streams only: ${RESUMABLE.toLowerCase()}; GET /ai/chat/stream/{stream_id} goes on`),
}

/** The fields of a turn as its route has read them. */
export interface TurnFields {
  message: string
  session_id?: string
  use_rag: 'auto' | boolean
  source_ids: string[]
  notebook_id?: string
  model?: string
  resumable: boolean
}

export const toChatRequest = (request: Request, fields: TurnFields, insteadOf?: string): ChatRequest => ({
  message: fields.message,
  sessionId: fields.session_id ?? derivedSession(request),
  useRag: fields.use_rag,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
  model: fields.model ?? '',
  ...(insteadOf ? { insteadOf } : {}),
})

/** A new session of a request with a key is the same one in every try. */
function derivedSession(request: Request): string {
  const { keyed } = requestContext(request)
  return keyed ? derivedId(keyed.seed, 'session') : ''
}
