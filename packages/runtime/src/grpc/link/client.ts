import { type ClientDuplexStream, Metadata, type MethodDefinition, type StatusObject, status } from '@grpc/grpc-js'
import { startSpan } from '../../trace'
import type { CallLimits } from '../client'
import { MESSAGE_BYTES_MAX } from '../limits'
import type { ClientCalls } from '../metrics'
import { DETAILS_HEADER, fromStatus, stopped } from '../status-details'
import {
  CHUNK_BYTES_MAX,
  decodeError,
  EMPTY,
  encodeOpen,
  Flag,
  type Frame,
  FrameError,
  Kind,
  OPEN_HEAD_BYTES_MAX,
} from './frames'
import { FRAME_COST, type LinkCall, LinkSession } from './session'

type Method = Pick<MethodDefinition<unknown, unknown>, 'path' | 'requestSerialize' | 'responseDeserialize'> & {
  /** The bytes of a large request piece by piece, so that it is never in memory twice; undefined: it is a small one. */
  requestPieces?: (request: unknown) => Iterator<Buffer> | undefined
}

/** The call was not begun: it may be made again in any way. */
export class Refused extends Error {}

/** How long after the cancellation of a stream its reader goes on, so that when many clients leave all are cancelled first. */
const CLEAN_UP_DELAY_MS = 40
/** A request up to this size goes with the open frame. */
const FIRST_BYTES_MAX = CHUNK_BYTES_MAX - OPEN_HEAD_BYTES_MAX

interface LinkEvents {
  /** The process has answered: the link takes calls. */
  ready(): void
  /** The link is old, and takes calls until another one has taken its place. */
  aged(): void
  /** The process leaves. */
  leaving(): void
  ended(error: Error | undefined): void
}

/** One link to one process, as its client. */
export class ClientLink {
  readonly #session: LinkSession
  #nextId = 1
  #isOld = false
  isReady = false
  isGoingAway = false

  constructor(
    private readonly stream: ClientDuplexStream<readonly Buffer[], Buffer>,
    private readonly calls: ClientCalls | undefined,
    private readonly events: LinkEvents,
    isPeerThere: () => Promise<boolean>,
  ) {
    this.#session = new LinkSession(
      stream as never,
      {
        frame: (frame) => this.#accept(frame),
        ended: (error) => {
          this.isGoingAway = true
          events.ended(error)
        },
      },
      () => stream.cancel(),
      isPeerThere,
    )
  }

  get size(): number {
    return this.#session.size
  }

  /** No new calls; ends with its last one. */
  close() {
    this.isGoingAway = true
    if (this.size === 0) this.stream.end()
  }

  destroy() {
    this.#session.fail(new Error('closed'))
  }

  async unary<Res>(method: Method, request: unknown, limits: CallLimits): Promise<Res> {
    const { promise, resolve, reject } = Promise.withResolvers<Res>()
    let reply: Res | undefined
    this.#begin(method, request, limits, {
      reply(value) {
        reply = value as Res
      },
      ended(error) {
        if (error) reject(error)
        else if (reply === undefined) reject(fromStatus({ code: status.INTERNAL, details: 'No reply.' }))
        else resolve(reply)
      },
      drainsAtOnce: true,
    })
    return promise
  }

  async *replies<Res>(method: Method, request: unknown, limits: CallLimits): AsyncGenerator<Res> {
    const replies: { value: Res; cost: number }[] = []
    let over: { error: Error | undefined } | undefined
    let wake: (() => void) | undefined
    const call = this.#begin(method, request, limits, {
      reply(value, cost) {
        replies.push({ value: value as Res, cost })
        wake?.()
      },
      ended(error) {
        over = { error }
        wake?.()
      },
      drainsAtOnce: false,
    })
    try {
      for (let at = 0; ; ) {
        const next = replies[at]
        if (next) {
          at++
          call.taken(next.cost)
          yield next.value
          continue
        }
        replies.length = 0
        at = 0
        if (over) break
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = undefined
      }
      if (over.error) throw over.error
    } catch (error) {
      if (limits.signal.aborted) await Bun.sleep(CLEAN_UP_DELAY_MS)
      throw error
    } finally {
      call.cancel()
    }
  }

  #begin(method: Method, request: unknown, limits: CallLimits, events: CallEvents): ClientCall {
    if (limits.signal.aborted) throw stopped(limits.signal)
    const pieces = method.requestPieces?.(request)
    const bytes = pieces ? EMPTY : method.requestSerialize(request)
    if (bytes.length > MESSAGE_BYTES_MAX) throw tooLarge()
    const id = this.#nextId++
    const call = new ClientCall(id, this.#session, method, limits, events, this.calls, () => {
      this.#session.remove(id)
      if (this.isGoingAway && this.size === 0) this.stream.end()
    })
    this.#session.add(id, call)
    const { path } = method
    const isWhole = !pieces && bytes.length <= FIRST_BYTES_MAX
    const first = isWhole ? bytes : bytes.subarray(0, FIRST_BYTES_MAX)
    const head = { path, deadlineMs: limits.deadlineMs, requestId: limits.requestId, traceparent: call.traceparent }
    this.#session.spend(id, first.length + FRAME_COST)
    this.#session.send(Kind.OPEN, isWhole ? 0 : Flag.MORE, id, encodeOpen(head, first))
    if (!isWhole) this.#session.write(id, bytes.subarray(first.length), false, pieces && call.within(pieces))
    return call
  }

  #accept({ kind, call, flags, payload }: Frame) {
    if (kind === Kind.HELLO) {
      if (this.isReady) return
      this.isReady = true
      this.events.ready()
    } else if (kind === Kind.GO_AWAY && payload.length === 0 && !this.#isOld) {
      this.#isOld = true
      this.events.aged()
    } else if (kind === Kind.GO_AWAY) {
      this.close()
      if (payload.length > 0) this.events.leaving()
    } else if (kind === Kind.OPEN || call >= this.#nextId || (flags & ~7) !== 0) throw new FrameError('a frame of no call')
  }
}

const tooLarge = () =>
  fromStatus({
    code: status.RESOURCE_EXHAUSTED,
    details: `Attempted to send message with a size larger than ${MESSAGE_BYTES_MAX}`,
  })

interface CallEvents {
  reply(value: unknown, cost: number): void
  ended(error: Error | undefined): void
  /** The reply is used as soon as it arrives. */
  drainsAtOnce: boolean
}

class ClientCall implements LinkCall {
  readonly traceparent: string
  readonly #span: ReturnType<typeof startSpan>
  readonly #startedAt = performance.now()
  readonly #deadline: ReturnType<typeof setTimeout>
  readonly #cancelled = () => this.cancel()
  #isOver = false

  constructor(
    private readonly id: number,
    private readonly session: LinkSession,
    private readonly method: Method,
    private readonly limits: CallLimits,
    private readonly events: CallEvents,
    private readonly calls: ClientCalls | undefined,
    private readonly ended: () => void,
  ) {
    this.#span = startSpan(method.path, 'client')
    this.traceparent = this.#span?.traceparent ?? ''
    limits.signal.addEventListener('abort', this.#cancelled)
    this.#deadline = setTimeout(() => {
      this.session.send(Kind.CANCEL, 0, this.id)
      this.#end(fromStatus({ code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded' }), status.DEADLINE_EXCEEDED)
    }, limits.deadlineMs)
  }

  cancel() {
    if (this.#isOver) return
    this.session.send(Kind.CANCEL, 0, this.id)
    this.#end(stopped(this.limits.signal), status.CANCELLED)
  }

  /** The pieces of the request; the call fails when one cannot be made, or all are too large together. */
  *within(pieces: Iterator<Buffer>): Generator<Buffer> {
    let bytes = 0
    try {
      for (let { done, value } = pieces.next(); !done; { done, value } = pieces.next()) {
        bytes += value.length
        if (bytes > MESSAGE_BYTES_MAX) throw tooLarge()
        yield value
      }
    } catch (error) {
      this.session.send(Kind.CANCEL, 0, this.id)
      this.#end(error as Error, status.RESOURCE_EXHAUSTED)
    }
  }

  taken(cost: number) {
    if (!this.#isOver) this.session.taken(this.id, cost)
  }

  message(bytes: Buffer, cost: number) {
    let value: unknown
    try {
      value = this.method.responseDeserialize(bytes)
    } catch (cause) {
      this.session.send(Kind.CANCEL, 0, this.id)
      return this.#end(
        fromStatus({ code: status.INTERNAL, details: 'The reply can’t be read.', cause } as never),
        status.INTERNAL,
      )
    }
    if (this.events.drainsAtOnce) this.taken(cost)
    this.events.reply(value, cost)
  }

  control({ kind, flags, payload }: Frame) {
    if (kind === Kind.END || kind === Kind.DATA) return this.#end(undefined, status.OK)
    if (kind !== Kind.ERROR) throw new FrameError('a frame that no server sends')
    const { code, message, details } = decodeError(payload)
    if ((flags & Flag.REFUSED) !== 0) return this.#end(new Refused(message), code)
    const metadata = new Metadata()
    if (details.length > 0) metadata.set(DETAILS_HEADER, Buffer.from(details))
    this.#end(fromStatus({ code, details: message, metadata } satisfies StatusObject), code)
  }

  drained() {
    // The rest of the request has been sent; nothing waits for it.
  }

  broken(cause: Error) {
    const failure = { code: status.UNAVAILABLE, details: 'The link broke.', cause }
    this.#end(fromStatus(failure), status.UNAVAILABLE)
  }

  #end(error: Error | undefined, code: status) {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#deadline)
    this.limits.signal.removeEventListener('abort', this.#cancelled)
    const name = status[code] ?? 'UNKNOWN'
    this.calls?.ended(this.method.path, name, (performance.now() - this.#startedAt) / 1_000)
    this.#span?.end(code === status.OK ? undefined : name)
    this.ended()
    this.events.ended(error)
  }
}
