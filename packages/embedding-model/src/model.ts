import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Encoder, openEncoder, POSITIONS_MAX, WIDTH, type WorkspaceName } from './encoder'
import { DESCRIPTION, parameterReader } from './parameters'
import { tokenTable } from './token-table'
import {
  BEGINNING_ID,
  createTokenizer,
  END_ID,
  normalize,
  type Pieces,
  SPACE_MARK,
  type Tokenizer,
  type Tokens,
} from './tokenizer'

export const WEIGHTS_DIRECTORY = join(import.meta.dir, '..', 'weights')

/** Maximum number of windows, of equal length, in which a longer text is embedded. */
const WINDOWS_MAX = 2
const SPECIAL_TOKENS = 2
const CONTENT_MAX = POSITIONS_MAX - SPECIAL_TOKENS
/** Far more than those windows hold: the rest of a text of a million characters would be cut into tokens for half a second. */
const TEXT_CHARS_MAX = 32_768
/** More rows at once don’t stay in the cache of a core. */
const BATCH_ROWS_MAX = 256

export interface EmbeddedText {
  /** A vector of length 1. */
  vector: Float32Array
  /** The text is over the model’s limit; only its beginning was embedded. */
  isCut: boolean
}

/** A question, and its words in their order. */
export interface AskedQuestion {
  text: string
  words: string[]
}

/** For each word of a question the cosine of what it means there with the nearest token of a text. */
export type WordsMet = number[]

export interface LocalModel extends Disposable {
  /** Pauses every few milliseconds. Texts may be left waiting while those in another workspace are embedded. */
  embed(texts: string[], workspace: WorkspaceName): Generator<void, EmbeddedText[]>
  /** How the words of a question are met by each text. It pauses, too. What was made of a text is kept for ten minutes: the next question often concerns it. */
  compare(question: AskedQuestion, texts: string[], workspace: WorkspaceName): Generator<void, WordsMet[]>
}

/** Loads multilingual-e5-small. */
export function openModel(directory = WEIGHTS_DIRECTORY): LocalModel {
  const tokens = openSync(join(directory, 'tokens.bin'), 'r')
  const table = tokenTable(tokens)
  const tokenizer = readTokenizer(directory)
  const encoder = readEncoder(join(directory, 'encoder.bin'))

  /** The rows of each window, with those of its beginning and its end. */
  function* encode(windows: Window[], workspace: WorkspaceName): Generator<void, Float32Array[]> {
    const all: Float32Array[] = []
    for (const batch of batches(windows)) {
      const ids = batch.map((window) => [BEGINNING_ID, ...window.ids, END_ID])
      const read = (rows: Float32Array) => {
        for (const [at, id] of ids.flat().entries()) table.read(id, rows.subarray(at * WIDTH, (at + 1) * WIDTH))
      }
      const counts = ids.map(({ length }) => length)
      all.push(...(yield* encoder.encode(counts, read, workspace)))
    }
    return all
  }
  return {
    *embed(texts, workspace) {
      const tokenized = texts.map((text) => tokenizer.encode(text.slice(0, TEXT_CHARS_MAX)))
      const sums = texts.map(() => new Float32Array(WIDTH))
      const windows = tokenized.flatMap(windowsOf)
      for (const [at, rows] of (yield* encode(windows, workspace)).entries()) {
        const window = windows[at]
        if (window) add(sums[window.text], mean(rows), Math.max(1, window.ids.length))
      }
      return sums.map((sum, text) => {
        const isCut = (tokenized[text]?.length ?? 0) > WINDOWS_MAX * CONTENT_MAX || (texts[text]?.length ?? 0) > TEXT_CHARS_MAX
        return { vector: normalized(sum), isCut }
      })
    },
    compare: comparer(tokenizer, encode),
    [Symbol.dispose]: () => closeSync(tokens),
  }
}

/** Rows that are kept: some 25 KB a sentence. */
const KEPT_BYTES_MAX = 4_000_000
const KEPT_MS = 600_000
/** Numbers of a row, whose length is 1, are kept as integers: a product of two rows has 32 bits. */
const UNIT = 2_047

/** A text that is compared, as the model reads it. */
interface Meaning {
  /** Rows of its tokens, without its prefix. */
  rows: Int16Array
  /** Where each token begins in the UTF-8 of `text`, as in `Tokens`. */
  starts: Uint32Array
  text: string
}

type Encode = (windows: Window[], workspace: WorkspaceName) => Generator<void, Float32Array[]>

/** A text with its prefix. */
interface Prefixed {
  prefix: string
  text: string
  /** No text of a user is kept. */
  key: string
}

const prefixed = (prefix: string, text: string): Prefixed => ({
  prefix,
  text,
  key: createHash('sha256')
    .update(prefix + text)
    .digest('base64'),
})

function comparer(tokenizer: Tokenizer, encode: Encode): LocalModel['compare'] {
  const { query, document } = DESCRIPTION.prefixes
  const kept = new Map<string, Meaning & { sinceMs: number }>()

  function* meanings(texts: Prefixed[], workspace: WorkspaceName): Generator<void, Meaning[]> {
    for (const [key, { sinceMs }] of kept) if (performance.now() - sinceMs > KEPT_MS) kept.delete(key)
    const known = new Map<string, Meaning | undefined>(texts.map(({ key }) => [key, kept.get(key)]))
    const missing = texts.filter(({ key }) => known.get(key) === undefined)
    const tokenized = missing.map(({ prefix, text }) => tokenizer.tokenize((prefix + text).slice(0, TEXT_CHARS_MAX)))
    const windows = tokenized.map(({ ids }, text) => ({ text, ids: ids.subarray(0, CONTENT_MAX) }))
    for (const [at, rows] of (yield* encode(windows, workspace)).entries()) {
      const [text, tokens] = [missing[at], tokenized[at]]
      if (text === undefined || tokens === undefined) continue
      const meaning = meaningOf(rows, tokens, text.prefix)
      known.set(text.key, meaning)
      kept.set(text.key, { ...meaning, sinceMs: performance.now() })
    }
    let bytes = kept.values().reduce((sum, { rows }) => sum + rows.byteLength, 0)
    for (const [key, { rows }] of kept) {
      if (bytes <= KEPT_BYTES_MAX) break
      bytes -= rows.byteLength
      kept.delete(key)
    }
    return texts.flatMap(({ key }) => known.get(key) ?? [])
  }

  return function* compare(question, texts, workspace) {
    const all = [prefixed(query, question.text), ...texts.map((text) => prefixed(document, text))]
    const [asked, ...others] = yield* meanings(all, workspace)
    if (asked === undefined) return []
    const places = placesOf(question.words, asked)
    const compared: WordsMet[] = []
    for (const other of others) {
      compared.push(places.map((rows) => nearness(rows, asked, other)))
      yield
    }
    return compared
  }
}

function meaningOf(all: Float32Array, { starts, text }: Tokens, prefix: string): Meaning {
  const before = SPACE_MARK + prefix.trimEnd()
  const beforeBytes = Buffer.byteLength(before)
  const own = starts.subarray(0, CONTENT_MAX)
  const from = own.filter((start) => start < beforeBytes).length
  const rows = new Int16Array((own.length - from) * WIDTH)
  for (let token = from; token < own.length; token++) {
    // The row of the beginning is the first.
    const start = (1 + token) * WIDTH
    let squares = 0
    for (let column = 0; column < WIDTH; column++) squares += (all[start + column] ?? 0) ** 2
    const scale = UNIT / Math.sqrt(squares)
    for (let column = 0; column < WIDTH; column++)
      rows[(token - from) * WIDTH + column] = Math.round((all[start + column] ?? 0) * scale)
  }
  return {
    rows,
    starts: own.subarray(from).map((start) => start - beforeBytes),
    text: text.slice(before.length),
  }
}

/** The rows of each word, which are found one after the other. */
function placesOf(words: string[], { text, starts }: Meaning): number[][] {
  let from = 0
  return words.map((word) => {
    const written = normalize(word)
    const at = text.indexOf(written, from)
    if (at === -1) return []
    from = at + written.length
    const start = Buffer.byteLength(text.slice(0, at))
    const end = start + Buffer.byteLength(written)
    return [...starts.keys()].filter((row) => (starts[row] ?? 0) < end && (starts[row + 1] ?? end) > start)
  })
}

/** The mean over the tokens of a word of their cosine with the nearest token. A word that was not found is as near as can be. */
function nearness(places: number[], asked: Meaning, other: Meaning): number {
  const sum = places.reduce((total, place) => {
    let best = 0
    for (let at = 0; at < other.rows.length; at += WIDTH)
      best = Math.max(best, product(asked.rows, place * WIDTH, other.rows, at))
    return total + best / UNIT ** 2
  }, 0)
  return places.length === 0 ? 1 : sum / places.length
}

function product(one: Int16Array, from: number, other: Int16Array, start: number): number {
  let sum = 0
  for (let column = 0; column < WIDTH; column++) sum = (sum + (one[from + column] ?? 0) * (other[start + column] ?? 0)) | 0
  return sum
}

const normalized = (vector: Float32Array): Float32Array => {
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

/** A part of a text that is embedded by itself. */
interface Window {
  text: number
  ids: Uint32Array
}

function windowsOf(all: Uint32Array, text: number): Window[] {
  const used = all.subarray(0, WINDOWS_MAX * CONTENT_MAX)
  const count = Math.max(1, Math.ceil(used.length / CONTENT_MAX))
  const length = Math.ceil(used.length / count)
  return Array.from({ length: count }, (_, index) => ({ text, ids: used.subarray(index * length, (index + 1) * length) }))
}

/** Short windows go through the encoder together. */
function batches(windows: Window[]): Window[][] {
  const made: Window[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const window of windows) {
    const own = window.ids.length + SPECIAL_TOKENS
    rows += own
    if (rows > BATCH_ROWS_MAX) {
      made.push([])
      rows = own
    }
    made.at(-1)?.push(window)
  }
  return made
}

function mean(rows: Float32Array): Float32Array {
  const sum = new Float32Array(WIDTH)
  for (let at = 0; at < rows.length; at++) {
    const column = at % WIDTH
    sum[column] = (sum[column] ?? 0) + (rows[at] ?? 0)
  }
  return sum.map((value) => (value * WIDTH) / rows.length)
}

function add(sum: Float32Array | undefined, values: Float32Array, factor: number): void {
  for (const [at, value] of values.entries()) if (sum) sum[at] = (sum[at] ?? 0) + value * factor
}

export const readTokenizer = (directory = WEIGHTS_DIRECTORY): Tokenizer =>
  createTokenizer(readPieces(gunzipSync(readFileSync(join(directory, 'pieces.bin.gz')))))

function readEncoder(path: string): Encoder {
  const file = openSync(path, 'r')
  try {
    return openEncoder(parameterReader(file))
  } finally {
    closeSync(file)
  }
}

const COUNT_BYTES = 4
const SCORE_BYTES = 4

/** The number of pieces, their scores, their lengths in bytes, and their bytes. */
function readPieces(file: Uint8Array): Pieces {
  const count = new DataView(file.buffer, file.byteOffset).getUint32(0, true)
  const lengthsAt = COUNT_BYTES + SCORE_BYTES * count
  const scores = new Float32Array(new Uint8Array(file.subarray(COUNT_BYTES, lengthsAt)).buffer)
  const starts = new Uint32Array(count + 1)
  for (let at = 0; at < count; at++) starts[at + 1] = (starts[at] ?? 0) + (file[lengthsAt + at] ?? 0)
  return { bytes: new Uint8Array(file.subarray(lengthsAt + count)), starts, scores }
}
