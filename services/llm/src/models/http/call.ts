import { connect } from 'node:net'
import { abortError, DeadlineTimer } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { readBytes } from '@collabry/runtime/validation'
import type { Embedded } from '../model'
import type { BodyReader, Connections } from './connections'
import { brokenAnswer, isTooLong } from './errors'

/** The end of a body follows its last line; a server that takes longer keeps the body open, and the connection is closed. */
const REST_MS = 500

/** One call to the model server. Its signal covers everything that the call opens: aborting it closes the connection. */
export class Call {
  readonly #stop = new AbortController()
  readonly #total: ReturnType<typeof setTimeout>
  readonly #timer = new DeadlineTimer()
  #isAnswered = false
  #isComplete = false
  readonly signal = this.#stop.signal

  constructor(
    private readonly caller: AbortSignal,
    totalMs: number,
  ) {
    this.#total = setTimeout(() => this.fail(tooLong()), totalMs)
    if (caller.aborted) this.handleEvent()
    caller.addEventListener('abort', this)
  }

  /** The caller has aborted. */
  handleEvent() {
    this.fail(abortError(this.caller))
  }

  /** Waits for one step, at most `ms`; a longer wait ends the whole call. No time runs while a reader is slow. */
  async step<T>(ms: number, late: () => AppError, work: Promise<T>): Promise<T> {
    this.#timer.begin(ms, () => this.fail(late()))
    try {
      const done = await work
      // Text that arrived before the end of the call may be complete here; an ended call returns none of it.
      this.signal.throwIfAborted()
      return done
    } catch (error) {
      if (this.signal.aborted) await nextTurn()
      throw error
    } finally {
      this.#timer.end()
    }
  }

  /** Ends the call when its server can't be reached. An answer of the server counts more than a probe that fails later. */
  failUnreachable(check: Promise<void>) {
    check.catch((reason: AppError) => {
      if (!this.#isAnswered) this.fail(reason)
    })
  }

  /** The server has begun to answer. */
  answered() {
    this.#isAnswered = true
  }

  /** Ends the call for this reason; the first reason counts. */
  fail = (reason: AppError): void => this.#stop.abort(reason)

  /** The error to throw: the reason for which the call was ended, if it was, else the translated error. */
  failure(error: unknown, translate: (error: unknown) => AppError): unknown {
    return this.signal.aborted ? this.signal.reason : error instanceof AppError ? error : translate(error)
  }

  /** The answer is complete. `rest` then reads the end of the body, so that the connection can serve the next call. */
  finished() {
    this.#isComplete = true
  }

  rest: () => Promise<unknown> = async () => undefined

  /** Releases everything, and closes the connection unless the answer is complete. */
  close() {
    clearTimeout(this.#total)
    this.#timer.close()
    this.caller.removeEventListener('abort', this)
    const end = () => this.fail(new AppError('cancelled', 'The call has ended.'))
    if (!this.#isComplete) return end()
    const late = setTimeout(end, REST_MS)
    this.rest().then(() => clearTimeout(late), end)
  }
}

const tooLong = () => new AppError('timeout', 'The model took too long; try again, or ask for less.')

export interface ServerLimits {
  url: string
  connectMs: number
  totalMs: number
}

/** A call whose answer is read as a whole. Fails with `unavailable` as soon as the server can't be reached. */
export async function runCall<T>(
  { url, connectMs, totalMs }: ServerLimits,
  signal: AbortSignal,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  const call = new Call(signal, totalMs)
  try {
    call.failUnreachable(probe(url, connectMs))
    const result = await work(call)
    call.finished()
    return result
  } catch (error) {
    throw call.failure(error, brokenAnswer)
  } finally {
    call.close()
  }
}

interface Steps {
  /** All texts in one request. Rejects with an error that isTooLong recognises when the server refuses a text as too long. */
  together: (call: Call) => Promise<Float32Array[]>
  /** The texts one by one, so that a long text affects no other and it is known which ones were cut. */
  oneByOne: (call: Call) => Promise<Embedded>
}

/** Embeds one batch through either API: all texts together, and one by one when one of them is too long. */
export const embedCall = (server: ServerLimits, steps: Steps, signal: AbortSignal): Promise<Embedded> =>
  runCall(server, signal, (call) =>
    steps.together(call).then(
      (vectors): Embedded => ({ vectors, textsCut: 0 }),
      (error: unknown) => {
        if (!isTooLong(error)) throw error
        return steps.oneByOne(call)
      },
    ),
  )

/** The vector scaled to length 1. */
export function normalizeVector(components: number[]): Float32Array {
  const length = Math.hypot(...components)
  if (!(length > 0) || !Number.isFinite(length)) throw brokenAnswer('a vector of length 0, or not of numbers')
  return Float32Array.from(components, (component) => component / length)
}

/**
 * The next turn of the event loop. A connection that is to be closed is closed only at the end of a turn; cleaning up after
 * that lets all connections be closed first when many clients disconnect at once.
 */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Time limits of the steps of a call to a model server. */
export interface ModelLimits {
  /** Until a connection is accepted. */
  connectMs: number
  firstTokenMs: number
  /** Between tokens. */
  idleMs: number
  totalMs: number
  /** For the list of models, when it is read for the status of the service. */
  statusMs: number
  /** The same, when an answer needs it. A server that loads a model or is short of cores may take many seconds. */
  catalogueMs: number
}

const ERROR_BYTES_MAX = 64 * 1024

/** Makes the error for a refusal of the model server, from its status and its message. */
export type Refusal = (status: number, message: string) => AppError

/** Sends a request that ends with its call. Throws for anything but a 2xx with a body. */
export async function request(
  call: Call,
  refusal: Refusal,
  input: string | URL | Request,
  init: RequestInit,
): Promise<{ headers: Headers; body: ReadableStream<Uint8Array> }> {
  // Bun aborts a silent response after five minutes; `timeout: false` leaves that to the deadlines of the call.
  const response = await fetch(input, { ...init, signal: call.signal, redirect: 'manual', timeout: false } as RequestInit).catch(
    (cause: unknown) => {
      throw unreachable(cause)
    },
  )
  call.answered()
  if (!response.ok) throw refusal(response.status, response.body ? await messageIn(response.body) : '')
  if (!response.body) throw new AppError('upstream_error', 'The model server sent an empty answer; try again.')
  return { headers: response.headers, body: response.body }
}

interface StreamRequest {
  /** Undefined: the server needs TLS. */
  connections: Connections | undefined
  url: string
  /** After the URL of the server. */
  path: string
  headers?: Record<string, string>
  body: object
}

/** Starts an answer that streams: a POST that ends with its call. Throws for anything but a 2xx with a body. */
export async function openStream(
  call: Call,
  refusal: Refusal,
  { connections, url, path, headers, body }: StreamRequest,
): Promise<BodyReader> {
  const json = JSON.stringify(body)
  if (!connections) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: json }
    return (await request(call, refusal, `${url}${path}`, init)).body.getReader()
  }
  const answer = await connections.post(path, json, call.signal).catch((cause: unknown) => {
    throw unreachable(cause)
  })
  call.answered()
  if (answer.status < 200 || answer.status > 299) throw refusal(answer.status, await messageIn(piecesOf(answer.body)))
  return answer.body
}

async function* piecesOf(body: BodyReader): AsyncGenerator<Uint8Array> {
  for (let piece = await body.read(); !piece.done; piece = await body.read()) if (piece.value) yield piece.value
}

const unreachable = (cause?: unknown): AppError =>
  new AppError('unavailable', 'The model server cannot be reached; try again shortly.', { cause, retryAfterMs: 1_000 })

/** The server's message: `{"error": "…"}` from Ollama, `{"error": {"message": "…"}}` from others; empty: none. */
async function messageIn(body: AsyncIterable<Uint8Array>): Promise<string> {
  const text = new TextDecoder().decode(await readBytes(body, ERROR_BYTES_MAX, answerTooLarge))
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown }
    const found = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : (error ?? message)
    return typeof found === 'string' ? found : ''
  } catch {
    return ''
  }
}

export const answerTooLarge = () => new AppError('upstream_error', 'The answer of the model server is too large.')

/** A server that has sent something within this time is not probed. */
const CONFIRMED_MS = 2_000

/** Reports within `connectMs` that a server is unavailable, where a request itself would wait for minutes. */
interface ConnectivityProbe {
  /**
   * Throws `unavailable`. Concurrent calls share one connection. A server that has been confirmed recently needs none, and a
   * server that is confirmed while the connection is made counts as reachable, even if that connection fails.
   */
  check(): Promise<void>
  /** The server has sent something. */
  confirm(): void
}

export function connectivityProbe(url: string, connectMs: number): ConnectivityProbe {
  let confirmedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | undefined
  return {
    check() {
      const startedAt = performance.now()
      if (startedAt - confirmedAt < CONFIRMED_MS) return Promise.resolve()
      running ??= probe(url, connectMs)
        .catch((error: unknown) => {
          if (confirmedAt < startedAt) throw error
        })
        .finally(() => {
          running = undefined
        })
      return running
    },
    confirm() {
      confirmedAt = performance.now()
    },
  }
}

/**
 * Resolves when the address accepts a connection, else throws `unavailable`, after at most `ms`. A stopped server often refuses
 * at once, but an unreachable host drops the packets, and fetch would wait for minutes.
 */
export function probe(url: string, ms: number): Promise<void> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) })
    // After a stall of this process timers run before sockets: two more turns let a connection that was made meanwhile count.
    const timer = setTimeout(() => setImmediate(() => setImmediate(fail)), ms)
    let isConnected = false
    const fail = (cause?: unknown) => {
      if (isConnected) return
      clearTimeout(timer)
      socket.destroy()
      reject(unreachable(cause))
    }
    socket.on('error', fail)
    socket.on('connect', () => {
      isConnected = true
      clearTimeout(timer)
      socket.destroy()
      resolve()
    })
  })
}
