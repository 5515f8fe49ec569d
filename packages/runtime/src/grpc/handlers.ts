import { once } from 'node:events'
import type { handleClientStreamingCall, handleServerStreamingCall, handleUnaryCall, ServerReadableStream } from '@grpc/grpc-js'
import { AppError } from '../errors'
import { isRequestId, newRequestId, REQUEST_ID } from '../request-id'
import { iterateInSpan, runInSpan, type Span } from '../trace'
import type { IncomingCall } from './auth'
import { toStatus } from './status-details'

/** The circumstances of a call, for its handler. */
export interface CallContext {
  /** Aborts when the caller cancels, its deadline passes, its connection breaks, or the server ends its grace time. */
  signal: AbortSignal
  requestId: string
  /** Name of the calling service. */
  caller: string
}

/** The running calls of a server: verifies callers, counts calls and can abort them. Every handler gets it. */
export interface CallRegistry {
  /** Throws unless the caller may use the method. The controller aborts when the server ends its grace time. */
  begin(call: IncomingCall): ActiveCall
}

interface ActiveCall {
  caller: string
  abort: AbortController
  /** Undefined while tracing is off. */
  span: Span | undefined
  /** The call has ended, successfully unless there is a failure. */
  end(failure?: unknown): void
}

interface Call extends IncomingCall {
  on(event: 'cancelled', listener: () => void): unknown
}

/** A handler before it is bound to its server. */
export type Handler<Bound> = (calls: CallRegistry) => Bound

/** One request, one reply. */
export const unary =
  <Req, Res>(implementation: (request: Req, context: CallContext) => Promise<Res>): Handler<handleUnaryCall<Req, Res>> =>
  (calls) =>
  (call, reply) => {
    answer(calls, call, async (context) => implementation(named(call.request), context), reply)
  }

/** Many requests, one reply. The requests are read one by one, so that a slow handler holds back the sender. */
export const clientStream =
  <Req, Res>(
    implementation: (requests: AsyncIterable<Req>, context: CallContext) => Promise<Res>,
  ): Handler<handleClientStreamingCall<Req, Res>> =>
  (calls) =>
  (call, reply) => {
    answer(calls, call, async (context) => implementation(readRequests<Req>(call, context.signal), context), reply)
  }

/**
 * One request, many replies. A reader that does not read holds back the generator; the generator's `finally` always runs. When
 * it is left before its end, the signal has aborted, which ends whatever it waits for.
 */
export const serverStream =
  <Req, Res>(
    implementation: (request: Req, context: CallContext) => AsyncIterable<Res>,
  ): Handler<handleServerStreamingCall<Req, Res>> =>
  (calls) =>
  async (call) => {
    let active: ActiveCall | undefined
    try {
      active = begin(calls, call)
      const { signal } = active.abort
      const replies = implementation(named(call.request), context(active, call))
      for await (const reply of iterateInSpan(active.span, replies)) {
        if (signal.aborted) break
        if (!written(active, call, reply)) await once(call, 'drain', { signal })
      }
      if (signal.aborted) throw signal.reason
      active.end()
      call.end()
    } catch (failure) {
      call.emit('error', toStatus(failed(active, failure)))
    }
  }

/** False: wait for the event `drain`. A reply that can't be written ends the call, before its generator is asked to end. */
function written<Res>({ abort }: ActiveCall, call: { write(reply: Res): boolean }, reply: Res): boolean {
  try {
    return call.write(reply)
  } catch (failure) {
    abort.abort(failure)
    throw failure
  }
}

function begin(calls: CallRegistry, call: Call): ActiveCall {
  const active = calls.begin(call)
  call.on('cancelled', () => active.abort.abort(new AppError('cancelled', 'The caller cancelled.')))
  return active
}

function context({ caller, abort }: ActiveCall, { metadata }: Call): CallContext {
  const sent = String(metadata.get(REQUEST_ID)[0] ?? '')
  return { signal: abort.signal, requestId: isRequestId(sent) ? sent : newRequestId(), caller }
}

/** The error of an aborted call is the reason of the abort, whatever its implementation threw afterwards. */
function failed(active: ActiveCall | undefined, failure: unknown): unknown {
  const reason = active?.abort.signal.aborted ? active.abort.signal.reason : failure
  active?.end(reason)
  return reason
}

async function answer<Res>(
  calls: CallRegistry,
  call: Call,
  implementation: (context: CallContext) => Promise<Res>,
  reply: (error: ReturnType<typeof toStatus> | null, value?: Res) => void,
): Promise<void> {
  let active: ActiveCall | undefined
  try {
    active = begin(calls, call)
    const known = context(active, call)
    const value = await runInSpan(active.span, () => implementation(known))
    active.end()
    reply(null, value)
  } catch (failure) {
    reply(toStatus(failed(active, failure)))
  }
}

async function* readRequests<Req>(call: ServerReadableStream<Req, unknown>, signal: AbortSignal): AsyncGenerator<Req> {
  const stop = () => call.destroy(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    for await (const request of call) yield named(request as Req)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const USER_ID_MAX = 256

/** Identity is an explicit field of every message: one without it goes no further. */
function named<Req>(request: Req): Req {
  const { userId } = request as { userId?: unknown }
  if (typeof userId === 'string' && userId.length >= 1 && userId.length <= USER_ID_MAX) return request
  throw new AppError('validation_error', `user_id: give the user on whose behalf you call, 1 to ${USER_ID_MAX} characters.`, {
    fields: [{ field: 'user_id', message: `1 to ${USER_ID_MAX} characters` }],
  })
}
