import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A BERT encoder of one shape: that of multilingual-e5-small. */
export const WIDTH = 384
export const POSITIONS_MAX = 512
const LAYERS = 12
const HEADS = 12
const HEAD_WIDTH = WIDTH / HEADS
const INNER = 4 * WIDTH

const FLOAT_BYTES = 4
const PAGE_BYTES = 65_536
/** With it no sum of 1,536 products with 8-bit weights overflows 32 bits. */
const ACTIVATION_MAX = 8_191
const WEIGHT_MAX = 127
const ROUNDED_UP = WEIGHT_MAX + 0.5
/** Weights are multiplied in groups of so many rows, of each so many numbers at a time; see wasm/encoder.wat. */
const GROUP_ROWS = 4
const GROUP_NUMBERS = 8
/** Attention takes so many keys at once. */
const KEYS_STEP = 16

export interface Encoder {
  /**
   * The mean of what the encoder makes of the tokens, given as their rows of the token table, at most `POSITIONS_MAX` of them.
   * It pauses after each layer; another text may be encoded meanwhile in the other workspace.
   */
  encode(rows: Float32Array, workspace: WorkspaceName): Generator<void, Float32Array>
}

export type WorkspaceName = 'urgent' | 'background'

/** The parameters of the encoder, read one after the other in the order of the file. */
export interface ParameterReader {
  floats(count: number): Float32Array
  /** A matrix in row order; `take` gets each row, which holds until the next one. */
  matrix(rows: number, columns: number, take: (row: Float32Array, index: number) => void): void
}

interface Matrix {
  weights: number
  scales: number
  bias: number
  outs: number
  columns: number
}

interface Norm {
  gain: number
  bias: number
}

interface Layer {
  query: Matrix
  key: Matrix
  value: Matrix
  attention: Matrix
  attentionNorm: Norm
  inner: Matrix
  outer: Matrix
  outerNorm: Norm
}

interface Kernels {
  quantize(x: number, quantized: number, scales: number, rows: number, columns: number, limit: number): void
  multiply(
    x: number,
    scalesX: number,
    weights: number,
    scales: number,
    bias: number,
    y: number,
    wide: number,
    rows: number,
    outs: number,
    columns: number,
  ): void
  addNormalized(x: number, y: number, gain: number, bias: number, rows: number, columns: number): void
  gelu(x: number, count: number): void
  transpose(k: number, to: number, rows: number, padded: number, columns: number): void
  attend(q: number, kT: number, v: number, out: number, p: number, rows: number, padded: number, stride: number): void
}

/** Reads the parameters into a memory of about 22 MB; the workspaces take up to 12 MB each for long texts. */
export function openEncoder(reader: ParameterReader): Encoder {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dir, 'encoder.wasm')))
  const kernels = new WebAssembly.Instance(module, { encoder: { memory } }).exports as unknown as Kernels
  const place = placer(memory)
  const norm = (): Norm => ({ gain: place.floats(reader.floats(WIDTH)), bias: place.floats(reader.floats(WIDTH)) })
  const matrix = (outs: number, columns: number, factor = 1) => place.matrix(reader, outs, columns, factor)

  const positions = reader.floats(POSITIONS_MAX * WIDTH)
  const first = norm()
  const layers = Array.from({ length: LAYERS }, (): Layer => {
    return {
      query: matrix(WIDTH, WIDTH, 1 / Math.sqrt(HEAD_WIDTH)),
      key: matrix(WIDTH, WIDTH),
      value: matrix(WIDTH, WIDTH),
      attention: matrix(WIDTH, WIDTH),
      attentionNorm: norm(),
      inner: matrix(INNER, WIDTH),
      outer: matrix(WIDTH, INNER),
      outerNorm: norm(),
    }
  })
  const workspaces = { urgent: workspace(place.reserve), background: workspace(place.reserve) }
  const floats = () => new Float32Array(memory.buffer)

  return {
    *encode(rows, name) {
      const work = workspaces[name]
      const count = rows.length / WIDTH
      if (!Number.isInteger(count) || count < 1 || count > POSITIONS_MAX) throw new Error('1 to 512 rows of 384 numbers')
      floats().set(rows, work.x / FLOAT_BYTES)
      floats().set(positions.subarray(0, rows.length), work.y / FLOAT_BYTES)
      kernels.addNormalized(work.x, work.y, first.gain, first.bias, count, WIDTH)
      for (const layer of layers) {
        runLayer(kernels, layer, work, count)
        yield
      }
      return mean(floats().subarray(work.x / FLOAT_BYTES, work.x / FLOAT_BYTES + rows.length))
    },
  }
}

type Workspace = ReturnType<typeof workspace>

function workspace(reserve: (bytes: number) => number) {
  const rows = (columns: number, bytes = FLOAT_BYTES) => reserve(POSITIONS_MAX * columns * bytes)
  return {
    x: rows(WIDTH),
    y: rows(WIDTH),
    query: rows(WIDTH),
    key: rows(WIDTH),
    value: rows(WIDTH),
    keyT: rows(WIDTH),
    context: rows(WIDTH),
    inner: rows(INNER),
    quantized: rows(INNER, 2),
    scales: rows(1),
    probabilities: rows(1),
    wide: reserve(GROUP_ROWS * INNER * 2),
  }
}

function runLayer(kernels: Kernels, layer: Layer, work: Workspace, count: number): void {
  const even = count + (count % 2)
  const padded = Math.ceil(count / KEYS_STEP) * KEYS_STEP
  const quantize = (x: number, columns: number) => kernels.quantize(x, work.quantized, work.scales, even, columns, ACTIVATION_MAX)
  const multiply = ({ weights, scales, bias, outs, columns }: Matrix, y: number) =>
    kernels.multiply(work.quantized, work.scales, weights, scales, bias, y, work.wide, even, outs, columns)
  const addNormalized = ({ gain, bias }: Norm) => kernels.addNormalized(work.x, work.y, gain, bias, count, WIDTH)

  quantize(work.x, WIDTH)
  multiply(layer.query, work.query)
  multiply(layer.key, work.key)
  multiply(layer.value, work.value)
  kernels.transpose(work.key, work.keyT, count, padded, WIDTH)
  for (let head = 0; head < HEADS; head++) {
    const offset = head * HEAD_WIDTH * FLOAT_BYTES
    const [query, value, context] = [work.query + offset, work.value + offset, work.context + offset]
    const keyT = work.keyT + offset * padded
    kernels.attend(query, keyT, value, context, work.probabilities, count, padded, WIDTH * FLOAT_BYTES)
  }
  quantize(work.context, WIDTH)
  multiply(layer.attention, work.y)
  addNormalized(layer.attentionNorm)
  quantize(work.x, WIDTH)
  multiply(layer.inner, work.inner)
  kernels.gelu(work.inner, even * INNER)
  quantize(work.inner, INNER)
  multiply(layer.outer, work.y)
  addNormalized(layer.outerNorm)
}

function mean(rows: Float32Array): Float32Array {
  const sum = new Float32Array(WIDTH)
  for (let at = 0; at < rows.length; at++) {
    const column = at % WIDTH
    sum[column] = (sum[column] ?? 0) + (rows[at] ?? 0)
  }
  return sum.map((value) => (value * WIDTH) / rows.length)
}

/** Puts parameters one after the other into the memory. */
function placer(memory: WebAssembly.Memory) {
  let end = 0
  const reserve = (bytes: number): number => {
    const at = end
    end = Math.ceil((at + bytes) / 64) * 64
    const missing = Math.ceil(end / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES
    if (missing > 0) memory.grow(missing)
    return at
  }
  const floats = (values: Float32Array): number => {
    const at = reserve(values.byteLength)
    new Float32Array(memory.buffer).set(values, at / FLOAT_BYTES)
    return at
  }
  const matrix = (reader: ParameterReader, outs: number, columns: number, factor: number): Matrix => {
    const weights = reserve(outs * columns)
    const packed = new Int8Array(memory.buffer, weights, outs * columns)
    const scales = new Float32Array(outs)
    reader.matrix(outs, columns, (row, out) => {
      scales[out] = pack(row, out, packed) * factor
    })
    const bias = reader.floats(outs).map((value) => value * factor)
    return { weights, scales: floats(scales), bias: floats(bias), outs, columns }
  }
  return { reserve, floats, matrix }
}

/** Rounds a row to 8 bits, at its places in groups of rows; returns its scale. */
function pack(row: Float32Array, out: number, packed: Int8Array): number {
  let largest = 1e-20
  for (let at = 0; at < row.length; at++) largest = Math.max(largest, Math.abs(row[at] ?? 0))
  const inverse = WEIGHT_MAX / largest
  const group = Math.floor(out / GROUP_ROWS) * GROUP_ROWS * row.length
  let to = group + (out % GROUP_ROWS) * GROUP_NUMBERS
  for (let from = 0; from < row.length; from += GROUP_NUMBERS, to += GROUP_ROWS * GROUP_NUMBERS) {
    // Rounds to the nearest: `Math.round` takes several times as long.
    for (let at = 0; at < GROUP_NUMBERS; at++) packed[to + at] = (((row[from + at] ?? 0) * inverse + ROUNDED_UP) | 0) - WEIGHT_MAX
  }
  return largest / WEIGHT_MAX
}
