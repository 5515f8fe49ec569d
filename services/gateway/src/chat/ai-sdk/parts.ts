import type { Voice } from '../../core/responses'
import { jsonWire, type SseEvent } from '../../core/sse/sse-frame'
import type { AnswerEvent, ChatResult, Source } from '../../generation/types'

/** The UI message stream of the AI SDK. Its older clients refuse fields that they do not know, so that parts have only what all know. */
export const aiSdkVoice: Voice = {
  wire: jsonWire({ 'x-vercel-ai-ui-message-stream': 'v1' }),
  errorData: ({ detail }) => JSON.stringify({ type: 'error', errorText: detail }),
}

const TEXT_ID = 'answer'

/** A turn of a chat as parts of one UI message; what only we have goes into its metadata. */
export async function* uiMessageParts(events: AsyncGenerator<AnswerEvent<ChatResult>>): AsyncGenerator<SseEvent> {
  let started = false
  let writing = false
  for await (const event of events) {
    if (!started) yield part({ type: 'start' })
    started = true
    if (event.type === 'sources') yield* event.sources.map((source, index) => part(sourcePart(source, index + 1)))
    if (event.type === 'text' && event.text !== '') {
      if (!writing) yield part({ type: 'text-start', id: TEXT_ID })
      writing = true
      yield part({ type: 'text-delta', id: TEXT_ID, delta: event.text })
    }
    if (event.type !== 'finish') continue
    if (writing) yield part({ type: 'text-end', id: TEXT_ID })
    const { session_id, model, tool_used, usage } = event.result
    yield part({ type: 'finish', messageMetadata: { session_id, model, tool_used, usage } })
    yield { event: 'done', data: '' }
  }
}

const part = (value: object): SseEvent => ({ data: JSON.stringify(value) })

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
