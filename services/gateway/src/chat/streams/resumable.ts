import { AppError, toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import type { Caller } from '../../core/caller'
import { derivedId } from '../../core/idempotency/requests'
import type { Release } from '../../core/limits/concurrency-limiter'
import type { TakePlace } from '../../core/limits/limit-requests'
import { callerOf, type Keyed, noteMessage, requestContext } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import type { AnswerEvent, ChatResult } from '../../generation/types'
import type { TurnRef } from '../../sessions/ports'
import { contractError, type LogFormat } from './log-format'
import type { StreamEnd, StreamEvent } from './ports'
import type { Streams } from './streams'

type Run = (caller: Caller, begun: (turn: TurnRef) => Promise<void>) => AsyncGenerator<AnswerEvent<ChatResult>>

interface ResumableParts {
  streams: Pick<Streams, 'begin' | 'state' | 'follow'>
  answers: Answers
  takePlace: TakePlace
  log: Log
}

export type Resumable = ReturnType<typeof createResumable>

/** Answers with a stream that can be resumed. It is produced independently of this connection, which only reads it. */
export const createResumable =
  ({ streams, answers, takePlace, log: logger }: ResumableParts) =>
  async (request: Request, log: LogFormat, run: Run): Promise<Response> => {
    const { keyed } = requestContext(request)
    const { streamId, isThere, messageId } = keyed
      ? await findStream(streams, keyed, callerOf(request))
      : newStream(crypto.randomUUID())
    const stream = { streamId, messageId: () => requestContext(request).messageId, request }
    if (isThere) {
      noteMessage(request, messageId)
      const follow = (caller: Caller) => log.read(streams.follow(streamId, 0, caller), stream)
      return answers.relay(request, follow, log.format, { streamId, place: 'reader' })
    }
    const release = await takePlace(request, 'answer')
    const generation = {
      streamId,
      run(caller: Caller, begun: (turn: TurnRef) => Promise<void>) {
        const noted = (turn: TurnRef) => {
          noteMessage(request, turn.messageId)
          return begun(turn)
        }
        return toLog(run(caller, noted), log, release)
      },
      errorData(error: unknown) {
        const failure = toAppError(error)
        if (failure.code === 'internal_error')
          logger.error({ err: error, requestId: requestContext(request).requestId }, 'stream failed')
        return contractError(request, failure)
      },
    }
    try {
      const read = await streams.begin(generation, callerOf(request))
      const start = ({ signal }: Caller) => log.read(read(signal), stream)
      return await answers.relay(request, start, log.format, { streamId, place: 'held' })
    } catch (error) {
      release()
      throw error
    }
  }

const newStream = (streamId: string) => ({ streamId, isThere: false, messageId: '' })

/** Number of streams that one key may start, one after another failed. */
const TRIES_MAX = 8

/** The stream that an earlier try of the request began, or the id of the one to begin. */
async function findStream(streams: Pick<Streams, 'state'>, { seed, isRunning }: Keyed, caller: Caller) {
  for (let tried = 1; tried <= TRIES_MAX; tried++) {
    const streamId = derivedId(seed, `stream ${tried}`)
    const state = await streams.state(streamId, caller).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return undefined
      throw error
    })
    if (!state && isRunning)
      throw new AppError('idempotency_conflict', 'The request with this Idempotency-Key still runs; try again later.')
    // A stream with a lost producer starts again under the same id.
    if (!state || (state.end?.outcome === 'producer_lost' && !isRunning)) return newStream(streamId)
    if (state.end?.outcome !== 'error') return { streamId, isThere: true, messageId: state.messageId }
  }
  throw new AppError('unavailable', 'The answer failed too often; take a new Idempotency-Key.')
}

/** The place is released when the answer is complete, even if clients still read it. */
async function* toLog(
  events: AsyncGenerator<AnswerEvent<ChatResult>>,
  { includeSources, endOf }: LogFormat,
  release: Release,
): AsyncGenerator<StreamEvent | StreamEnd> {
  try {
    for await (const event of events) {
      if (event.type === 'text' && event.text !== '') yield { kind: 'text', data: event.text }
      else if (event.type === 'sources' && includeSources) yield { kind: 'sources', data: JSON.stringify(event.sources) }
      else if (event.type === 'finish') yield { outcome: 'done', data: endOf(event.result) }
    }
  } finally {
    release()
  }
}
