import { setImmediate } from 'node:timers'
import { releaseBytes } from '../../validation'
import { MESSAGE_BYTES_MAX } from '../limits'
import {
  CHUNK_BYTES_MAX,
  decodeCredit,
  decodeFrames,
  decodeMessage,
  EMPTY,
  encodeCredit,
  encodeFrame,
  Flag,
  type Frame,
  FrameError,
  Kind,
} from './frames'

/** Bytes of frames that one side may send on a call before the other side has taken them. */
export const WINDOW_BYTES = 64 * 1024
/** Frames of one message of the outer stream. */
const BATCH_BYTES_MAX = 1024 * 1024
/** While more waits for a peer that does not read, no call sends data. */
const UNSENT_BYTES_MAX = 4 * 1024 * 1024
/** A peer that reads nothing while even refusals and credits add up to this much is cut off. */
const UNSENT_BYTES_FATAL = 32 * 1024 * 1024

const TICK_MS = 500
/** A tick that comes later than this shows that this process, and perhaps its peer, gets too little of the processor. */
const LATE_MS = 100
/** Silent ticks after which the peer is pinged, and after as many again each time. */
const PING_TICKS = 2
/** Silent ticks in time after which a peer that accepts no connection is dead. */
const GONE_TICKS = 8
/** The same for a peer that accepts connections: the kernel accepts them for a stopped process, too. */
const DEAD_TICKS = 9
/** Silent ticks, in time or late, after which any peer is dead. One that starves together with this process keeps its calls until then. */
const STARVED_TICKS = 30

/** How long a peer has been silent, in ticks of the own process: time in which that did not run counts little. */
export class Silence {
  #ticks = 0
  #ticksInTime = 0
  #lastAt: number

  constructor(now: number) {
    this.#lastAt = now
  }

  /** The peer has given a sign. */
  end() {
    this.#ticks = 0
    this.#ticksInTime = 0
  }

  /** One more tick without a sign, and what is to be done. */
  tick(now: number): 'wait' | 'ping' | 'look' | 'give up' {
    const isInTime = now - this.#lastAt <= TICK_MS + LATE_MS
    this.#lastAt = now
    this.#ticks++
    if (isInTime) this.#ticksInTime++
    if (this.#ticksInTime >= DEAD_TICKS || this.#ticks >= STARVED_TICKS) return 'give up'
    if (this.isLong) return 'look'
    return this.#ticks % PING_TICKS === 0 ? 'ping' : 'wait'
  }

  /** Long enough for a peer that accepts no connections. */
  get isLong(): boolean {
    return this.#ticksInTime >= GONE_TICKS
  }
}

/** The stream that carries a link: a bidirectional gRPC stream from either side. */
interface Wire {
  write(frames: readonly Buffer[]): boolean
  on(event: 'data', listener: (message: Buffer) => void): unknown
  on(event: 'drain' | 'end' | 'close' | 'cancelled', listener: () => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/** A call as its link sees it. */
export interface LinkCall {
  /** A whole message has arrived; `cost` is to be given back by `taken` when it has been used. */
  message(bytes: Buffer, cost: number): void
  /** Any frame but data and credit. */
  control(frame: Frame): void
  /** All data that was written has been sent. */
  drained(): void
  /** The link has ended before the call did. */
  broken(error: Error): void
}

/** Both directions of one call. */
interface Flow {
  call: LinkCall
  /** Bytes that may be sent. */
  credit: number
  unsent: Unsent[]
  /** Bytes that the peer may send. */
  window: number
  /** Bytes that were taken, and not yet given back to the peer as credit. */
  owed: number
  /** The frames of a message that has not arrived whole yet. */
  parts: Assembly | undefined
}

/** A message, or the rest of one, that waits for credit. */
interface Unsent {
  bytes: Buffer
  /** Makes the bytes that follow, when there is room for them. */
  more: Iterator<Buffer> | undefined
  /** The one of these that is being sent; it is given back when it has been copied into frames. */
  piece?: Buffer
  isLast: boolean
}

const ASSEMBLY_BYTES_MIN = 64 * 1024

/** The parts of one message in one buffer, which grows: no part is kept beside it. */
class Assembly {
  #bytes: Buffer = Buffer.allocUnsafeSlow(ASSEMBLY_BYTES_MIN)
  #length = 0

  append(part: Buffer) {
    const length = this.#length + part.length
    if (length > MESSAGE_BYTES_MAX) throw new FrameError('a message is too large')
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(2 * this.#bytes.length, MESSAGE_BYTES_MAX))
      larger.set(this.#bytes.subarray(0, this.#length))
      releaseBytes(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(part, this.#length)
    this.#length = length
  }

  /** In memory of its own size. */
  whole(): Buffer {
    const whole = Buffer.allocUnsafeSlow(this.#length)
    whole.set(this.#bytes.subarray(0, this.#length))
    releaseBytes(this.#bytes)
    return whole
  }
}

interface SessionEvents {
  /** A frame that belongs to no running call: of the link itself, or the open frame of a new one. */
  frame(frame: Frame): void
  /** The link has ended, and so have its calls. */
  ended(error: Error | undefined): void
}

/** One side of a link: its running calls, what is to be sent, and whether the peer is there. */
export class LinkSession {
  readonly #flows = new Map<number, Flow>()
  #batch: Buffer[] = []
  #batchBytes = 0
  #flushing = false
  #isWritable = true
  #silence: Silence | undefined
  #isAsking = false
  #ticker: ReturnType<typeof setInterval> | undefined
  #isOver = false

  constructor(
    private readonly wire: Wire,
    private readonly events: SessionEvents,
    /** Ends the outer stream at once. */
    private readonly destroy: () => void,
    /** Whether somebody accepts connections at the address of the peer; unset: the peer has none. */
    private readonly isPeerThere?: () => Promise<boolean>,
  ) {
    wire.on('data', (message) => this.#receive(message))
    wire.on('drain', () => {
      this.#isWritable = true
      this.#flush()
      this.#pumpAll()
    })
    wire.on('error', (error) => this.fail(error instanceof Error ? error : new Error('the link broke')))
    wire.on('cancelled', () => this.fail(new Error('the peer has left')))
    wire.on('end', () => this.over())
    wire.on('close', () => this.over())
  }

  get size(): number {
    return this.#flows.size
  }

  get isOver(): boolean {
    return this.#isOver
  }

  has(id: number): boolean {
    return this.#flows.has(id)
  }

  add(id: number, call: LinkCall) {
    this.#flows.set(id, { call, credit: WINDOW_BYTES, unsent: [], window: WINDOW_BYTES, owed: 0, parts: undefined })
    this.#ticker ??= this.#startTicker()
  }

  remove(id: number) {
    this.#flows.delete(id)
    if (this.#flows.size > 0 || this.#ticker === undefined) return
    clearInterval(this.#ticker)
    this.#ticker = undefined
  }

  /** Sends a frame with those of this turn of the event loop. */
  send(kind: number, flags: number, id: number, payload?: Buffer) {
    if (this.#isOver) return
    const frame = encodeFrame(kind, flags, id, payload)
    this.#batch.push(frame)
    this.#batchBytes += frame.length
    if (this.#batchBytes > UNSENT_BYTES_FATAL) return this.fail(new Error('the peer reads nothing'))
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => {
      this.#flushing = false
      this.#flush()
    })
  }

  /**
   * Sends a message in frames, as far as the credit of the call allows. False: wait for `drained`. `more` makes the rest of a
   * large one, piece by piece, and must not throw.
   */
  write(id: number, bytes: Buffer, isLast: boolean, more?: Iterator<Buffer>): boolean {
    const flow = this.#flows.get(id)
    if (!flow) return true
    const cost = bytes.length + FRAME_COST
    const fits = !more && bytes.length <= CHUNK_BYTES_MAX && flow.credit >= cost && this.#batchBytes <= UNSENT_BYTES_MAX
    if (fits && flow.unsent.length === 0) {
      flow.credit -= cost
      this.send(Kind.DATA, isLast ? Flag.LAST : 0, id, bytes)
      flow.call.drained()
      return true
    }
    flow.unsent.push({ bytes, more, isLast })
    this.#pump(id, flow)
    return flow.unsent.length === 0
  }

  /** The first part of a request went with the open frame. */
  spend(id: number, bytes: number) {
    const flow = this.#flows.get(id)
    if (flow) flow.credit -= bytes
  }

  /** A message of this cost has been used. */
  taken(id: number, cost: number) {
    const flow = this.#flows.get(id)
    if (flow) this.#repay(id, flow, cost)
  }

  /** Data of a call, which may also arrive with its open frame. */
  data(id: number, { payload, flags }: Pick<Frame, 'payload' | 'flags'>) {
    const flow = this.#flows.get(id)
    if (!flow) return // it has ended here, and the peer did not know yet
    const cost = payload.length + FRAME_COST
    flow.window -= cost
    if (flow.window < 0) throw new FrameError('more data than there was credit for')
    if ((flags & Flag.MORE) !== 0) {
      flow.parts ??= new Assembly()
      flow.parts.append(payload)
      this.#repay(id, flow, cost)
      return
    }
    flow.parts?.append(payload)
    const message = flow.parts?.whole() ?? payload
    flow.parts = undefined
    flow.call.message(message, cost)
  }

  /** Ends the link; every call of it fails. */
  fail(error: Error) {
    if (this.#isOver) return
    this.over(error)
    this.destroy()
  }

  over(error?: Error) {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#ticker)
    this.#ticker = undefined
    this.#batch = []
    const flows = [...this.#flows.values()]
    this.#flows.clear()
    for (const { call } of flows) call.broken(error ?? new Error('the link ended'))
    this.events.ended(error)
  }

  #receive(message: Buffer) {
    if (this.#isOver) return
    this.#silence?.end()
    try {
      for (const frame of decodeFrames(decodeMessage(message))) this.#accept(frame)
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error('the link broke'))
    }
  }

  #accept(frame: Frame) {
    const { kind, call } = frame
    if (kind === Kind.PING) return this.send(Kind.PONG, 0, 0)
    if (kind === Kind.PONG) return
    if (kind === Kind.DATA) {
      this.data(call, frame)
      if ((frame.flags & Flag.LAST) !== 0) this.#flows.get(call)?.call.control(frame)
      return
    }
    const flow = this.#flows.get(call)
    if (kind === Kind.CREDIT) {
      if (!flow) return
      flow.credit += decodeCredit(frame.payload)
      if (flow.credit > WINDOW_BYTES) throw new FrameError('more credit than was spent')
      return this.#pump(call, flow)
    }
    if (flow) flow.call.control(frame)
    else this.events.frame(frame)
  }

  #repay(id: number, flow: Flow, cost: number) {
    flow.owed += cost
    if (flow.owed < WINDOW_BYTES / 2) return
    flow.window += flow.owed
    this.send(Kind.CREDIT, 0, id, encodeCredit(flow.owed))
    flow.owed = 0
  }

  #pump(id: number, flow: Flow) {
    if (flow.unsent.length === 0) return
    for (let next = flow.unsent[0]; next; next = flow.unsent[0]) {
      if (next.more && next.bytes.length === 0) {
        const { done, value } = next.more.next()
        if (this.#flows.get(id) !== flow) return // no more could be made, and the call has ended
        if (done) next.more = undefined
        else next.bytes = next.piece = value
        if (next.more && next.bytes.length === 0) continue
      }
      const size = Math.min(next.bytes.length, CHUNK_BYTES_MAX)
      if (flow.credit < size + FRAME_COST || this.#batchBytes > UNSENT_BYTES_MAX) return
      flow.credit -= size + FRAME_COST
      const isWhole = size === next.bytes.length && !next.more
      this.send(
        Kind.DATA,
        isWhole ? (next.isLast ? Flag.LAST : 0) : Flag.MORE,
        id,
        isWhole ? next.bytes : next.bytes.subarray(0, size),
      )
      if (isWhole) flow.unsent.shift()
      else next.bytes = next.bytes.subarray(size)
      if (next.more && next.bytes.length === 0) {
        if (next.piece) releaseBytes(next.piece)
        next.bytes = EMPTY
      }
    }
    flow.call.drained()
  }

  #pumpAll() {
    for (const [id, flow] of this.#flows) this.#pump(id, flow)
  }

  #flush() {
    while (this.#batch.length > 0 && this.#isWritable && !this.#isOver) {
      let [count, bytes] = [0, 0]
      while (count < this.#batch.length && bytes < BATCH_BYTES_MAX) bytes += this.#batch[count++]?.length ?? 0
      const frames = count === this.#batch.length ? this.#batch : this.#batch.slice(0, count)
      this.#batch = count === this.#batch.length ? [] : this.#batch.slice(count)
      this.#batchBytes -= bytes
      this.#isWritable = this.wire.write(frames)
    }
  }

  async #failIfGone() {
    if (!this.isPeerThere || this.#isAsking) return
    this.#isAsking = true
    const isThere = await this.isPeerThere()
    this.#isAsking = false
    if (!isThere && this.#silence?.isLong) this.fail(new Error('the peer is not there'))
  }

  #startTicker() {
    const silence = new Silence(performance.now())
    this.#silence = silence
    const ticker = setInterval(() => {
      const next = silence.tick(performance.now())
      if (next === 'ping') this.send(Kind.PING, 0, 0)
      else if (next === 'look') void this.#failIfGone()
      else if (next === 'give up') this.fail(new Error('the peer does not answer'))
    }, TICK_MS)
    ticker.unref()
    return ticker
  }
}

/** Cost of a frame besides its payload, so that empty messages are bounded too. */
export const FRAME_COST = 32
