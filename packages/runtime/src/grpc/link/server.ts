import { EventEmitter } from 'node:events'
import {
  type MethodDefinition,
  type ServerDuplexStream,
  type StatusObject,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { AppError } from '../../errors'
import { REQUEST_ID } from '../../request-id'
import { TRACEPARENT } from '../../trace'
import { authenticateLink, type CallerProof, type Callers, type IncomingCall } from '../auth'
import { MESSAGE_BYTES_MAX } from '../limits'
import { DETAILS_HEADER, toStatus } from '../status-details'
import { decodeOpen, encodeError, Flag, type Frame, FrameError, Kind, LEAVING, linkService, type OpenHead } from './frames'
import { type LinkCall, LinkSession } from './session'

/** A caller that has been asked to end its link, and has no calls on it, is cut after this time. */
const UNENDED_MS_MAX = 1_000

/** Calls of one link at once; more are refused, and their callers fall back to calls of their own. */
export const LINK_CALLS_MAX = 8_192

interface Method {
  definition: MethodDefinition<unknown, unknown>
  /** The handler that ordinary gRPC calls use too. */
  handle: (call: ServerCall, reply: Reply) => unknown
}

type Reply = (error: Partial<StatusObject> | null, value?: unknown) => void

interface LinkServerOptions {
  proof: CallerProof
  callers: Callers
  /** After this time a link is to be replaced by a new one. */
  maxAgeMs: number
  /** For this time it takes new calls even so. */
  replacementMs: number
}

/** The links of a server. What comes over them is served by the handlers of its ordinary methods. */
export class LinkServer {
  readonly #methods = new Map<string, Method>()
  readonly #links = new Set<ServerLink>()
  #isDraining = false

  constructor(private readonly options: LinkServerOptions) {}

  /** Uploads stay outside: a link carries calls with one request. */
  addMethods(service: Record<string, MethodDefinition<unknown, unknown>>, handlers: Record<string, unknown>) {
    for (const [name, definition] of Object.entries(service)) {
      const handle = handlers[name] as Method['handle'] | undefined
      if (handle && !definition.requestStream) this.#methods.set(definition.path, { definition, handle })
    }
  }

  /** The implementation of LinkService. */
  readonly implementation: UntypedServiceImplementation = {
    Open: (stream: ServerDuplexStream<Buffer, readonly Buffer[]>) => {
      try {
        const caller = authenticateLink(stream, this.options.proof, this.options.callers)
        const link = new ServerLink(stream, caller, this.#methods, this.options, () => this.#links.delete(link))
        this.#links.add(link)
        if (this.#isDraining) link.leave()
      } catch (failure) {
        stream.on('data', () => undefined)
        stream.emit('error', toStatus(failure))
      }
    },
  }

  static readonly definition = linkService

  /** No new calls; each link ends with its last call. */
  drain() {
    this.#isDraining = true
    for (const link of this.#links) link.leave()
  }
}

class ServerLink {
  readonly #session: LinkSession
  #age: ReturnType<typeof setTimeout>
  #unended: ReturnType<typeof setTimeout> | undefined
  #lastId = 0
  #isGoingAway = false

  constructor(
    private readonly stream: ServerDuplexStream<Buffer, readonly Buffer[]>,
    private readonly caller: string,
    private readonly methods: ReadonlyMap<string, Method>,
    { maxAgeMs, replacementMs }: Pick<LinkServerOptions, 'maxAgeMs' | 'replacementMs'>,
    ended: () => void,
  ) {
    this.#session = new LinkSession(
      stream as never,
      {
        frame: (frame) => this.#accept(frame),
        ended: (error) => {
          clearTimeout(this.#age)
          clearTimeout(this.#unended)
          ended()
          if (!error) stream.end()
        },
      },
      () => stream.emit('error', { code: status.UNAVAILABLE, details: 'The link broke.' }),
    )
    this.#age = setTimeout(() => this.#replace(replacementMs), maxAgeMs)
    this.#age.unref()
    this.#session.send(Kind.HELLO, 0, 0)
  }

  /** The caller opens another link, moves its new calls to it, and ends this one after its last call. */
  #replace(withinMs: number) {
    if (this.#isGoingAway) return
    this.#session.send(Kind.GO_AWAY, 0, 0)
    this.#age = setTimeout(() => this.#isGoingAway || this.#end(), withinMs)
    this.#age.unref()
  }

  /** The process takes no new calls. */
  leave() {
    this.#end(LEAVING)
  }

  #end(payload?: Buffer) {
    this.#isGoingAway = true
    this.#session.send(Kind.GO_AWAY, 0, 0, payload)
    this.#endIfIdle()
  }

  /** The caller ends the link: a call that it begins while it does not know yet is refused, and not broken. */
  #endIfIdle() {
    if (!this.#isGoingAway || this.#session.size > 0) return
    this.#unended ??= setTimeout(() => this.#session.size === 0 && this.stream.end(), UNENDED_MS_MAX)
  }

  #accept(frame: Frame) {
    if (frame.kind !== Kind.OPEN) {
      // A frame for a call that has ended here crossed the end on its way.
      if (frame.call > this.#lastId || frame.kind === Kind.HELLO || frame.kind === Kind.GO_AWAY)
        throw new FrameError('a frame of no call')
      return
    }
    if (frame.call <= this.#lastId) throw new FrameError('a call with an old number')
    this.#lastId = frame.call
    const { head, data } = decodeOpen(frame.payload)
    if (this.#isGoingAway) return this.#refuse(frame.call, status.UNAVAILABLE, 'This link takes no new calls.')
    if (this.#session.size >= LINK_CALLS_MAX) return this.#refuse(frame.call, status.RESOURCE_EXHAUSTED, 'Too many calls.')
    const method = this.methods.get(head.path)
    if (!method) return this.#refuse(frame.call, status.UNIMPLEMENTED, 'There is no such method.')
    const ended = () => {
      this.#session.remove(frame.call)
      this.#endIfIdle()
    }
    const call = new ServerCall(frame.call, this.#session, method, head, this.stream, this.caller, ended)
    this.#session.add(frame.call, call)
    this.#session.data(frame.call, { payload: data, flags: frame.flags })
  }

  #refuse(id: number, code: status, message: string) {
    this.#session.send(Kind.ERROR, Flag.REFUSED, id, encodeError({ code, message, details: Buffer.alloc(0) }))
  }
}

/** A call that came over a link, as the handlers of grpc-js know it. */
class ServerCall extends EventEmitter implements LinkCall, IncomingCall {
  request: unknown
  readonly metadata: IncomingCall['metadata']
  readonly #expiry: ReturnType<typeof setTimeout>
  #isBegun = false
  #isOver = false
  /** A message waits for credit. */
  #isHeldBack = false

  constructor(
    private readonly id: number,
    private readonly session: LinkSession,
    private readonly method: Method,
    private readonly head: OpenHead,
    private readonly stream: IncomingCall,
    readonly provenCaller: string,
    private readonly ended: () => void,
  ) {
    super()
    this.metadata = headers(head)
    this.on('error', (failure: Partial<StatusObject>) => this.#fail(failure))
    this.#expiry = setTimeout(() => this.#cancel(status.DEADLINE_EXCEEDED), Math.min(head.deadlineMs, TIMEOUT_MS_MAX))
    this.#expiry.unref()
  }

  getPath(): string {
    return this.head.path
  }

  getAuthContext() {
    return this.stream.getAuthContext()
  }

  /** False: wait for the event `drain`. */
  write(reply: unknown): boolean {
    if (this.#isOver) return true
    const bytes = this.method.definition.responseSerialize(reply)
    if (bytes.length <= MESSAGE_BYTES_MAX) {
      this.#isHeldBack = !this.session.write(this.id, bytes, false)
      return !this.#isHeldBack
    }
    this.#fail(TOO_LARGE)
    return true
  }

  end() {
    if (this.#isOver) return
    this.session.send(Kind.END, 0, this.id)
    this.#over()
  }

  message(bytes: Buffer) {
    if (this.#isBegun) throw new FrameError('a call with two requests')
    this.#isBegun = true
    try {
      this.request = this.method.definition.requestDeserialize(bytes)
    } catch (cause) {
      return this.#fail(toStatus(new AppError('validation_error', 'The request is not of the type of the method.', { cause })))
    }
    this.method.handle(this, (error, value) => {
      if (error) this.#fail(error)
      else this.#reply(value)
    })
  }

  control({ kind }: Frame) {
    if (kind === Kind.CANCEL) this.#cancel(status.CANCELLED)
    else throw new FrameError('a frame that no caller sends')
  }

  drained() {
    if (this.#isReplying) this.#over()
    else if (this.#isHeldBack) {
      this.#isHeldBack = false
      this.emit('drain')
    }
  }

  broken() {
    if (this.#isOver) return
    this.#isOver = true
    clearTimeout(this.#expiry)
    this.emit('cancelled')
  }

  #isReplying = false

  #reply(value: unknown) {
    if (this.#isOver) return
    const bytes = this.method.definition.responseSerialize(value)
    if (bytes.length > MESSAGE_BYTES_MAX) return this.#fail(TOO_LARGE)
    this.#isReplying = true
    this.session.write(this.id, bytes, true)
  }

  #cancel(code: status) {
    if (this.#isOver) return
    this.#fail({ code, details: code === status.CANCELLED ? 'The call was cancelled.' : 'Deadline exceeded' })
    this.emit('cancelled')
  }

  #fail({ code = status.UNKNOWN, details = '', metadata }: Partial<StatusObject>) {
    if (this.#isOver) return
    const [more] = metadata?.get(DETAILS_HEADER) ?? []
    const payload = { code, message: details, details: Buffer.isBuffer(more) ? more : Buffer.alloc(0) }
    this.session.send(Kind.ERROR, 0, this.id, encodeError(payload))
    this.#over()
  }

  #over() {
    this.#isOver = true
    clearTimeout(this.#expiry)
    this.ended()
  }
}

const TIMEOUT_MS_MAX = 2 ** 31 - 1

const TOO_LARGE = { code: status.RESOURCE_EXHAUSTED, details: `Sent message larger than max (${MESSAGE_BYTES_MAX})` }

/** The two values that handlers read; an object of grpc-js costs more than the rest of a short call. */
function headers({ requestId, traceparent }: OpenHead): IncomingCall['metadata'] {
  return {
    get: (key) => {
      if (key === REQUEST_ID) return [requestId]
      return key === TRACEPARENT && traceparent !== '' ? [traceparent] : []
    },
  }
}
