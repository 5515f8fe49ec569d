import { createAsyncSignal } from '@collabry/runtime/async-signal'
import { AppError, isUnanswered } from '@collabry/runtime/errors'
import { type RetryOptions, retry } from '@collabry/runtime/retry'
import type { Caller } from '../../core/caller'
import type { TurnRef } from '../../sessions/ports'
import type { NumberedEvent, StreamEnd, StreamEvent, StreamLease, StreamLogs } from './ports'

/** A generation that produces the events of a stream. */
export interface Generation {
  streamId: string
  /** Calls `begun` before its first event. */
  run(caller: Caller, begun: (turn: TurnRef) => Promise<void>): AsyncGenerator<StreamEvent | StreamEnd>
  errorData(error: unknown): string
}

export interface ProducerOptions {
  logs: StreamLogs
  keepSeconds: number
  /** The model is stopped when no client has read for this long. */
  resumeMs: number
  /** Aborts, with an AppError as its reason, when the grace time of a drain is over. */
  shutdown: AbortSignal
}

/** A silent producer asks this often whether it should stop. The same calls renew its lease of 2.5 s. */
const NEWS_MS = 150
/** Longest outage of memory that a producer survives; after this its lease has expired. */
const OUTAGE_MS_MAX = 3_000
/** One call of append takes 1 MiB; a UTF-16 code unit is at most 3 bytes. */
const PART_CHARS_MAX = 300_000
/** Events that wait to be logged; with more of them the model waits. At most what one call of append takes. */
const WAITING_EVENTS_MAX = 1_000

interface Producer {
  /** The log exists: from now on the stream can be resumed. */
  opened: Promise<void>
  /** The end has been logged, or logging has failed permanently. */
  over: Promise<void>
  read: LiveSubscriber['read']
}

/** Runs a generation independently of any connection. Each event is logged before the reader gets it. */
export function startProducer(
  generation: Generation,
  { logs, keepSeconds, resumeMs, shutdown }: ProducerOptions,
  client: Caller,
): Producer {
  const stop = new AbortController()
  /** Not cancelled with the generation, whose end must be logged. */
  const writing = { ...client, signal: new AbortController().signal }
  const opened = Promise.withResolvers<StreamLease>()
  const reader = createLiveSubscriber()
  const produced = createAsyncSignal()
  const logged = createAsyncSignal()
  const waiting: StreamEvent[] = []
  let end: StreamEnd | undefined

  const open = async ({ sessionId, messageId }: TurnRef) => {
    opened.resolve(await logs.open({ streamId: generation.streamId, sessionId, messageId, keepSeconds }, writing))
  }

  const draw = async () => {
    try {
      for await (const event of generation.run({ ...client, signal: AbortSignal.any([stop.signal, shutdown]) }, open)) {
        if ('outcome' in event) end = event
        else waiting.push(event)
        produced.notify()
        while (waiting.length >= WAITING_EVENTS_MAX && !stop.signal.aborted) await logged.wait(NEWS_MS)
      }
      if (!end) throw new Error('the answer ended without its last event')
    } catch (error) {
      opened.reject(error)
      end = { outcome: 'error', data: generation.errorData(stop.signal.aborted ? stop.signal.reason : error) }
    }
    produced.notify()
  }

  const log = async () => {
    const lease = await opened.promise
    for (let count = 0; ; ) {
      const events = nextPart(waiting)
      const last = events.length === waiting.length ? end : undefined
      const part = { ...lease, first: count + 1, events, ...(last ? { end: last } : {}) }
      const news = await retry(() => logs.append(part, writing), untilLeaseIsLost(writing.signal))
      waiting.splice(0, events.length)
      reader.push(events.map((event, index) => ({ ...event, n: count + index + 1 })))
      count += events.length
      logged.notify()
      if (last) return reader.push([{ ...last, n: count + 1 }])
      if (news.stopRequested) stop.abort(new AppError('cancelled', 'The answer was stopped.'))
      else if (Math.min(reader.disconnectedMs(), news.unfollowedMs) >= resumeMs) stop.abort(unread())
      if (waiting.length === 0 && !end) await produced.wait(NEWS_MS)
    }
  }

  const drawing = draw()
  const logging = log().catch((error: unknown) => {
    stop.abort(error)
    reader.fail(error)
  })
  return {
    opened: opened.promise.then(() => undefined),
    over: Promise.all([drawing, logging]).then(() => undefined),
    read: reader.read,
  }
}

const unread = () => new AppError('cancelled', 'No client reads the answer any more.')

function nextPart(waiting: StreamEvent[]): StreamEvent[] {
  let characters = 0
  let count = 0
  for (const { data } of waiting) {
    characters += data.length
    if (count > 0 && characters > PART_CHARS_MAX) break
    count += 1
  }
  return waiting.slice(0, count)
}

/** A repeated append changes nothing, so it is retried until the lease is lost. */
const untilLeaseIsLost = (signal: AbortSignal): RetryOptions => ({
  signal,
  pausesMs: [NEWS_MS],
  retriesMax: Number.POSITIVE_INFINITY,
  withinMs: OUTAGE_MS_MAX,
  retryIf: isUnanswered,
})

/** A silent stream is checked for a missed event this often. */
const LOOK_MS = 1_000

/** The connection that requested the generation: it gets logged events directly, not by reading the log. */
interface LiveSubscriber {
  /** No event is lost while it is connected. The queue is bounded by the size of a log, 8 MiB. */
  push(events: NumberedEvent[]): void
  fail(error: unknown): void
  /** Milliseconds since the reader disconnected; 0: it is connected. */
  disconnectedMs(): number
  /** May be called once. Ends with the stream or when the signal aborts. */
  read(signal: AbortSignal): AsyncGenerator<NumberedEvent>
}

function createLiveSubscriber(): LiveSubscriber {
  const news = createAsyncSignal()
  const queue: NumberedEvent[] = []
  let leftAt: number | undefined
  let failure: { error: unknown } | undefined

  const leave = () => {
    leftAt ??= performance.now()
    queue.length = 0
    news.notify()
  }

  return {
    push(events) {
      if (leftAt === undefined) queue.push(...events)
      news.notify()
    },
    fail(error) {
      failure = { error }
      news.notify()
    },
    disconnectedMs: () => (leftAt === undefined ? 0 : performance.now() - leftAt),
    async *read(signal) {
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
      try {
        for (;;) {
          signal.throwIfAborted()
          const event = queue.shift()
          if (event) yield event
          else if (failure) throw failure.error
          else await news.wait(LOOK_MS)
          if (event && 'outcome' in event) return
        }
      } finally {
        signal.removeEventListener('abort', leave)
        leave()
      }
    },
  }
}
