import type { Caller } from '../../core/caller'
import { errorTextOf } from '../../core/errors'
import { noteMessage, requestContext } from '../../core/request-context'
import type { Answers, StreamFormat } from '../../core/responses'
import { jsonWire, type SseEvent } from '../../core/sse/sse'
import type { ChatResult, Source } from '../../generation/types'
import type { Sessions, TurnRef } from '../../sessions/ports'
import type { Chat } from '../chat'
import { type LogFormat, lostProducer } from '../streams/log-format'
import type { NumberedEvent } from '../streams/ports'
import type { Resumable } from '../streams/resumable'
import { type TurnFields, toChatRequest } from '../turn-fields'
import { type AiSdkBranch, answerToReplace } from './ui-body'

/**
 * The UI message stream of the AI SDK. Older clients refuse unknown fields, so parts have only fields that all versions know.
 */
const aiSdkFormat: StreamFormat = {
  wire: jsonWire({ 'x-vercel-ai-ui-message-stream': 'v1' }),
  errorData: ({ detail }) => errorPart(detail),
}

type Metadata = Pick<ChatResult, 'session_id' | 'message_id'> & Partial<Pick<ChatResult, 'model' | 'tool_used' | 'usage'>>

type UiEvent =
  | { type: 'text'; text: string }
  | { type: 'sources'; sources: Source[] }
  | { type: 'finish'; result: Metadata }
  | { type: 'error'; detail: string }

const TEXT_ID = 'answer'

/**
 * A turn of a chat as parts of one UI message, with the id of the history's message. Fields that the SDK does not know are in
 * its metadata.
 */
async function* uiMessageParts(events: AsyncGenerator<UiEvent>, messageIdOf: () => string | undefined): AsyncGenerator<SseEvent> {
  let started = false
  let writing = false
  for await (const event of events) {
    const messageId = messageIdOf()
    if (!started) yield part({ type: 'start', ...(messageId !== undefined && { messageId }) })
    started = true
    if (event.type === 'sources') yield* event.sources.map((source, index) => part(sourcePart(source, index + 1)))
    if (event.type === 'text' && event.text !== '') {
      if (!writing) yield part({ type: 'text-start', id: TEXT_ID })
      writing = true
      yield part({ type: 'text-delta', id: TEXT_ID, delta: event.text })
    }
    if (event.type === 'error') yield { event: 'error', data: errorPart(event.detail) }
    if (event.type !== 'finish') continue
    if (writing) yield part({ type: 'text-end', id: TEXT_ID })
    yield part({ type: 'finish', messageMetadata: metadataOf(event.result) })
    yield { event: 'done', data: '' }
  }
}

/** Such a stream in the log. Its end event holds the data of its last part. */
export const uiMessageLog: LogFormat = {
  format: aiSdkFormat,
  includeSources: true,
  endOf: (result) => JSON.stringify(metadataOf(result)),
  read: (events, { messageId }) => uiMessageParts(eventsOf(events, messageId() ?? ''), messageId),
}

const metadataOf = ({ session_id, message_id, model, tool_used, usage }: Metadata) => ({
  session_id,
  message_id,
  model,
  tool_used,
  usage,
})

async function* eventsOf(events: AsyncGenerator<NumberedEvent>, messageId: string): AsyncGenerator<UiEvent> {
  for await (const event of events) {
    if ('kind' in event) {
      const { kind, data } = event
      yield kind === 'text' ? { type: 'text', text: data } : { type: 'sources', sources: JSON.parse(data) as Source[] }
    } else if (event.outcome === 'done') yield { type: 'finish', result: metadataIn(event.data, messageId) }
    else yield { type: 'error', detail: event.outcome === 'error' ? errorTextOf(event.data) : lostProducer().message }
  }
}

/** The end of a stream that another kind of client began holds only the id of its session. */
const metadataIn = (data: string, message_id: string): Metadata =>
  data.startsWith('{') ? (JSON.parse(data) as Metadata) : { session_id: data, message_id }

const part = (value: object): SseEvent => ({ data: JSON.stringify(value) })
const errorPart = (errorText: string) => JSON.stringify({ type: 'error', errorText })

/** Its id is the number by which the answer cites it. */
function sourcePart(source: Source, number: number): object {
  const providerMetadata = { collabry: { ...source } }
  const sourceId = String(number)
  if (source.url) return { type: 'source-url', sourceId, url: source.url, title: source.filename, providerMetadata }
  return {
    type: 'source-document',
    sourceId,
    mediaType: 'text/plain',
    title: source.filename,
    filename: source.filename,
    providerMetadata,
  }
}

interface UiStreamParts {
  chat: Chat
  sessions: Pick<Sessions, 'messages'>
  answers: Answers
  resumable: Resumable
}

export type UiStream = ReturnType<typeof createUiStream>

/** Answers a client of the AI SDK. A branch replaces an answer of the session; `insteadOf` names one outright. */
export const createUiStream =
  ({ chat, sessions, answers, resumable }: UiStreamParts) =>
  (
    request: Request,
    fields: TurnFields,
    { branch, insteadOf }: { branch?: AiSdkBranch | undefined; insteadOf?: string | undefined },
  ) => {
    const run = async function* (caller: Caller, begun: (turn: TurnRef) => Promise<void>) {
      const replaced = insteadOf ?? (await answerToReplace(sessions, fields.session_id, branch, caller))
      yield* chat(toChatRequest(request, fields, replaced), caller, begun)
    }
    if (fields.resumable) return resumable(request, uiMessageLog, run)
    const noted = async ({ messageId }: TurnRef) => noteMessage(request, messageId)
    const messageId = () => requestContext(request).messageId
    return answers.relay(request, (caller) => uiMessageParts(run(caller, noted), messageId), aiSdkFormat)
  }
