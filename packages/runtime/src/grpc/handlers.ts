import { once } from 'node:events'
import type { handleClientStreamingCall, handleServerStreamingCall, handleUnaryCall, ServerReadableStream } from '@grpc/grpc-js'
import { AppError } from '../errors'
import { isRequestId, newRequestId, REQUEST_ID } from '../request-id'
import { type Span, stepsWithin, within } from '../trace'
import type { Calling } from './auth'
import { toStatus } from './status-details'

/** What a handler knows of its call. */
export interface CallContext {
  /** Aborts when the caller cancels, its deadline passes or its connection breaks, and when the server has drained for too long. */
  signal: AbortSignal
  requestId: string
  /** Name of the calling service. */
  caller: string
}

/** Decides who calls, and is told how calls end; the server gives it to every handler. */
export interface CallGate {
  /** Throws unless the caller may use the method. The controller aborts when the server has drained for too long. */
  enter(call: Calling & { getPath(): string }): Entered
}

export interface Entered {
  caller: string
  abort: AbortController
  /** Of the call, while tracing is on. */
  span: Span | undefined
  /** The call has ended; without a failure, well. */
  leave(failure?: unknown): void
}

interface Call extends Calling {
  getPath(): string
  on(event: 'cancelled', listener: () => void): unknown
}

/** A handler before it is bound to the gate of its server. */
export type Handler<Bound> = (gate: CallGate) => Bound

/** One request, one reply. */
export const unary =
  <Req, Res>(implementation: (request: Req, context: CallContext) => Promise<Res>): Handler<handleUnaryCall<Req, Res>> =>
  (gate) =>
  (call, reply) => {
    answer(gate, call, async (context) => implementation(named(call.request), context), reply)
  }

/** Many requests, one reply. The requests are read one by one, so that a slow handler holds back the sender. */
export const clientStream =
  <Req, Res>(
    implementation: (requests: AsyncIterable<Req>, context: CallContext) => Promise<Res>,
  ): Handler<handleClientStreamingCall<Req, Res>> =>
  (gate) =>
  (call, reply) => {
    answer(gate, call, async (context) => implementation(readRequests<Req>(call, context.signal), context), reply)
  }

/** One request, many replies. A reader that does not read holds back the generator; the generator's `finally` always runs. */
export const serverStream =
  <Req, Res>(
    implementation: (request: Req, context: CallContext) => AsyncIterable<Res>,
  ): Handler<handleServerStreamingCall<Req, Res>> =>
  (gate) =>
  async (call) => {
    let entered: Entered | undefined
    try {
      entered = begin(gate, call)
      const { signal } = entered.abort
      const replies = implementation(named(call.request), context(entered, call))
      for await (const reply of stepsWithin(entered.span, replies)) {
        if (signal.aborted) break
        if (!call.write(reply)) await once(call, 'drain', { signal })
      }
      if (signal.aborted) throw signal.reason
      entered.leave()
      call.end()
    } catch (failure) {
      call.emit('error', toStatus(failed(entered, failure)))
    }
  }

function begin(gate: CallGate, call: Call): Entered {
  const entered = gate.enter(call)
  call.on('cancelled', () => entered.abort.abort(new AppError('cancelled', 'The caller cancelled.')))
  return entered
}

function context({ caller, abort }: Entered, { metadata }: Call): CallContext {
  const sent = String(metadata.get(REQUEST_ID)[0] ?? '')
  return { signal: abort.signal, requestId: isRequestId(sent) ? sent : newRequestId(), caller }
}

/** An aborted call failed for the reason it was aborted, whatever its implementation threw on the way out. */
function failed(entered: Entered | undefined, failure: unknown): unknown {
  const reason = entered?.abort.signal.aborted ? entered.abort.signal.reason : failure
  entered?.leave(reason)
  return reason
}

async function answer<Res>(
  gate: CallGate,
  call: Call,
  implementation: (context: CallContext) => Promise<Res>,
  reply: (error: ReturnType<typeof toStatus> | null, value?: Res) => void,
): Promise<void> {
  let entered: Entered | undefined
  try {
    entered = begin(gate, call)
    const known = context(entered, call)
    const value = await within(entered.span, () => implementation(known))
    entered.leave()
    reply(null, value)
  } catch (failure) {
    reply(toStatus(failed(entered, failure)))
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
