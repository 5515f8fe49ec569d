import { AppError, toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import type { NumberedEvent, StreamEnd, StreamEvent } from '../streams/log'
import type { Streams } from '../streams/streams'
import type { AnswerEvent, ChatResult } from '../study/answer'
import type { Caller } from '../study/caller'
import type { TurnRef } from '../study/memory'
import { type Answers, contractVoice } from './answers'
import { errorBody } from './errors'
import { callerOf, exchangeOf } from './exchange'
import type { SseEvent } from './sse-frame'

type Run = (caller: Caller, begun: (turn: TurnRef) => Promise<void>) => AsyncGenerator<AnswerEvent<ChatResult>>

export type Resumable = ReturnType<typeof createResumable>

/** Answers with a stream that can be resumed: it is produced apart from this connection, which only reads along. */
export const createResumable =
  ({ streams, answers, log }: { streams: Pick<Streams, 'begin'>; answers: Answers; log: Log }) =>
  async (request: Request, includeSources: boolean, run: Run): Promise<Response> => {
    const streamId = crypto.randomUUID()
    const generation = {
      streamId,
      run: (caller: Caller, begun: (turn: TurnRef) => Promise<void>) => toLog(run(caller, begun), includeSources),
      errorData(error: unknown) {
        const failure = toAppError(error)
        if (failure.code === 'internal_error')
          log.error({ err: error, requestId: exchangeOf(request).requestId }, 'stream failed')
        return errorData(request, failure)
      },
    }
    const read = await streams.begin(generation, callerOf(request))
    return answers.relay(request, ({ signal }) => numbered(read(signal), streamId, request), contractVoice, { streamId })
  }

async function* toLog(
  events: AsyncGenerator<AnswerEvent<ChatResult>>,
  includeSources: boolean,
): AsyncGenerator<StreamEvent | StreamEnd> {
  for await (const event of events) {
    if (event.type === 'text' && event.text !== '') yield { kind: 'text', data: event.text }
    else if (event.type === 'sources' && includeSources) yield { kind: 'sources', data: JSON.stringify(event.sources) }
    else if (event.type === 'finish') yield { outcome: 'done', data: event.result.session_id }
  }
}

/** Events of a log on the wire. All have ids, the end too: who has seen it and connects again is told that there is no more. */
export async function* numbered(
  events: AsyncGenerator<NumberedEvent>,
  streamId: string,
  request: Request,
): AsyncGenerator<SseEvent> {
  for await (const event of events) yield { id: `${streamId}-${event.n}`, ...toSse(event, request) }
}

function toSse(event: NumberedEvent, request: Request): SseEvent {
  if (!('outcome' in event)) return event.kind === 'text' ? { data: event.data } : { event: 'sources', data: event.data }
  if (event.outcome !== 'producer_lost') return { event: event.outcome, data: event.data }
  const lost = new AppError('producer_lost', 'The server that wrote this answer is gone; the history holds what it wrote.')
  return { event: 'error', data: errorData(request, lost) }
}

const errorData = (request: Request, error: AppError) => contractVoice.errorData(errorBody(error, request))
