import { isUtf8 } from 'node:buffer'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@collabry/runtime/errors'
import { isRecord, wrongField } from '@collabry/runtime/validation'
import { newText, PIECE_BYTES, type Span, scanJson, textEnd } from './json-scanner'

/** Longest part of a field that is read: one character or entry more than its schema allows, so that the schema refuses it. */
export interface FieldBounds {
  charactersMax: number
  entriesMax: number
  bytesMax: number
}

/** The part of a field's JSON Schema that bounds it. */
interface FieldSchema {
  type?: string
  maxLength?: number
  maxItems?: number
  properties?: object
}

/** The names that a body may hold, each with its schema; all others are ignored. */
export type FieldSchemas = Record<string, FieldSchema>

/** The longest text that any field takes. */
const CHARACTERS_MAX = 5_000_000
/** Size of an object with the client's own names, blanks and escapes included; its own limit is far below. */
const OPEN_OBJECT_BYTES_MAX = 262_144
/** Longest time slice, after which the event loop serves other clients. */
const SLICE_MS = 2
const ENTRIES_A_STEP = 256

/**
 * The fields of a body that is a JSON object, without those that are null, because clients send null for optional fields. The
 * rest of the body is not parsed into values. Large bodies are read in slices.
 */
export async function readJsonFields(bytes: Buffer, schemas: FieldSchemas): Promise<Record<string, unknown>> {
  return plainFields(bytes, schemas) ?? scannedFields(bytes, schemas)
}

/** A body up to this size has fewer values, and shorter numbers, than any limit. */
const PLAIN_BYTES_MAX = 1_000
/** A body with at most this many objects and lists can't be nested too deeply, so its depth is not checked. */
const PLAIN_CONTAINERS_MAX = 60

/**
 * The fields of a short body that cannot break a limit, as most are, at a fifth of the cost of the scanner. Undefined: it may
 * break one, or is not a JSON object in UTF-8, and the scanner says why. Without a backslash no text holds half of a surrogate pair.
 */
function plainFields(bytes: Buffer, schemas: FieldSchemas): Record<string, unknown> | undefined {
  if (bytes.length > PLAIN_BYTES_MAX || !isUtf8(bytes)) return undefined
  let containers = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) return undefined
    if (byte === 0x7b || byte === 0x5b) containers++
  }
  if (containers > PLAIN_CONTAINERS_MAX) return undefined
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
  if (!isRecord(body)) return undefined
  const fields: Record<string, unknown> = {}
  for (const name in body) {
    const value = body[name]
    if (value !== null && Object.hasOwn(schemas, name)) fields[name] = value
  }
  return fields
}

async function scannedFields(bytes: Buffer, schemas: FieldSchemas): Promise<Record<string, unknown>> {
  const { isObject, fields } = await inSlices(scanJson(bytes, (name) => Object.hasOwn(schemas, name)))
  if (!isObject) {
    const message = 'must be a JSON object'
    throw new AppError('validation_error', `The body ${message}.`, { fields: [{ field: 'body', message }] })
  }
  const entries: [string, unknown][] = []
  for (const [name, span] of fields) {
    const bounds = boundsOf(schemas[name] ?? {})
    const { start, end } = span
    if (end - start > bounds.bytesMax) throw wrongField(name, `must be at most ${bounds.bytesMax} bytes of JSON`)
    const value = end - start <= PIECE_BYTES ? parse(bytes, start, end) : await inSlices(valueAt(bytes, { ...span }, bounds))
    if (value !== null) entries.push([name, value])
  }
  return Object.fromEntries(entries)
}

/** The value of a short text that is JSON. Errors: validation_error, naming the field that holds it. */
export function jsonOf(text: string, field: string): unknown {
  const bytes = Buffer.from(`{"${field}":${text}}`)
  try {
    for (const _ of scanJson(bytes, () => false));
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error') throw error
    throw wrongField(field, 'must be a JSON object', { cause: error })
  }
  return JSON.parse(text)
}

const boundsOf = ({
  type,
  maxLength = CHARACTERS_MAX,
  maxItems = Number.POSITIVE_INFINITY,
  properties,
}: FieldSchema): FieldBounds => ({
  charactersMax: type === 'string' ? maxLength : CHARACTERS_MAX,
  entriesMax: maxItems,
  bytesMax: type === 'object' && Object.keys(properties ?? {}).length === 0 ? OPEN_OBJECT_BYTES_MAX : Number.POSITIVE_INFINITY,
})

const parse = (bytes: Buffer, start: number, end: number): unknown => JSON.parse(bytes.toString('utf8', start, end))

/** Runs a generator to its end. At each yield the event loop may serve others. */
export async function inSlices<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (let begunMs = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - begunMs < SLICE_MS) continue
    await nextTurn()
    begunMs = performance.now()
  }
}

/** The value at `place.start` of bytes that are JSON; `place` then starts after it. */
export function* valueAt(bytes: Buffer, place: Span, bounds: FieldBounds): Generator<void, unknown> {
  yield* skipBlanks(bytes, place)
  switch (bytes[place.start]) {
    case 0x22:
      return yield* textAt(bytes, place, bounds.charactersMax)
    case 0x7b:
      return yield* objectAt(bytes, place, bounds)
    case 0x5b:
      return yield* listAt(bytes, place, bounds)
    default: {
      const { start } = place
      while (place.start < place.end && isScalar(bytes[place.start])) place.start++
      return parse(bytes, start, place.start)
    }
  }
}

function* listAt(bytes: Buffer, place: Span, bounds: FieldBounds): Generator<void, unknown[]> {
  const list: unknown[] = []
  let entries = 0
  const inner = { ...bounds, entriesMax: Number.POSITIVE_INFINITY, charactersMax: CHARACTERS_MAX }
  for (let more = yield* begins(bytes, place, 0x5d); more; more = yield* goesOn(bytes, place)) {
    const value = yield* valueAt(bytes, place, inner)
    if (list.length <= bounds.entriesMax) list.push(value)
    if (++entries % ENTRIES_A_STEP === 0) yield
  }
  return list
}

function* objectAt(bytes: Buffer, place: Span, bounds: FieldBounds): Generator<void, object> {
  const object = {}
  for (let more = yield* begins(bytes, place, 0x7d); more; more = yield* goesOn(bytes, place)) {
    yield* skipBlanks(bytes, place)
    const name = yield* textAt(bytes, place, CHARACTERS_MAX)
    yield* skipBlanks(bytes, place)
    place.start++
    const value = yield* valueAt(bytes, place, bounds)
    // As JSON.parse does, an inherited name becomes an own property.
    Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })
    yield
  }
  return object
}

/** Steps into a container; false: it is empty, and the place is after it. */
function* begins(bytes: Buffer, place: Span, end: number): Generator<void, boolean> {
  place.start++
  yield* skipBlanks(bytes, place)
  if (bytes[place.start] !== end) return true
  place.start++
  return false
}

/** Steps over a comma, or out of the container. */
function* goesOn(bytes: Buffer, place: Span): Generator<void, boolean> {
  yield* skipBlanks(bytes, place)
  return bytes[place.start++] === 0x2c
}

/** A text up to this size without escapes is read at once. */
const PLAIN_TEXT_BYTES_MAX = 1_048_576

/** The text at `place`, if it is short and holds no escape. */
function plainTextAt(bytes: Buffer, place: Span): string | undefined {
  const start = place.start + 1
  const end = bytes.indexOf(0x22, start)
  if (end - start > PLAIN_TEXT_BYTES_MAX || bytes.subarray(start, end).includes(0x5c)) return undefined
  place.start = end + 1
  return bytes.toString('utf8', start, end)
}

/** A text of at most one character more than it may have: the rest is left out. */
function* textAt(bytes: Buffer, place: Span, charactersMax: number): Generator<void, string> {
  const plain = plainTextAt(bytes, place)
  if (plain !== undefined) return plain.length > charactersMax ? plain.slice(0, charactersMax + 1) : plain
  const state = newText()
  const pieces: string[] = []
  let characters = 0
  for (place.start++; !state.isClosed; ) {
    const { start } = place
    let end = textEnd(bytes, start, Math.min(start + PIECE_BYTES, place.end), state)
    if (!state.isClosed) while (((bytes[end] ?? 0) & 0xc0) === 0x80) end++
    place.start = end
    if (!state.isClosed) yield
    if (characters > charactersMax) continue
    const raw = bytes.toString('utf8', start, state.isClosed ? end - 1 : end)
    const piece: string = raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw
    characters += piece.length
    pieces.push(piece)
  }
  return pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('')
}

function* skipBlanks(bytes: Buffer, place: Span): Generator<void, void> {
  for (let pause = place.start + PIECE_BYTES; isBlank(bytes[place.start]); place.start++) {
    if (place.start < pause) continue
    yield
    pause = place.start + PIECE_BYTES
  }
}

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isScalar = (byte: number | undefined) =>
  byte !== undefined && byte !== 0x2c && byte !== 0x5d && byte !== 0x7d && !isBlank(byte)
