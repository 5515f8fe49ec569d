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
  /** Further headers, read when the headers are sent. */
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
  const first = await new Promise<boolean>((decided) => steps.whenItComes(pace.headersMs, decided))
  if (first) {
    await steps.peek().catch((error: unknown) => {
      steps.stop()
      throw error
    })
  }
  const relay = new Relay({ steps, stop, streamId, isGreeted: first }, options)
  return new Response(new ReadableStream(relay, { highWaterMark: 0 }), {
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

interface RelayedStream {
  steps: Peekable<SseEvent>
  stop: AbortController
  streamId: string
  isGreeted: boolean
}

/**
 * The body of an event stream, pulled by the client: the generator is read again after the last write was taken, which is the
 * back-pressure. One write joins all available events; the stream ends with exactly one `done` or `error`. It runs for each token
 * of thousands of streams, so it is a class and makes no promises of its own.
 */
class Relay {
  #sent = 0
  #isGreeted: boolean
  /** The last event is written, or the client has gone. */
  #isEnded = false
  #isCancelled = false
  #isFirst = true
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(
    private readonly stream: RelayedStream,
    private readonly options: SseOptions,
  ) {
    this.#isGreeted = stream.isGreeted
  }

  pull(controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#controller = controller
    this.stream.steps.whenItComes(this.#isGreeted ? this.options.pace.keepAliveMs : 0, this.#begin)
  }

  cancel() {
    this.#isCancelled = true
    this.#end('cancelled')
  }

  readonly #begin = (comes: boolean) => {
    this.#isGreeted = true
    if (!comes) return this.#send(this.options.shutdown.aborted ? this.#failed(restarting()) : KEEP_ALIVE)
    if (this.#isFirst) this.options.onFirst?.()
    this.#isFirst = false
    this.#gather('')
  }

  /** Adds the next result, which has arrived, and all further ones that are available without waiting. */
  #gather(before: string) {
    const { steps, streamId } = this.stream
    let write = before
    try {
      const { value, done } = steps.take()
      if (done) throw new Error('the answer ended without its last event')
      write += this.options.wire.frame(value, value.id ?? (value.event ? undefined : `${streamId}-${++this.#sent}`))
      if (value.event === 'done' || value.event === 'error') this.#end(value.event)
    } catch (error) {
      if (!this.#isEnded) write += this.#failed(error)
    }
    if (this.#isEnded || write.length >= WRITE_CHARS_MAX) this.#send(write)
    else steps.whenAtHand((comes) => (comes ? this.#gather(write) : this.#send(write)))
  }

  #send(write: string) {
    if (this.#isCancelled) return
    if (this.stream.stop.signal.aborted && !this.#isEnded) return this.#end('cancelled')
    this.#controller?.enqueue(ENCODER.encode(write))
    if (this.#isEnded) this.#controller?.close()
    else this.stream.steps.clock.begin(this.options.stallMs, this.#stalled)
  }

  readonly #stalled = () => {
    this.#end('stalled')
    this.#controller?.error(new Error('the client takes nothing'))
    this.options.connection.close()
  }

  #failed(error: unknown): string {
    const last = this.options.wire.frame({ event: 'error', data: this.options.errorData(error) }, undefined)
    this.#end('error')
    return last
  }

  #end(outcome: Parameters<SseOptions['onEnd']>[0]) {
    if (this.#isEnded) return
    this.#isEnded = true
    this.stream.stop.abort()
    this.stream.steps.stop()
    this.options.onEnd(outcome)
  }
}

const restarting = () => new AppError('shutting_down', 'The server is restarting; ask again.')

/** Reads a generator one step ahead, so that its next result can be waited for without taking it. `signal` ends waits. */
class Peekable<T> {
  // One timer and one listener serve all waits, since many streams listen to the same signal.
  readonly clock = new DeadlineTimer()
  #step: Promise<IteratorResult<T>> | undefined
  /** The step has ended so. */
  #settled: IteratorResult<T> | { error: unknown } | undefined
  #decided: ((comes: boolean) => void) | undefined

  constructor(
    private readonly source: AsyncGenerator<T>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this)
  }

  /** The signal has aborted. */
  handleEvent() {
    this.#decide()
  }

  readonly #decide = () => {
    const decided = this.#decided
    if (!decided) return
    this.#decided = undefined
    this.clock.end()
    decided(this.#settled !== undefined)
  }

  /** The next result, which stays next until it is taken; rejects as the generator does. */
  peek(): Promise<IteratorResult<T>> {
    if (!this.#step) {
      this.#step = this.source.next()
      this.#step.then(
        (result) => this.#settle(result),
        (error: unknown) => this.#settle({ error }),
      )
    }
    return this.#step
  }

  #settle(settled: IteratorResult<T> | { error: unknown }) {
    this.#settled = settled
    this.#decide()
  }

  /** The next result, which has come; throws as the generator did. */
  take(): IteratorResult<T> {
    const settled = this.#settled
    this.#step = undefined
    this.#settled = undefined
    if (settled && 'error' in settled) throw settled.error
    return settled ?? { value: undefined, done: true }
  }

  /** Calls back, once, with whether the next result comes, of either kind, within the time and before the signal. */
  whenItComes(limitMs: number, decided: (comes: boolean) => void) {
    this.clock.end()
    this.peek()
    if (this.#settled) return decided(true)
    if (limitMs === 0) return this.whenAtHand(decided)
    if (this.signal.aborted) return decided(false)
    this.#decided = decided
    this.clock.begin(limitMs, this.#decide)
  }

  /**
   * Calls back with whether the next result is there already. It does not wait for the rest of this turn of the loop: on a busy
   * core every turn brings another result, so that the last one would be the end.
   */
  whenAtHand(decided: (isAtHand: boolean) => void) {
    this.peek()
    // Runs once all promises have done what they can; of callbacks of nextTick the promises are run after the last one.
    queueMicrotask(() => process.nextTick(() => decided(this.#settled !== undefined)))
  }

  /** Ends the generator; a step that is under way ends by the generator's own signal. */
  stop() {
    this.clock.close()
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
