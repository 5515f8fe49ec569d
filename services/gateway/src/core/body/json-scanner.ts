import { isUtf8 } from 'node:buffer'
import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'

/** The place of a value in the bytes of a body. */
export interface Span {
  start: number
  end: number
}

interface ScannedJson {
  isObject: boolean
  /** Fields of the object that are wanted; of a repeated field, the last one. */
  fields: Map<string, Span>
}

/**
 * Maximum number of values in one body; each object, list and text counts, because a short value costs as much memory as a long
 * one.
 */
export const VALUES_MAX = 200_000
/** Deeper than any body of the contract needs, and far from where a recursive reader would run out of stack. */
const DEPTH_MAX = 64
/** Longest number; doubles keep far fewer digits. */
const NUMBER_CHARS_MAX = 1_000
const FIELD_CHARS_MAX = 64

/** Bytes and tokens between two places where the caller may pause. */
export const PIECE_BYTES = 65_536
const TOKENS_A_STEP = 512

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OBJECT, OBJECT_END, LIST, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d]

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'

/**
 * Checks the bytes of a body before values are made of them: that they are JSON in UTF-8, the number of values, the depth of
 * nesting, and that no escape is half of a surrogate pair. Memory does not grow with the values. A syntax error is reported
 * before any other one, unless the body has too many values to be read to its end.
 */
export function* scanJson(bytes: Buffer, isWanted: (name: string) => boolean): Generator<void, ScannedJson> {
  const scan = openScan(bytes, isWanted)
  for (let tokens = 1; ; tokens++) {
    while (!skipBlanks(scan)) yield
    if (scan.at === scan.end) return finish(scan)
    if (!beginToken(scan)) while (!continueText(scan)) yield
    if (tokens % TOKENS_A_STEP === 0) yield
  }
}

interface Scan {
  bytes: Buffer
  isWanted: (name: string) => boolean
  at: number
  /** The first byte that is not UTF-8, or the end. */
  end: number
  line: number
  lineStart: number
  expected: Expected
  values: number
  depth: number
  /** The kinds of the containers around the place, outermost first. */
  containers: Uint8Array
  isObject: boolean
  /** The field of the outermost object that is being read. */
  name: Span
  /** Where the value of that field begins. */
  valueStart: number
  text: TextState
  textStart: number
  fields: Map<string, Span>
  /** Reported at the end, unless the body is not JSON. */
  problem: AppError | undefined
}

function openScan(bytes: Buffer, isWanted: (name: string) => boolean): Scan {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return {
    bytes,
    isWanted,
    at: start,
    end: validEnd(bytes),
    line: 1,
    lineStart: start,
    expected: 'value',
    values: 0,
    depth: 0,
    containers: new Uint8Array(DEPTH_MAX),
    isObject: false,
    name: { start: 0, end: 0 },
    valueStart: 0,
    text: newText(),
    textStart: 0,
    fields: new Map(),
    problem: undefined,
  }
}

/** Returns whether the blanks have ended; if not, call it again. */
function skipBlanks(scan: Scan): boolean {
  const { bytes, end } = scan
  const limit = Math.min(end, scan.at + PIECE_BYTES)
  let { at } = scan
  for (; at < limit; at++) {
    const byte = bytes[at]
    if (byte === 0x0a) {
      scan.line++
      scan.lineStart = at + 1
    } else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) break
  }
  scan.at = at
  return at < limit || at === end
}

function finish(scan: Scan): ScannedJson {
  if (scan.end < scan.bytes.length) throw malformed(scan, UTF_8_EXPECTED)
  if (scan.expected !== 'nothing') throw malformed(scan, `${sentences[scan.expected]} is expected, and the body ends`)
  if (scan.problem) throw scan.problem
  return { isObject: scan.isObject, fields: scan.fields }
}

/** Reads one token; false: it is a text that continues. */
function beginToken(scan: Scan): boolean {
  const byte = scan.bytes[scan.at]
  const { expected } = scan
  switch (expected) {
    case 'nothing':
      throw malformed(scan, 'the end is expected')
    case 'colon':
      if (byte === COLON) return step(scan, 'value')
      throw malformed(scan, 'a colon is expected')
    case 'comma or end':
      if (byte === COMMA) return step(scan, isInObject(scan) ? 'name' : 'value')
      if (byte === (isInObject(scan) ? OBJECT_END : LIST_END)) return leave(scan)
      throw malformed(scan, `a comma or ${isInObject(scan) ? '}' : ']'} is expected`)
    case 'name':
    case 'name or end':
      if (byte === QUOTE) return beginText(scan)
      if (byte === OBJECT_END && expected === 'name or end') return leave(scan)
      throw malformed(scan, `${sentences[expected]} is expected`)
    default:
      if (byte === LIST_END && expected === 'value or end') return leave(scan)
      return beginValue(scan, byte)
  }
}

/** Returns whether the current text has ended; if not, call it again. */
function continueText(scan: Scan): boolean {
  const { text, bytes, end } = scan
  scan.at = textEnd(bytes, scan.at, Math.min(end, scan.at + PIECE_BYTES), text)
  if (text.isWrong) throw malformed(scan, 'an escape or a character that may stand in a text is expected')
  if (!text.isClosed) {
    if (scan.at < end) return false
    throw malformed(scan, end < bytes.length ? UTF_8_EXPECTED : 'the end of a text is expected')
  }
  const isName = scan.expected === 'name' || scan.expected === 'name or end'
  if (text.hasLone) scan.problem ??= loneSurrogate(scan, isName)
  if (isName) endName(scan)
  else endValue(scan)
  return true
}

function step(scan: Scan, expected: Expected): true {
  scan.at++
  scan.expected = expected
  return true
}

function beginText(scan: Scan): false {
  scan.textStart = scan.at++
  scan.text = newText()
  return false
}

function endName(scan: Scan): void {
  if (scan.depth === 1) scan.name = { start: scan.textStart, end: scan.at }
  scan.expected = 'colon'
}

function beginValue(scan: Scan, byte: number | undefined): boolean {
  if (++scan.values > VALUES_MAX) throw scan.problem ?? tooManyValues()
  if (scan.depth === 1) scan.valueStart = scan.at
  if (byte === QUOTE) return beginText(scan)
  if (byte === OBJECT || byte === LIST) return enter(scan, byte)
  const length = scalarLength(scan.bytes, scan.at, scan.end)
  if (length === 0) throw malformed(scan, 'a value is expected')
  if (length > NUMBER_CHARS_MAX) throw wrongField(fieldName(scan), `must have numbers of at most ${NUMBER_CHARS_MAX} characters`)
  scan.at += length
  endValue(scan)
  return true
}

function endValue(scan: Scan): void {
  scan.expected = scan.depth === 0 ? 'nothing' : 'comma or end'
  if (scan.depth !== 1 || !scan.isObject) return
  const name = shortName(scan)
  if (name !== undefined && scan.isWanted(name)) scan.fields.set(name, { start: scan.valueStart, end: scan.at })
}

function enter(scan: Scan, kind: number): true {
  if (scan.depth === DEPTH_MAX) scan.problem ??= wrongField(fieldName(scan), `must be nested at most ${DEPTH_MAX} levels deep`)
  if (scan.depth === 0) scan.isObject = kind === OBJECT
  if (scan.depth === scan.containers.length) {
    const longer = new Uint8Array(2 * scan.depth)
    longer.set(scan.containers)
    scan.containers = longer
  }
  scan.containers[scan.depth++] = kind
  return step(scan, kind === OBJECT ? 'name or end' : 'value or end')
}

function leave(scan: Scan): true {
  scan.depth--
  scan.at++
  endValue(scan)
  return true
}

const isInObject = ({ containers, depth }: Scan): boolean => containers[depth - 1] === OBJECT

/** undefined: longer than any known name. */
const shortName = ({ bytes, name: { start, end } }: Scan): string | undefined =>
  end - start > 6 * FIELD_CHARS_MAX ? undefined : JSON.parse(bytes.toString('utf8', start, end))

function fieldName(scan: Scan): string {
  if (scan.depth === 0 || !scan.isObject) return 'body'
  const start = scan.name.start + 1
  const name = shortName(scan) ?? scan.bytes.toString('utf8', start, start + FIELD_CHARS_MAX)
  return name.toWellFormed().slice(0, FIELD_CHARS_MAX) || 'body'
}

function loneSurrogate(scan: Scan, isName: boolean): AppError {
  if (!isName) return wrongField(fieldName(scan), 'must be well-formed Unicode, without lone surrogates')
  return wrongField(scan.depth === 1 ? 'body' : fieldName(scan), 'must have names of well-formed Unicode')
}

const UTF_8_EXPECTED = 'bytes that are UTF-8 are expected'

function malformed({ bytes, line, lineStart, at }: Scan, rule: string): AppError {
  const column = 1 + charactersIn(bytes, lineStart, at)
  return new AppError('malformed_json', `Send a body that is JSON in UTF-8: in line ${line}, column ${column}, ${rule}.`)
}

const sentences = {
  value: 'a value',
  'value or end': 'a value or ]',
  name: 'a name in double quotes',
  'name or end': 'a name in double quotes or }',
  colon: 'a colon',
  'comma or end': 'a comma or the end of a list or an object',
}

interface TextState {
  isClosed: boolean
  hasPendingHigh: boolean
  /** Half of a surrogate pair was found. */
  hasLone: boolean
  isWrong: boolean
}

export const newText = (): TextState => ({ isClosed: false, hasPendingHigh: false, hasLone: false, isWrong: false })

/** Continues a text at `at`, after its opening quote. Returns the place after the part that was read, which divides no escape. */
export function textEnd(bytes: Uint8Array, at: number, limit: number, text: TextState): number {
  while (at < limit) {
    const byte = bytes[at] ?? 0
    if (byte === BACKSLASH) {
      const length = escapeLength(bytes, at, text)
      if (length === 0) {
        text.isWrong = true
        return at
      }
      at += length
      continue
    }
    if (text.hasPendingHigh) {
      text.hasLone = true
      text.hasPendingHigh = false
    }
    if (byte === QUOTE) {
      text.isClosed = true
      return at + 1
    }
    if (byte < 0x20) {
      text.isWrong = true
      return at
    }
    at++
    for (let next = bytes[at] ?? 0; at < limit && next !== QUOTE && next !== BACKSLASH && next >= 0x20; next = bytes[at] ?? 0)
      at++
  }
  return at
}

/** 0: it is not one. */
function escapeLength(bytes: Uint8Array, at: number, text: TextState): number {
  const kind = String.fromCharCode(bytes[at + 1] ?? 0)
  const code = kind === 'u' ? codeUnitAt(bytes, at + 2) : 0
  const isLow = code >= 0xdc00 && code <= 0xdfff
  if (text.hasPendingHigh !== isLow) text.hasLone = true
  text.hasPendingHigh = code >= 0xd800 && code <= 0xdbff
  if (kind === 'u') return Number.isNaN(code) ? 0 : 6
  return '"\\/bfnrt'.includes(kind) ? 2 : 0
}

function codeUnitAt(bytes: Uint8Array, at: number): number {
  let code = 0
  for (let index = at; index < at + 4; index++) {
    const byte = bytes[index] ?? 0
    const digit =
      byte >= 0x30 && byte <= 0x39
        ? byte - 0x30
        : (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66
          ? (byte | 0x20) - 0x57
          : Number.NaN
    code = code * 16 + digit
  }
  return code
}

const SCALAR = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/

/** Characters of the number or literal at a place; 0: there is none. */
function scalarLength(bytes: Buffer, at: number, end: number): number {
  let stop = at
  while (stop < end && stop - at <= NUMBER_CHARS_MAX && isScalarByte(bytes[stop] ?? 0)) stop++
  if (stop - at > NUMBER_CHARS_MAX) return stop - at
  return SCALAR.test(bytes.toString('latin1', at, stop)) ? stop - at : 0
}

const isScalarByte = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2b ||
  byte === 0x2d ||
  byte === 0x2e ||
  ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)

/** The first byte that is not UTF-8. */
function validEnd(bytes: Buffer): number {
  if (isUtf8(bytes)) return bytes.length
  for (let start = 0; start < bytes.length; ) {
    const next = characterStart(bytes, start + PIECE_BYTES)
    if (!isUtf8(bytes.subarray(start, next))) return firstWrong(bytes, start, next)
    start = next
  }
  return bytes.length
}

function firstWrong(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; ) {
    const next = characterStart(bytes, at + 1)
    if (!isUtf8(bytes.subarray(at, next))) return at
    at = next
  }
  return end
}

/** The first place from here on that is not inside a character. */
function characterStart(bytes: Buffer, from: number): number {
  let at = Math.min(from, bytes.length)
  while (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++
  return at
}

function charactersIn(bytes: Buffer, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at++) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) count++
  return count
}

const tooManyValues = () =>
  new AppError('payload_too_large', `Send a body of at most ${VALUES_MAX} values; objects, lists and texts are counted.`)
