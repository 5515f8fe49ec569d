import { withAbort } from '@collabry/runtime/abort'
import type { Socket } from 'bun'
import { ResponseParser, type ResponseSink } from './response-parser'

/** A body that is read piece by piece, one `read` at a time; what arrived together is one piece. */
export interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  /** Receives nothing more before the next `read`, so that the pieces of a pause arrive together. */
  hold?(): void
}

interface Answer {
  status: number
  body: BodyReader
}

/** Idle connections that are kept, to one server. */
const IDLE_MAX = 256
/** An idle connection is closed after about this time, before balancers between here and there forget it after 60 s. */
const IDLE_SECONDS = 50
/** Bytes of a body that wait for their reader; then the socket is not read. */
const WAITING_BYTES_MAX = 64 * 1024
/** Bytes without a byte of a body: headers, or heads of chunks. */
const FRAMING_BYTES_MAX = 80 * 1024

/**
 * Connections to one model server over HTTP/1.1 without TLS, for answers that stream: with `fetch` each piece of a body passes
 * another thread, which takes longer than all else that is done with it. The running answers bound their number.
 */
export class Connections {
  readonly #idle = new Set<Connection>()
  readonly #address: { hostname: string; port: number }
  readonly #head: string
  readonly #prefix: string

  constructor(url: URL, headers: Record<string, string>) {
    this.#address = { hostname: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 80 }
    this.#prefix = url.pathname.replace(/\/$/, '')
    // Headers refuses line ends in values.
    const lines = [
      ...new Headers({ host: url.host, accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'collabry', ...headers }),
    ]
    this.#head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  }

  /** Sends a POST with a JSON body; resolves with the head of the answer. Until that is complete, the signal closes its connection. */
  async post(path: string, json: string, signal: AbortSignal): Promise<Answer> {
    const body = Buffer.from(json)
    const head = `POST ${this.#prefix}${path} HTTP/1.1\r\n${this.#head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
    const request = Buffer.concat([Buffer.from(head, 'latin1'), body])
    // The one that has been idle for longest.
    const [idle] = this.#idle
    if (idle) {
      this.#idle.delete(idle)
      const answer = await idle.ask(request, signal)
      // Otherwise the server closed it when the request was on its way.
      if (answer) return answer
    }
    const opened = await Connection.open(this.#address, this.#idle, signal)
    const answer = await opened.ask(request, signal)
    if (!answer) throw new Error('the connection was closed before an answer')
    return answer
  }
}

/** The connections to a server, if they can be plain ones. */
export function plainConnections(server: string, headers: Record<string, string> = {}): Connections | undefined {
  const url = new URL(server)
  return url.protocol === 'http:' && url.username === '' ? new Connections(url, headers) : undefined
}

const HANDLERS = {
  data: ({ data }: Socket<Connection>, bytes: Buffer) => data.received(bytes),
  timeout: ({ data }: Socket<Connection>) => data.close(),
  close: ({ data }: Socket<Connection>) => data.closed(),
  error: ({ data }: Socket<Connection>) => data.close(),
}

/** While a request waits to be sent. Bun calls `drain` when a socket is paused and when it is resumed, too. */
const SENDING_HANDLERS = { ...HANDLERS, drain: ({ data }: Socket<Connection>) => data.drained() }

class Connection {
  #socket: Socket<Connection> | undefined
  #answer: RunningAnswer | undefined
  #unsent: Buffer | undefined
  #isHeld = false

  private constructor(private readonly idle: Set<Connection>) {}

  static async open(
    address: { hostname: string; port: number },
    idle: Set<Connection>,
    signal: AbortSignal,
  ): Promise<Connection> {
    const connection = new Connection(idle)
    const connecting = Bun.connect<Connection>({ ...address, socket: HANDLERS, data: connection })
    try {
      connection.#socket = await withAbort(connecting, signal)
    } catch (error) {
      // Bun.connect takes no signal: a connection that is made after it is closed at once.
      connecting.then((socket) => socket.terminate()).catch(() => undefined)
      throw error
    }
    return connection
  }

  /** Undefined: the connection was closed before a byte of an answer. */
  async ask(request: Buffer, signal: AbortSignal): Promise<Answer | undefined> {
    if (signal.aborted) {
      this.close()
      throw signal.reason
    }
    this.#socket?.timeout(0)
    this.#answer = new RunningAnswer(this, signal)
    this.#send(request)
    return this.#answer.begun
  }

  #send(bytes: Buffer) {
    const sent = this.#socket?.write(bytes) ?? -1
    if (sent < 0) return this.closed()
    const unsent = sent < bytes.length ? bytes.subarray(sent) : undefined
    if (!unsent !== !this.#unsent) this.#socket?.reload({ socket: unsent ? SENDING_HANDLERS : HANDLERS })
    this.#unsent = unsent
  }

  drained() {
    if (this.#unsent) this.#send(this.#unsent)
  }

  received(bytes: Buffer) {
    // An idle connection has nothing to say.
    if (this.#answer) this.#answer.received(bytes)
    else this.close()
  }

  hold() {
    if (!this.#isHeld) this.#socket?.pause()
    this.#isHeld = true
  }

  resume() {
    if (this.#isHeld) this.#socket?.resume()
    this.#isHeld = false
  }

  /** The answer is complete: the next one may come over this connection, if both sides keep it. */
  release(isKept: boolean) {
    this.#answer = undefined
    if (!isKept || this.#unsent || this.idle.size >= IDLE_MAX) return this.close()
    this.resume()
    this.#socket?.timeout(IDLE_SECONDS)
    // Sockets are read between the two: bytes that follow the answer close the connection, and are not those of the next one.
    setImmediate(() => setImmediate(() => this.#socket && this.idle.add(this)))
  }

  close() {
    this.#socket?.terminate()
  }

  closed() {
    this.#socket = undefined
    this.idle.delete(this)
    this.#answer?.closed()
    this.#answer = undefined
  }
}

class RunningAnswer implements BodyReader, ResponseSink {
  readonly #parser = new ResponseParser(this)
  readonly #begun = Promise.withResolvers<Answer | undefined>()
  readonly begun = this.#begun.promise
  #isKept = false
  #isOver = false
  /** Why the body ends before its end. */
  #failure: unknown
  #pieces: Uint8Array[] = []
  #waitingBytes = 0
  /** Since the last byte of the body; undefined: nothing has arrived yet. */
  #framingBytes: number | undefined
  #reading: PromiseWithResolvers<{ done: boolean; value?: Uint8Array }> | undefined

  constructor(
    private readonly connection: Connection,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this)
  }

  head(status: number, isKept: boolean) {
    this.#isKept = isKept
    this.#begun.resolve({ status, body: this })
  }

  body(piece: Buffer) {
    this.#framingBytes = 0
    this.#waitingBytes += piece.length
    this.#pieces.push(piece)
  }

  /** The signal has aborted. */
  handleEvent() {
    this.#end(this.signal.reason)
    this.connection.close()
  }

  received(bytes: Buffer) {
    if (this.#isOver) return
    this.#framingBytes = (this.#framingBytes ?? 0) + bytes.length
    try {
      // More bytes than those of the answer are not the next one.
      if (!this.#parser.read(bytes)) this.#isKept = false
      if (this.#framingBytes > FRAMING_BYTES_MAX) throw new Error('the framing of the answer is too long')
    } catch (error) {
      this.#end(error)
      return this.connection.close()
    }
    this.#isOver = this.#parser.isOver
    if (this.#isOver) this.#release()
    this.#deliver()
    if (this.#waitingBytes > WAITING_BYTES_MAX && !this.#isOver) this.connection.hold()
  }

  /** The connection has been closed. A body without a length ends so. */
  closed() {
    this.signal.removeEventListener('abort', this)
    if (this.#framingBytes === undefined) this.#begun.resolve(undefined)
    try {
      if (!this.#isOver) this.#parser.close()
      this.#end(undefined)
    } catch (error) {
      this.#end(error)
    }
  }

  hold() {
    if (!this.#isOver) this.connection.hold()
  }

  read(): Promise<{ done: boolean; value?: Uint8Array }> {
    this.#reading = Promise.withResolvers()
    const { promise } = this.#reading
    if (!this.#isOver) this.connection.resume()
    this.#deliver()
    return promise
  }

  #release() {
    this.signal.removeEventListener('abort', this)
    this.connection.release(this.#isKept)
  }

  #end(failure: unknown) {
    this.#failure ??= failure
    this.#isOver = true
    if (failure !== undefined) this.#begun.reject(failure)
    this.#deliver()
  }

  #deliver() {
    const reading = this.#reading
    if (!reading) return
    const [first] = this.#pieces
    if (first) {
      reading.resolve({ done: false, value: this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces) })
      this.#pieces = []
      this.#waitingBytes = 0
    } else if (this.#failure !== undefined) reading.reject(this.#failure)
    else if (this.#isOver) reading.resolve({ done: true })
    else return
    this.#reading = undefined
  }
}

/** Up to this many answers stream without pauses: what arrives in one turn of the event loop is merged anyway. */
const UNPACED_ANSWERS = 256
/** Above that, every further answers of this number make each pause longer by 1 ms. */
const ANSWERS_PER_MS = 4
/** A reader sees no gap of it. */
const PAUSE_MS_MAX = 30

/** Paces how often all answers of a process read from their model servers. */
export interface ReadPacing {
  /** Counts one more streaming answer, until the returned function is called. */
  add(): () => void
  /**
   * The pause before an answer reads on, in which its body receives nothing. While few answers stream there is none, or some turns
   * of the event loop for an answer that is shown as a whole.
   */
  pause(body?: BodyReader, isWhole?: boolean): Promise<void> | undefined
}

/**
 * After each text an answer pauses before it reads the next one. The text that the model produces meanwhile arrives as one piece
 * and crosses two processes at the cost of one. The pause grows with the number of answers, so that a busy core takes fewer and
 * larger steps instead of falling behind. All answers share one pause, so that their messages share packets. The pause begins
 * when the texts that have arrived have been sent on: before that, this process could not read the next ones anyway.
 */
export function readPacing(wait: (ms: number) => Promise<void> = Bun.sleep): ReadPacing {
  let answers = 0
  let shared: Promise<void> | undefined
  let turns: Promise<void> | undefined
  return {
    add() {
      answers++
      return () => {
        answers--
      }
    },
    pause(body, isWhole = false) {
      const ms = Math.min(PAUSE_MS_MAX, (answers - UNPACED_ANSWERS) / ANSWERS_PER_MS)
      if (ms <= 0 && !isWhole) return undefined
      if (ms <= 0) {
        turns ??= relayed().then(() => {
          turns = undefined
        })
        return turns
      }
      body?.hold?.()
      shared ??= relayed()
        .then(() => wait(ms))
        .then(() => {
          shared = undefined
        })
      return shared
    },
  }
}

/** Turns of the event loop until texts have been sent on: one reads them, one makes messages of them, one sends those. */
const RELAY_TURNS = 3

async function relayed(): Promise<void> {
  for (let turn = 0; turn < RELAY_TURNS; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}
