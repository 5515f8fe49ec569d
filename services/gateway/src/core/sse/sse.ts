import { DeadlineTimer } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'

export interface SsePace {
  /** Headers are sent after this time at the latest; an earlier failure is a plain HTTP error. */
  headersMs: number
  /** Longest silence, comments counted. */
  keepAliveMs: number
}

/** Pace of a stream as the contract defines it. */
export const contractPace: SsePace = { headersMs: 5_000, keepAliveMs: 9_500 }

/** A write holds the events that have arrived, up to this size: the most that a stalled reader costs besides its socket. */
const WRITE_CHARS_MAX = 65_536

interface SseOptions {
  /** Its signal is the client's connection. */
  request: Request
  /** Id of the generation; default: a new one. */
  streamId?: string
  /** Aborts when the grace time of a drain is over. */
  shutdown: AbortSignal
  /** A client that reads nothing for this long while data waits is disconnected. */
  stallMs: number
  pace: SsePace
  wire: SseWire
  /** More headers, as they are when the headers go out. */
  headers?: () => Record<string, string>
  /** Data of the `error` event. */
  errorData: (error: unknown) => string
  /** `keepOpen` lets the connection be silent; `close` makes the server close one that can't be written. */
  connection: { keepOpen(): void; close(): void }
  /** Called when the first event is sent. */
  onFirst?: () => void
  onEnd: (outcome: 'done' | 'error' | 'cancelled' | 'stalled') => void
}

/**
 * Waits for the first event, so that an earlier failure is an HTTP status and not a broken stream; then relays events as the
 * client reads.
 */
export async function sseResponse(
  start: (signal: AbortSignal) => AsyncGenerator<SseEvent>,
  options: SseOptions,
): Promise<Response> {
  const { request, shutdown, connection, pace } = options
  const stop = new AbortController()
  const leave = () => stop.abort()
  if (request.signal.aborted) leave()
  request.signal.addEventListener('abort', leave, { once: true })
  connection.keepOpen()
  const streamId = options.streamId ?? crypto.randomUUID()
  const steps = new Peekable(start(stop.signal), shutdown)
  const first = await steps.comes(pace.headersMs)
  if (first) {
    await steps.peek().catch((error: unknown) => {
      steps.stop()
      throw error
    })
  }
  return new Response(relay(steps, stop, streamId, first, options), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-stream-id': streamId,
      ...options.wire.headers,
      ...options.headers?.(),
    },
  })
}

const ENCODER = new TextEncoder()

/**
 * Pulled by the client: the generator is read after the last write was taken, which is the back-pressure. A write joins the
 * available events; the stream ends with exactly one `done` or `error`.
 */
function relay(
  steps: Peekable<SseEvent>,
  stop: AbortController,
  streamId: string,
  started: boolean,
  { shutdown, stallMs, pace, wire, errorData, connection, onFirst, onEnd }: SseOptions,
): ReadableStream<Uint8Array> {
  let sent = 0
  let greeted = started
  let ended = false
  let first = onFirst
  const stall = new DeadlineTimer()

  const end = (outcome: Parameters<typeof onEnd>[0]) => {
    if (ended) return
    ended = true
    stall.close()
    stop.abort()
    steps.stop()
    onEnd(outcome)
  }
  const fail = (error: unknown): string => {
    const last = wire.frame({ event: 'error', data: errorData(error) }, undefined)
    end('error')
    return last
  }

  const gather = async (): Promise<string> => {
    let write = ''
    try {
      do {
        const { value, done } = await steps.take()
        if (done) throw new Error('the answer ended without its last event')
        write += wire.frame(value, value.id ?? (value.event ? undefined : `${streamId}-${++sent}`))
        if (value.event === 'done' || value.event === 'error') end(value.event)
      } while (!ended && write.length < WRITE_CHARS_MAX && (await steps.comes(0)))
    } catch (error) {
      if (!ended) write += fail(error)
    }
    return write
  }

  const next = async (): Promise<string> => {
    const comes = await steps.comes(greeted ? pace.keepAliveMs : 0)
    greeted = true
    if (!comes) return shutdown.aborted ? fail(restarting()) : KEEP_ALIVE
    first?.()
    first = undefined
    return gather()
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        stall.end()
        const write = await next()
        if (stop.signal.aborted && !ended) return end('cancelled')
        controller.enqueue(ENCODER.encode(write))
        if (ended) return controller.close()
        stall.begin(stallMs, () => {
          end('stalled')
          controller.error(new Error('the client takes nothing'))
          connection.close()
        })
      },
      cancel: () => end('cancelled'),
    },
    { highWaterMark: 0 },
  )
}

const restarting = () => new AppError('shutting_down', 'The server is restarting; ask again.')

/** Reads a generator one step ahead, so that its next result can be waited for without taking it. `signal` ends waits. */
class Peekable<T> {
  // One timer and one listener serve all waits, since many streams listen to the same signal.
  readonly #clock = new DeadlineTimer()
  #step: Promise<IteratorResult<T>> | undefined
  #isSettled = false
  #wake: (() => void) | undefined

  constructor(
    private readonly source: AsyncGenerator<T>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this)
  }

  /** The signal has aborted. */
  handleEvent() {
    this.#wake?.()
  }

  /** The next result, which stays next until it is taken; rejects as the generator does. */
  peek(): Promise<IteratorResult<T>> {
    if (!this.#step) {
      this.#isSettled = false
      this.#step = this.source.next()
      const settle = () => {
        this.#isSettled = true
        this.#wake?.()
      }
      this.#step.then(settle, settle)
    }
    return this.#step
  }

  take(): Promise<IteratorResult<T>> {
    const next = this.peek()
    this.#step = undefined
    return next
  }

  /**
   * Whether the next result comes, of either kind, within the time and before the signal; 0: whether it can be had of what is
   * there. Not of what the rest of this turn of the loop brings: on a busy core a turn takes so long that each brings more,
   * and waiting for the last one would be waiting for the end.
   */
  async comes(limitMs: number): Promise<boolean> {
    this.peek()
    if (this.#isSettled) return true
    // Runs once all promises have done what they can.
    if (limitMs === 0) await new Promise<void>((done) => process.nextTick(done))
    else if (!this.signal.aborted) {
      await new Promise<void>((done) => {
        this.#wake = done
        this.#clock.begin(limitMs, done)
      })
      this.#clock.end()
    }
    return this.#isSettled
  }

  /** Ends the generator; a step that is under way ends by the generator's own signal. */
  stop() {
    this.#clock.close()
    this.signal.removeEventListener('abort', this)
    this.#step?.catch(() => {})
    this.source.return(undefined).catch(() => {})
  }
}

export interface SseEvent {
  /** Number of a logged event. Default: text chunks are counted. */
  id?: string
  /** Left out: a piece of the answer's text. */
  event?: 'sources' | 'error' | 'done'
  data: string
}

/** How the events of a stream look on the wire. */
export interface SseWire {
  /** Besides those of every stream. */
  headers: Record<string, string>
  /** Without a log, `id` belongs to pieces of text alone. */
  frame(event: SseEvent, id: string | undefined): string
}

const KEEP_ALIVE = ': keep-alive\n\n'

/**
 * One event on the wire. The data goes out raw, as the contract says; each line of it is a `data:` line, so that no text can
 * forge an event. Elysia's own `sse()` does not split lines.
 */
function frame({ event, data }: SseEvent, id?: string): string {
  const lines = data.includes('\n') || data.includes('\r') ? data.split(/\r\n|\r|\n/).join('\ndata: ') : data
  return `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${lines}\n\n`
}

/** The frames of the contract. */
export const contractWire: SseWire = { headers: {}, frame }

/** Frames of JSON without line ends, and the last frame that OpenAI's clients wait for. */
export const jsonWire = (headers: Record<string, string> = {}): SseWire => ({
  headers,
  frame: ({ event, data }) => `data: ${event === 'done' ? '[DONE]' : data}\n\n`,
})
