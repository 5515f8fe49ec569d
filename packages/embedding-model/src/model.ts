import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Encoder, openEncoder, POSITIONS_MAX, WIDTH, type WorkspaceName } from './encoder'
import { parameterReader } from './parameters'
import { tokenTable } from './token-table'
import { BEGINNING_ID, createTokenizer, END_ID, type Pieces, type Tokenizer } from './tokenizer'

export const WEIGHTS_DIRECTORY = join(import.meta.dir, '..', 'weights')

/** A longer text is embedded in windows of equal length, up to so many. */
const WINDOWS_MAX = 2
const CONTENT_MAX = POSITIONS_MAX - 2

export interface EmbeddedText {
  /** A vector of length 1. */
  vector: Float32Array
  /** The text is over the model’s limit; only its beginning was embedded. */
  isCut: boolean
}

export interface LocalModel extends Disposable {
  /** Pauses every few milliseconds. A background text may be left waiting while an urgent one is embedded. */
  embed(text: string, workspace: WorkspaceName): Generator<void, EmbeddedText>
}

/** Loads multilingual-e5-small. */
export function openModel(directory = WEIGHTS_DIRECTORY): LocalModel {
  const tokens = openSync(join(directory, 'tokens.bin'), 'r')
  const table = tokenTable(tokens)
  const tokenizer = readTokenizer(directory)
  const encoder = readEncoder(join(directory, 'encoder.bin'))

  const rowsOf = (window: Uint32Array): Float32Array => {
    const ids = [BEGINNING_ID, ...window, END_ID]
    const rows = new Float32Array(ids.length * WIDTH)
    for (const [at, id] of ids.entries()) table.read(id, rows.subarray(at * WIDTH, (at + 1) * WIDTH))
    return rows
  }

  return {
    *embed(text, workspace) {
      const all = tokenizer.encode(text)
      const used = all.subarray(0, WINDOWS_MAX * CONTENT_MAX)
      const windows = Math.max(1, Math.ceil(used.length / CONTENT_MAX))
      const length = Math.ceil(used.length / windows)
      const sum = new Float32Array(WIDTH)
      for (let index = 0; index < windows; index++) {
        const window = used.subarray(index * length, (index + 1) * length)
        const mean = yield* encoder.encode(rowsOf(window), workspace)
        for (const [at, value] of mean.entries()) sum[at] = (sum[at] ?? 0) + value * Math.max(1, window.length)
      }
      const norm = Math.hypot(...sum)
      return { vector: sum.map((value) => value / norm), isCut: used.length < all.length }
    },
    [Symbol.dispose]: () => closeSync(tokens),
  }
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
