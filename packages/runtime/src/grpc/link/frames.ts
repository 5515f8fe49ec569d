import { releaseBytes } from '../../validation'

/**
 * The frames of a link, and the message that carries those of one turn of the event loop (OpenRequest and OpenResponse of
 * link.proto: field 1, bytes). A frame is: its length after these four bytes (u32), kind (u8), flags (u8), call (u32; 0: the
 * link itself), payload. Integers are big-endian.
 */

/** Largest frame with its length field; longer messages go in several frames, so that others get between them. */
export const FRAME_BYTES_MAX = 16 * 1024
const HEAD_BYTES = 10
/** Longest payload of a data frame. */
export const CHUNK_BYTES_MAX = FRAME_BYTES_MAX - HEAD_BYTES
const TEXT_BYTES_MAX = 255

export const Kind = {
  /** Server to client, first of all: the link takes calls. */
  HELLO: 1,
  /** Begins a call; has the beginning of its request. */
  OPEN: 2,
  /** A message, or the next part of one. */
  DATA: 3,
  /** The call has ended well. */
  END: 4,
  /** The call has failed. */
  ERROR: 5,
  /** The caller does not want the call any more. */
  CANCEL: 6,
  /** Number of bytes that the sender of data may send in addition on this call. */
  CREDIT: 7,
  PING: 8,
  PONG: 9,
  /**
   * Server to client: another link is to take the place of this one, which takes calls until then, for 5 s at most; after the
   * second of these frames it takes none. With `LEAVING` as its payload: the process takes no new calls.
   */
  GO_AWAY: 10,
} as const

const KIND_MAX = Kind.GO_AWAY

export const Flag = {
  /** The message continues in the next data frame of the call. */
  MORE: 1,
  /** On data frames: the call has ended well. */
  LAST: 2,
  /** On error frames: the call was not begun. */
  REFUSED: 4,
} as const

export interface Frame {
  kind: number
  flags: number
  call: number
  payload: Buffer
}

/** Payload of the last frame `GO_AWAY` of a process that drains. Older peers send and read none. */
export const LEAVING = Buffer.of(1)

/** The peer broke the rules of the link. */
export class FrameError extends Error {}

export function encodeFrame(kind: number, flags: number, call: number, payload: Buffer = EMPTY): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.length)
  // By hand, because this runs for each token: the methods of Buffer check their arguments.
  writeUint32(frame, frame.length - 4, 0)
  frame[4] = kind
  frame[5] = flags
  writeUint32(frame, call, 6)
  frame.set(payload, HEAD_BYTES)
  return frame
}

function writeUint32(bytes: Buffer, value: number, at: number) {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

export const EMPTY = Buffer.alloc(0)

/** The frames of one message, in order. Throws a FrameError for bytes that are no whole frames. */
export function* decodeFrames(bytes: Buffer): Generator<Frame> {
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < HEAD_BYTES) throw new FrameError('a frame is cut off')
    const end = at + 4 + bytes.readUInt32BE(at)
    if (end - at < HEAD_BYTES || end - at > FRAME_BYTES_MAX) throw new FrameError('a frame has an impossible length')
    if (end > bytes.length) throw new FrameError('a frame is cut off')
    const kind = bytes[at + 4] ?? 0
    if (kind < 1 || kind > KIND_MAX) throw new FrameError('a frame of an unknown kind')
    yield { kind, flags: bytes[at + 5] ?? 0, call: bytes.readUInt32BE(at + 6), payload: bytes.subarray(at + HEAD_BYTES, end) }
    at = end
  }
}

/** The head of a call. */
export interface OpenHead {
  /** `/package.Service/Method`. */
  path: string
  deadlineMs: number
  requestId: string
  /** Empty: the call is not traced. */
  traceparent: string
}

/** The payload of an open frame: the head, and after it the beginning of the request. */
export function encodeOpen({ path, deadlineMs, requestId, traceparent }: OpenHead, data: Buffer): Buffer {
  const payload = Buffer.allocUnsafe(4 + textBytes(path) + textBytes(requestId) + textBytes(traceparent) + data.length)
  payload.writeUInt32BE(Math.min(Math.max(0, Math.ceil(deadlineMs)), 0xffffffff), 0)
  let at = writeText(payload, path, 4)
  at = writeText(payload, requestId, at)
  at = writeText(payload, traceparent, at)
  payload.set(data, at)
  return payload
}

const textBytes = ({ length }: string) => 1 + Math.min(length, TEXT_BYTES_MAX)

/** Its length and its Latin-1 bytes; gives the place after it. */
function writeText(bytes: Buffer, text: string, at: number): number {
  const length = Math.min(text.length, TEXT_BYTES_MAX)
  bytes[at] = length
  bytes.write(text, at + 1, length, 'latin1')
  return at + 1 + length
}

/** Longest head of an open frame. */
export const OPEN_HEAD_BYTES_MAX = 4 + 3 * (1 + TEXT_BYTES_MAX)

export function decodeOpen(payload: Buffer): { head: OpenHead; data: Buffer } {
  let at = 4
  const text = () => {
    const start = at + 1
    at = start + (payload[at] ?? 0)
    if (start > payload.length || at > payload.length) throw new FrameError('an open frame is cut off')
    return payload.toString('latin1', start, at)
  }
  const [path, requestId, traceparent] = [text(), text(), text()]
  return { head: { path, requestId, traceparent, deadlineMs: payload.readUInt32BE(0) }, data: payload.subarray(at) }
}

/** The status of a failed call: `details` is the value of grpc-status-details-bin. */
interface ErrorPayload {
  code: number
  message: string
  details: Buffer
}

const MESSAGE_BYTES_MAX = 4_096

/** Details that do not fit are left out: code and message say what happened. */
export function encodeError({ code, message, details }: ErrorPayload): Buffer {
  const text = Buffer.from(message).subarray(0, MESSAGE_BYTES_MAX)
  const head = Buffer.allocUnsafe(6)
  head.writeUInt32BE(code, 0)
  head.writeUInt16BE(text.length, 4)
  const fits = head.length + text.length + details.length <= CHUNK_BYTES_MAX
  return Buffer.concat([head, text, fits ? details : EMPTY])
}

export function decodeError(payload: Buffer): ErrorPayload {
  if (payload.length < 6) throw new FrameError('an error frame is cut off')
  const end = 6 + payload.readUInt16BE(4)
  if (end > payload.length) throw new FrameError('an error frame is cut off')
  return { code: payload.readUInt32BE(0), message: payload.toString('utf8', 6, end), details: payload.subarray(end) }
}

export function encodeCredit(bytes: number): Buffer {
  const payload = Buffer.allocUnsafe(4)
  payload.writeUInt32BE(bytes, 0)
  return payload
}

export function decodeCredit(payload: Buffer): number {
  if (payload.length !== 4) throw new FrameError('a credit frame of a wrong length')
  return payload.readUInt32BE(0)
}

const FRAMES_TAG = 0x0a

/**
 * Several frames as an OpenRequest or OpenResponse in protobuf's encoding. It is written by hand, so that each byte is copied
 * once. Each frame is sent once, and its memory is given back.
 */
export function encodeMessage(frames: readonly Buffer[]): Buffer {
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  const head: number[] = [FRAMES_TAG]
  for (let rest = bytes; ; rest >>>= 7) {
    if (rest < 0x80) {
      head.push(rest)
      break
    }
    head.push((rest & 0x7f) | 0x80)
  }
  const message = Buffer.concat([Buffer.from(head), ...frames], head.length + bytes)
  for (const frame of frames) releaseBytes(frame)
  return message
}

/** The bytes of field 1. Other fields are an error: no version of this message has any. */
export function decodeMessage(message: Buffer): Buffer {
  if (message.length === 0) return EMPTY
  if (message[0] !== FRAMES_TAG) throw new FrameError('not a message of a link')
  let [at, length, shift] = [1, 0, 0]
  for (;;) {
    const byte = message[at++]
    if (byte === undefined || shift > 28) throw new FrameError('not a message of a link')
    length += (byte & 0x7f) * 2 ** shift
    shift += 7
    if (byte < 0x80) break
  }
  if (at + length !== message.length) throw new FrameError('not a message of a link')
  return message.subarray(at)
}

/** LinkService of link.proto. This package knows no proto files; a test compares the two. */
export const linkService = {
  Open: {
    path: '/collabry.link.v1.LinkService/Open',
    originalName: 'open',
    requestStream: true,
    responseStream: true,
    requestSerialize: encodeMessage,
    requestDeserialize: keepUndecoded,
    responseSerialize: encodeMessage,
    responseDeserialize: keepUndecoded,
  },
} as const

/** Decoded by the session, which ends the link when it is garbage. */
function keepUndecoded(message: Buffer): Buffer {
  return message
}
