import { AppError } from '@collabry/runtime/errors'
import { errorBody } from '../../core/errors'
import { contractFormat, type StreamFormat } from '../../core/responses'
import type { SseEvent } from '../../core/sse/sse'
import type { ChatResult } from '../../generation/types'
import type { NumberedEvent } from './ports'

/** The format in which one kind of client logs a stream and reads the log. Each kind can read a stream of the other. */
export interface LogFormat {
  format: StreamFormat
  includeSources: boolean
  /** Data of the event that ends the log. */
  endOf(result: ChatResult): string
  read(events: AsyncGenerator<NumberedEvent>, stream: LoggedStream): AsyncGenerator<SseEvent>
}

interface LoggedStream {
  streamId: string
  /** The message that the stream writes; undefined: it is not known yet, or there is none. */
  messageId: () => string | undefined
  request: Request
}

/** The contract's own streams. */
export const contractLog = (includeSources: boolean): LogFormat => ({
  format: contractFormat,
  includeSources,
  endOf: ({ session_id }) => session_id,
  read: numbered,
})

/** The end has an id too, so that a client that connects again after it gets no more events. */
async function* numbered(events: AsyncGenerator<NumberedEvent>, { streamId, request }: LoggedStream): AsyncGenerator<SseEvent> {
  for await (const event of events) yield { id: `${streamId}-${event.n}`, ...toSse(event, request) }
}

function toSse(event: NumberedEvent, request: Request): SseEvent {
  if (!('outcome' in event)) return event.kind === 'text' ? { data: event.data } : { event: 'sources', data: event.data }
  if (event.outcome === 'done') return { event: 'done', data: sessionIn(event.data) }
  if (event.outcome === 'error') return { event: 'error', data: event.data }
  return { event: 'error', data: contractError(request, lostProducer()) }
}

/** The end of a stream that a client of the AI SDK has begun is an object. */
const sessionIn = (data: string): string => (data.startsWith('{') ? (JSON.parse(data) as ChatResult).session_id : data)

export const contractError = (request: Request, error: AppError) => contractFormat.errorData(errorBody(error, request))

export const lostProducer = () =>
  new AppError('producer_lost', 'The server that wrote this answer is gone; the history holds what it wrote.')
