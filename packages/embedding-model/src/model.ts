import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Encoder, openEncoder, POSITIONS_MAX, WIDTH, type WorkspaceName } from './encoder'
import { parameterReader } from './parameters'
import { tokenTable } from './token-table'
import { BEGINNING_ID, createTokenizer, END_ID, type Pieces, type Tokenizer } from './tokenizer'

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

export interface LocalModel extends Disposable {
  /** Pauses every few milliseconds. Texts may be left waiting while those in another workspace are embedded. */
  embed(texts: string[], workspace: WorkspaceName): Generator<void, EmbeddedText[]>
}

/** Loads multilingual-e5-small. */
export function openModel(directory = WEIGHTS_DIRECTORY): LocalModel {
  const tokens = openSync(join(directory, 'tokens.bin'), 'r')
  const table = tokenTable(tokens)
  const tokenizer = readTokenizer(directory)
  const encoder = readEncoder(join(directory, 'encoder.bin'))

  return {
    *embed(texts, workspace) {
      const tokenized = texts.map((text) => tokenizer.encode(text.slice(0, TEXT_CHARS_MAX)))
      const sums = texts.map(() => new Float32Array(WIDTH))
      for (const batch of batches(tokenized.flatMap(windowsOf))) {
        const ids = batch.map((window) => [BEGINNING_ID, ...window.ids, END_ID])
        const read = (rows: Float32Array) => {
          for (const [at, id] of ids.flat().entries()) table.read(id, rows.subarray(at * WIDTH, (at + 1) * WIDTH))
        }
        const counts = ids.map(({ length }) => length)
        for (const [index, mean] of (yield* encoder.encode(counts, read, workspace)).entries()) {
          const window = batch[index]
          if (window) add(sums[window.text], mean, Math.max(1, window.ids.length))
        }
      }
      return sums.map((sum, text) => {
        const norm = Math.hypot(...sum)
        const isCut = (tokenized[text]?.length ?? 0) > WINDOWS_MAX * CONTENT_MAX || (texts[text]?.length ?? 0) > TEXT_CHARS_MAX
        return { vector: sum.map((value) => value / norm), isCut }
      })
    },
    [Symbol.dispose]: () => closeSync(tokens),
  }
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
