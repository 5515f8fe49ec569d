import { expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  decodeCredit,
  decodeError,
  decodeFrames,
  decodeMessage,
  decodeOpen,
  encodeCredit,
  encodeError,
  encodeFrame,
  encodeMessage,
  encodeOpen,
  FRAME_BYTES_MAX,
  FrameError,
  Kind,
} from './frames'

const payloads = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
const frames = fc.record({
  kind: fc.integer({ min: 1, max: Kind.GO_AWAY }),
  flags: fc.integer({ min: 0, max: 255 }),
  call: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  payload: payloads,
})

test('frames come back as they were sent, however many a message has', () => {
  fc.assert(
    fc.property(fc.array(frames, { maxLength: 20 }), (sent) => {
      const message = encodeMessage(sent.map(({ kind, flags, call, payload }) => encodeFrame(kind, flags, call, payload)))
      expect([...decodeFrames(decodeMessage(message))]).toEqual(sent)
    }),
  )
})

test('heads, errors and credits come back as they were sent', () => {
  const ascii = fc.string({ unit: fc.constantFrom(...'abcXYZ0189._-/'), maxLength: 128 })
  fc.assert(
    fc.property(ascii, ascii, ascii, fc.nat(2 ** 31), payloads, (path, requestId, traceparent, deadlineMs, data) => {
      const head = { path, requestId, traceparent, deadlineMs }
      expect(decodeOpen(encodeOpen(head, data))).toEqual({ head, data })
    }),
  )
  fc.assert(
    fc.property(fc.nat(16), fc.string({ maxLength: 900 }), payloads, (code, message, details) => {
      const sent = { code, message: message.toWellFormed(), details }
      expect(decodeError(encodeError(sent))).toEqual(sent)
    }),
  )
  expect(decodeCredit(encodeCredit(4_294_967_295))).toBe(4_294_967_295)
})

/** Everything that a link does with a message of its peer. */
function decodeAll(message: Buffer): void {
  for (const { kind, payload } of decodeFrames(decodeMessage(message))) {
    if (kind === Kind.OPEN) decodeOpen(payload)
    if (kind === Kind.ERROR) decodeError(payload)
    if (kind === Kind.CREDIT) decodeCredit(payload)
  }
}

function isRefusedOrRead(message: Buffer): boolean {
  try {
    decodeAll(message)
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
  }
  return true
}

test('garbage is refused as such, and nothing else happens', () => {
  const options = { numRuns: 3_000 }
  const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
  fc.assert(fc.property(garbage, isRefusedOrRead), options)
  const framed = fc.record({ kind: fc.integer({ min: 0, max: 12 }), payload: payloads })
  fc.assert(
    fc.property(framed, ({ kind, payload }) => isRefusedOrRead(encodeMessage([encodeFrame(kind, 0, 1, payload)]))),
    options,
  )
  // One byte of a good message is changed, or its end is missing.
  const good = encodeMessage([
    encodeFrame(
      Kind.OPEN,
      0,
      1,
      encodeOpen({ path: '/a.B/C', requestId: 'r', traceparent: '', deadlineMs: 9 }, Buffer.from('x')),
    ),
    encodeFrame(Kind.CREDIT, 0, 1, encodeCredit(9)),
    encodeFrame(Kind.ERROR, 0, 1, encodeError({ code: 14, message: 'No.', details: Buffer.alloc(3) })),
  ])
  for (let at = 0; at < good.length; at++) {
    for (const byte of [0, 1, 127, 128, 255]) {
      const changed = Buffer.from(good)
      changed[at] = byte
      isRefusedOrRead(changed)
    }
    isRefusedOrRead(good.subarray(0, at))
  }
})

/** With TEST_LONG a hundred times as many. */
const RUNS = process.env.TEST_LONG === '1' ? 30_000 : 300

test('a good message that was torn, spliced, repeated or overwritten anywhere is read or refused as such', () => {
  const head = fc.record({ path: fc.string(), requestId: fc.string(), traceparent: fc.string(), deadlineMs: fc.nat() })
  const payload = fc.oneof(
    payloads,
    fc.tuple(head, payloads).map(([open, data]) => encodeOpen(open, data)),
    fc
      .record({ code: fc.nat(255), message: fc.string({ unit: 'binary' }), details: payloads })
      .map((error) => encodeError({ ...error, message: error.message.toWellFormed() })),
    fc.nat(2 ** 31).map(encodeCredit),
  )
  const message = fc
    .array(fc.record({ kind: fc.nat(Kind.GO_AWAY + 2), flags: fc.nat(255), call: fc.nat(9), payload }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((sent) => encodeMessage(sent.map((frame) => encodeFrame(frame.kind, frame.flags, frame.call, frame.payload))))
  const cut = fc.record({
    kind: fc.constantFrom('tear', 'splice', 'repeat', 'overwrite'),
    at: fc.nat(),
    length: fc.nat(64),
    byte: fc.nat(255),
  })
  fc.assert(
    fc.property(message, fc.array(cut, { minLength: 1, maxLength: 4 }), (good, cuts) => {
      let bytes = good
      for (const { kind, at: anywhere, length, byte } of cuts) {
        const at = bytes.length > 0 ? anywhere % bytes.length : 0
        const [before, cutOut, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)]
        if (kind === 'tear') bytes = Buffer.from(before)
        else if (kind === 'splice') bytes = Buffer.concat([before, after])
        else if (kind === 'repeat') bytes = Buffer.concat([before, cutOut, cutOut, after])
        else bytes = Buffer.concat([before, Buffer.alloc(cutOut.length, byte), after])
      }
      return isRefusedOrRead(bytes)
    }),
    { numRuns: RUNS },
  )
}, 300_000)

test('a frame that claims more than the largest is refused before it is read', () => {
  const frame = encodeFrame(Kind.DATA, 0, 1, Buffer.alloc(FRAME_BYTES_MAX))
  expect(() => [...decodeFrames(frame)]).toThrow(FrameError)
  frame.writeUInt32BE(0xffffffff, 0)
  expect(() => [...decodeFrames(frame)]).toThrow(FrameError)
})
