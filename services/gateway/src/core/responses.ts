import { toAppError } from '@collabry/runtime/errors'
import { foldText } from '@collabry/runtime/fold-text'
import type { Log } from '@collabry/runtime/log'
import { generatorInSpan } from '@collabry/runtime/trace'
import type { AnswerEvent } from '../generation/types'
import type { HttpMetrics } from '../metrics'
import type { Caller } from './caller'
import { errorBody, explain } from './errors'
import { spendsTokens, type TakePlace } from './limits/limit-requests'
import { callerOf, pathOf, requestContext } from './request-context'
import { contractPace, contractWire, type SseEvent, type SsePace, type SseWire, sseResponse } from './sse/sse'

type Run<Result> = (caller: Caller) => AsyncGenerator<AnswerEvent<Result>>

/** The format of a stream for one kind of client. */
export interface StreamFormat {
  wire: SseWire
  /** Data of the error event, from the contract's body of the error. */
  errorData(body: ReturnType<typeof errorBody>): string
}

/** The format of chat. */
export const contractFormat: StreamFormat = {
  wire: contractWire,
  errorData: (body) => JSON.stringify({ type: 'error', message: body.detail, ...body }),
}

interface AnswersOptions {
  log: Log
  metrics: HttpMetrics
  shutdown: AbortSignal
  streamStallSeconds: number
  /** Tests use a shorter pace than the contract. */
  pace?: SsePace
  /** Sets how long the server lets the connection of a request be silent; 0: for ever. */
  silence: (request: Request, seconds: number) => void
  takePlace: TakePlace
}

interface RelayOptions {
  /** Id of the stream whose log has the events. */
  streamId?: string
  /** The kind of place that the connection takes; `held`: its generation has a place already. */
  place?: 'answer' | 'reader' | 'held'
}

interface WaitedOptions {
  /** It takes a place for answers, and tokens of the quota. Default: what the route says. */
  runsModel?: boolean
}

export type Answers = ReturnType<typeof createAnswers>

/** Answers of use cases, whole or streamed. Both end when the client disconnects or the grace time is over. */
export const createAnswers = ({
  log,
  metrics,
  shutdown,
  streamStallSeconds,
  pace = contractPace,
  silence,
  takePlace,
}: AnswersOptions) => ({
  whole<Result>(request: Request, run: Run<Result>, options?: WaitedOptions): Promise<Result> {
    return this.waited(request, (caller) => resultOf(run(caller)), options)
  },

  async waited<Result>(
    request: Request,
    run: (caller: Caller) => Promise<Result>,
    { runsModel = spendsTokens(request.method, pathOf(request.url)) }: WaitedOptions = {},
  ): Promise<Result> {
    silence(request, 0)
    const release = runsModel ? await takePlace(request, 'answer') : () => {}
    try {
      return await run(callerOf(request, AbortSignal.any([request.signal, shutdown])))
    } catch (error) {
      throw shutdown.aborted ? shutdown.reason : error
    } finally {
      release()
    }
  },

  stream<Result>(
    request: Request,
    run: Run<Result>,
    { includeSources, done }: { includeSources: boolean; done: (result: Result) => string },
  ): Promise<Response> {
    return this.relay(request, (caller) => toSse(run(caller), includeSources, done), contractFormat)
  },

  /** Streams finished events in the format of the client. */
  async relay(
    request: Request,
    start: (caller: Caller) => AsyncGenerator<SseEvent>,
    { wire, errorData }: StreamFormat,
    { place = 'answer', ...logged }: RelayOptions = {},
  ): Promise<Response> {
    const release = place === 'held' ? () => {} : await takePlace(request, place)
    const context = requestContext(request)
    context.isStream = true
    const observer = observeStream(request, { log, metrics, release })
    const response = sseResponse((signal) => generatorInSpan(context.span, start(callerOf(request, signal))), {
      request,
      shutdown,
      stallMs: streamStallSeconds * 1_000,
      // A logged stream was accepted already, so its headers do not wait for the first event.
      pace: logged.streamId ? { ...pace, headersMs: 0 } : pace,
      ...logged,
      wire,
      headers: () => (context.messageId === undefined ? {} : { 'x-message-id': context.messageId }),
      connection: { keepOpen: () => silence(request, 0), close: () => silence(request, 1) },
      errorData: (error) => errorData(observer.failed(error)),
      onFirst: observer.first,
      onEnd: observer.ended,
    })
    // A failure before the first event is a plain answer.
    response.catch(observer.refused)
    return response
  },
})

async function resultOf<Result>(events: AsyncGenerator<AnswerEvent<Result>>): Promise<Result> {
  for await (const event of events) if (event.type === 'finish') return event.result
  throw new Error('the answer ended without its last event')
}

async function* toSse<Result>(
  events: AsyncGenerator<AnswerEvent<Result>>,
  includeSources: boolean,
  done: (result: Result) => string,
): AsyncGenerator<SseEvent> {
  for await (const event of events) {
    if (event.type === 'text' && event.text !== '') yield { data: event.text }
    else if (event.type === 'sources' && includeSources) yield { event: 'sources', data: JSON.stringify(event.sources) }
    else if (event.type === 'finish') yield { event: 'done', data: done(event.result) }
  }
}

/** Counts and logs one stream, and releases its place at its end. */
function observeStream(
  request: Request,
  { log, metrics, release }: Pick<AnswersOptions, 'log' | 'metrics'> & { release: () => void },
) {
  const context = requestContext(request)
  const { requestId, identity, startedAtMs, span } = context
  metrics.streamOpened()
  return {
    first: () => metrics.firstEvent((performance.now() - startedAtMs) / 1_000),
    /** The body of the error that ends the stream. */
    failed(error: unknown) {
      const failure = explain(error, request)
      if (failure.code === 'internal_error') log.error({ err: error, requestId }, 'stream failed')
      return errorBody(toAppError(failure), request)
    },
    ended(outcome: NonNullable<typeof context.streamEnd>) {
      release()
      context.streamEnd = outcome
      metrics.streamEnded(outcome)
      span?.end(outcome === 'done' ? undefined : outcome)
      const totalMs = Math.round(performance.now() - startedAtMs)
      log.info({ requestId, user: identity?.tag, outcome, totalMs }, 'stream ended')
    },
    refused() {
      release()
      context.isStream = false
      metrics.streamEnded('refused')
    },
  }
}

interface File {
  name: string
  type: string
  content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  /** A file to keep, or one to look at. */
  disposition: 'attachment' | 'inline'
  headers?: Record<string, string>
}

/** An answer that is a file. */
export const fileAnswer = ({ name, type, content, disposition, headers = {} }: File): Response =>
  new Response(content, {
    headers: { 'content-type': type, 'content-disposition': `${disposition}; ${filenameOf(name)}`, ...headers },
  })

const NAME_CHARS_MAX = 80

/** The name in both forms of RFC 6266: plain ASCII, and whole. Nothing in it can end the header or name another folder. */
function filenameOf(name: string): string {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot)
  const stem = name.slice(0, dot).toWellFormed().replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+/, '')
  const short = [...stem].slice(0, NAME_CHARS_MAX).join('').trim() || 'file'
  const ascii =
    foldText(short, 'NFKD')
      .replace(/[^\w .()-]+/g, '')
      .trim() || 'file'
  const encoded = encodeURIComponent(`${short}${extension}`).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${ascii}${extension}"; filename*=UTF-8''${encoded}`
}

const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|%]+/gu
