export interface ResponseSink {
  /** The head of the final response is complete. `isKept`: the server takes another request on this connection. */
  head(status: number, isKept: boolean): void
  /** All of the body that arrived together, once for each read. */
  body(piece: Buffer): void
}

type State = 'status' | 'fields' | 'body' | 'chunk size' | 'chunk' | 'chunk end' | 'trailers' | 'over'

const LF = 10
const CR = 13
/** Digits of a size that is read without a text. */
const PLAIN_DIGITS_MAX = 6

/**
 * Reads one response of HTTP/1.1 as it arrives (RFC 9112). Interim responses before it are skipped. A length that two readers
 * could understand differently is refused, so that no byte of one response passes for a part of another.
 */
export class ResponseParser {
  #state: State = 'status'
  /** The beginning of a line whose end has not arrived. */
  #line = ''
  /** Bytes of the body, or of its chunk, that have not arrived. */
  #rest = 0
  #head: ResponseHead | undefined

  constructor(private readonly sink: ResponseSink) {}

  get isOver(): boolean {
    return this.#state === 'over'
  }

  /** Whether all bytes belong to the response; they are written over. Throws for a response that is malformed. */
  read(bytes: Buffer): boolean {
    const body = new JoinedPieces(bytes)
    try {
      return this.#read(bytes, body)
    } finally {
      if (body.end > body.start) this.sink.body(bytes.subarray(body.start, body.end))
    }
  }

  #read(bytes: Buffer, body: JoinedPieces): boolean {
    let at = 0
    while (at < bytes.length && this.#state !== 'over') {
      if (this.#state === 'body' || this.#state === 'chunk') {
        const end = Math.min(bytes.length, at + this.#rest)
        body.add(at, end)
        this.#rest -= end - at
        at = end
        if (this.#rest === 0) this.#state = this.#state === 'chunk' ? 'chunk end' : 'over'
        continue
      }
      const next = this.#line === '' ? this.#plainFraming(bytes, at) : at
      if (next > at) {
        at = next
        continue
      }
      const end = bytes.indexOf(LF, at)
      this.#line += bytes.toString('latin1', at, end === -1 ? bytes.length : end)
      if (end === -1) return true
      const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line
      this.#line = ''
      at = end + 1
      this.#take(line)
    }
    return at === bytes.length
  }

  /** The connection has been closed, which ends a body without a length, and trailers. Throws if the response is incomplete. */
  close() {
    if (this.#rest === Number.POSITIVE_INFINITY || this.#state === 'trailers') this.#state = 'over'
    if (this.#state !== 'over') throw new Error('the connection was closed in the middle of an answer')
  }

  /**
   * The place after the size or the end of a chunk that is whole and has nothing else, as those of nearly all tokens; `at`: it
   * takes the general way.
   */
  #plainFraming(bytes: Buffer, at: number): number {
    if (this.#state === 'chunk end') {
      if (bytes[at] !== CR || bytes[at + 1] !== LF) return at
      this.#state = 'chunk size'
      return at + 2
    }
    if (this.#state !== 'chunk size') return at
    let size = 0
    for (let place = at; place <= at + PLAIN_DIGITS_MAX; place++) {
      const byte = bytes[place] ?? 0
      if (byte === CR && place > at && bytes[place + 1] === LF) {
        this.#beginChunk(size)
        return place + 2
      }
      const digit = hexDigit(byte)
      if (digit < 0) return at
      size = size * 16 + digit
    }
    return at
  }

  #beginChunk(size: number) {
    this.#rest = size
    this.#state = size === 0 ? 'trailers' : 'chunk'
  }

  #take(line: string) {
    if (this.#state === 'fields') {
      if (line === '') this.#begin()
      else this.#head?.add(line)
    } else if (this.#state === 'chunk size') {
      this.#beginChunk(sizeOf(line))
    } else if (this.#state === 'chunk end') {
      if (line !== '') throw malformed('a chunk is longer than its size')
      this.#state = 'chunk size'
    } else if (this.#state === 'trailers') {
      if (line === '') this.#state = 'over'
    } else {
      this.#head = new ResponseHead(line)
      this.#state = 'fields'
    }
  }

  #begin() {
    const head = this.#head
    this.#head = undefined
    if (!head) return
    if (head.status === 101) throw malformed('another protocol was not asked for')
    if (head.status < 200) {
      this.#state = 'status'
      return
    }
    const length = head.bodyLength()
    this.#rest = length ?? 0
    this.#state = length === undefined ? 'chunk size' : length === 0 ? 'over' : 'body'
    this.sink.head(head.status, length !== Number.POSITIVE_INFINITY && head.isKept())
  }
}

/** The pieces of a body that arrived together, moved next to one another: a view of each, and a copy of all, cost more. */
class JoinedPieces {
  start = 0
  end = 0

  constructor(private readonly bytes: Buffer) {}

  add(start: number, end: number) {
    if (this.end === 0) this.start = this.end = start
    if (this.end !== start) this.bytes.copyWithin(this.end, start, end)
    this.end += end - start
  }
}

/** The status line, and the fields that determine where the response ends. */
class ResponseHead {
  readonly status: number
  readonly #isOld: boolean
  readonly #fields = new Map<string, string>()
  /** Name of the last field, which the next line may continue. */
  #name = ''

  constructor(line: string) {
    const [, minor, status] = /^HTTP\/1\.(\d) ([1-9]\d\d)(?: |$)/.exec(line) ?? []
    if (status === undefined) throw malformed('there is no status line')
    this.status = Number(status)
    this.#isOld = minor === '0'
  }

  add(line: string) {
    const isContinued = line.startsWith(' ') || line.startsWith('\t')
    const colon = isContinued ? -1 : line.indexOf(':')
    if (!isContinued) this.#name = line.slice(0, colon).toLowerCase()
    if (colon === 0 || (colon < 0 && !isContinued) || /\s/.test(this.#name)) throw malformed('a field has no name')
    if (/[\r\0]/.test(line)) throw malformed('a field has a character that ends it for some readers')
    if (!FRAMING.has(this.#name)) return
    const before = this.#fields.get(this.#name)
    const value = line.slice(colon + 1).toLowerCase()
    this.#fields.set(this.#name, before === undefined ? value : `${before}${isContinued ? '' : ','}${value}`)
  }

  /** Undefined: it is in chunks; infinite: until the connection is closed. */
  bodyLength(): number | undefined {
    if (this.status === 204 || this.status === 304) return 0
    const codings = this.#list('transfer-encoding').filter((coding) => coding !== 'identity')
    if (codings.length > 1 || (codings[0] ?? 'chunked') !== 'chunked') throw malformed('its transfer coding is unknown')
    if (codings.length === 1) return undefined
    const [length, ...others] = new Set(this.#list('content-length'))
    if (length === undefined) return Number.POSITIVE_INFINITY
    if (others.length > 0 || !/^\d{1,15}$/.test(length)) throw malformed('its length is no number')
    return Number(length)
  }

  /** After a length that an older reader understands differently the connection is not used again. */
  isKept(): boolean {
    const [isChunked, hasLength] = [this.#fields.has('transfer-encoding'), this.#fields.has('content-length')]
    if (isChunked && (hasLength || this.#isOld)) return false
    const wishes = this.#list('connection')
    return this.#isOld ? wishes.includes('keep-alive') : !wishes.includes('close')
  }

  #list(name: string): string[] {
    const items = this.#fields.get(name)?.split(',') ?? []
    return items.map((item) => item.trim())
  }
}

const FRAMING = new Set(['content-length', 'transfer-encoding', 'connection'])

/** The size of a chunk. Longer numbers would not be exact. */
function sizeOf(line: string): number {
  const [, size] = /^([\da-f]{1,13})[ \t]*(?:;|$)/i.exec(line) ?? []
  if (size === undefined) throw malformed('the size of a chunk is no number')
  return Number.parseInt(size, 16)
}

/** Less than 0: none that servers commonly write. */
function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1
}

const malformed = (why: string) => new Error(`the response is malformed: ${why}`)
