import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BLOCK_BYTES, BLOCK_NUMBERS, SCALE_BYTES, toFloat } from './parameters'

/** A BERT encoder of one shape: that of multilingual-e5-small. */
export const WIDTH = 384
export const POSITIONS_MAX = 512
const LAYERS = 12
const HEADS = 12
const HEAD_WIDTH = WIDTH / HEADS
const INNER = 4 * WIDTH

const FLOAT_BYTES = 4
const PAGE_BYTES = 65_536
/** Weights of 14 MB and three workspaces of 5 MB, of which long texts alone touch all. */
const MEMORY_BYTES = 30 * 2 ** 20
/** See wasm/encoder.wat for what a block is, and a tile. */
const TILE_ROWS = 4
const TILE_OUTS = 8
const SCALED_BLOCKS = 4
const TILE_BLOCK_BYTES = 576
const TILE_SCALES_BYTES = 64
const WEIGHTS_BLOCK_BYTES = 160
const UNPACKED_BLOCK_BYTES = 288
const WEIGHTS_SCALES_BYTES = TILE_OUTS * FLOAT_BYTES
/** With it no sum of 4 blocks overflows 32 bits. */
const SCALE_MAX = 16383
const TILE_SUMS_BYTES = 2 * TILE_ROWS * TILE_OUTS * FLOAT_BYTES
/** Rows that a matrix takes at once: they fit in the second-level cache. */
const ROWS_AT_ONCE = 64
/** Tiles of 32 numbers in a pass over these rows: they fit in the first-level cache. */
const PASS_TILES = 48
/** Maximum number of rows that the kernels read and write after the last one. */
const ROWS_BEHIND = 8

export interface Encoder {
  /**
   * For each text what the encoder makes of its tokens, a row each. `counts` are the tokens of each, at most `POSITIONS_MAX`
   * together, and `read` writes their rows of the token table. It pauses after a few milliseconds at the most; other texts may be
   * encoded meanwhile, each in a workspace of its own.
   */
  encode(counts: number[], read: (rows: Float32Array) => void, workspace: WorkspaceName): Generator<void, Float32Array[]>
}

export type WorkspaceName = 'short' | 'medium' | 'background'

/** The parameters of the encoder, read one after the other in the order of the file. */
export interface ParameterReader {
  floats(count: number): Float32Array
  /** A matrix in row order as blocks of 32 numbers, see parameters.ts; it holds until the next one is read. */
  blocks(rows: number, columns: number): Uint8Array
}

interface Matrix {
  weights: number
  bias: number
  outs: number
  columns: number
}

interface Norm {
  gain: number
  bias: number
}

interface Layer {
  /** Queries, keys and values. */
  projection: Matrix
  attention: Matrix
  attentionNorm: Norm
  inner: Matrix
  outer: Matrix
  outerNorm: Norm
}

/** Rows are counted in groups of four. */
interface Kernels {
  quantize(x: number, quantized: number, groups: number, columns: number): void
  multiply(
    quantized: number,
    weights: number,
    bias: number,
    y: number,
    unpacked: number,
    groups: number,
    pass: number,
    outs: number,
    blocks: number,
  ): void
  addNormalized(x: number, y: number, gain: number, bias: number, rows: number, columns: number): void
  gelu(x: number, count: number): void
  attend(projected: number, out: number, scratch: number, rows: number): void
}

export function openEncoder(reader: ParameterReader): Encoder {
  const memory = new WebAssembly.Memory({ initial: MEMORY_BYTES / PAGE_BYTES, maximum: MEMORY_BYTES / PAGE_BYTES })
  const kernels = openKernels(memory)
  const place = placer(memory)
  const norm = (): Norm => ({ gain: place.floats(reader.floats(WIDTH)), bias: place.floats(reader.floats(WIDTH)) })

  const positions = reader.floats(POSITIONS_MAX * WIDTH)
  const first = norm()
  const layers = Array.from({ length: LAYERS }, (): Layer => {
    return {
      projection: place.matrix(reader, 3, WIDTH, WIDTH),
      attention: place.matrix(reader, 1, WIDTH, WIDTH),
      attentionNorm: norm(),
      inner: place.matrix(reader, 1, INNER, WIDTH),
      outer: place.matrix(reader, 1, WIDTH, INNER),
      outerNorm: norm(),
    }
  })
  const workspaces: Record<WorkspaceName, Workspace> = {
    short: workspace(place.reserve),
    medium: workspace(place.reserve),
    background: workspace(place.reserve),
  }
  const floats = (at: number, count: number) => new Float32Array(memory.buffer, at, count)

  return {
    *encode(counts, read, name) {
      const work = workspaces[name]
      const rows = counts.reduce((sum, count) => sum + count, 0)
      if (counts.some((count) => count < 1) || rows > POSITIONS_MAX) throw new Error('1 to 512 rows together')
      read(floats(work.x, rows * WIDTH))
      const sequences = sequencesOf(counts)
      for (const { start, count } of sequences) {
        floats(work.y + start * ROW_BYTES, count * WIDTH).set(positions.subarray(0, count * WIDTH))
      }
      kernels.addNormalized(work.x, work.y, first.gain, first.bias, rows, WIDTH)
      for (const layer of layers) yield* runLayer(kernels, layer, work, sequences)
      return sequences.map(({ start, count }) => floats(work.x + start * ROW_BYTES, count * WIDTH).slice())
    },
  }
}

function openKernels(memory: WebAssembly.Memory): Kernels {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dir, 'encoder.wasm')))
  return new WebAssembly.Instance(module, { encoder: { memory } }).exports as unknown as Kernels
}

const ROW_BYTES = WIDTH * FLOAT_BYTES

/** The rows of one text. */
interface Sequence {
  start: number
  count: number
}

function sequencesOf(counts: number[]): Sequence[] {
  let end = 0
  return counts.map((count) => {
    end += count
    return { start: end - count, count }
  })
}

type Workspace = ReturnType<typeof workspace>

function workspace(reserve: (bytes: number) => number) {
  const all = POSITIONS_MAX + ROWS_BEHIND
  const quantizedBytes = (rows: number, columns: number) => {
    const blocks = columns / BLOCK_NUMBERS
    return (rows / TILE_ROWS) * (blocks * TILE_BLOCK_BYTES + (blocks / SCALED_BLOCKS) * TILE_SCALES_BYTES)
  }
  return {
    x: reserve(all * ROW_BYTES),
    y: reserve(all * ROW_BYTES),
    projected: reserve(3 * all * ROW_BYTES),
    quantized: reserve(quantizedBytes(ROWS_AT_ONCE, WIDTH)),
    inner: reserve(ROWS_AT_ONCE * INNER * FLOAT_BYTES),
    quantizedInner: reserve(quantizedBytes(ROWS_AT_ONCE, INNER)),
    /** The largest matrix, and the sums of a tile. */
    unpacked: reserve(
      (WIDTH / TILE_OUTS) * ((INNER / BLOCK_NUMBERS) * UNPACKED_BLOCK_BYTES + WEIGHTS_SCALES_BYTES) + TILE_SUMS_BYTES,
    ),
    /** Keys and values of a head with 16 bits a number; queries, scores and their softmax of four rows. */
    attention: reserve(all * HEAD_WIDTH * FLOAT_BYTES + 1_024 + 3 * TILE_ROWS * all * FLOAT_BYTES),
  }
}

function* runLayer(kernels: Kernels, layer: Layer, work: Workspace, sequences: Sequence[]): Generator<void, void> {
  const last = sequences.at(-1) ?? { start: 0, count: 0 }
  const rows = last.start + last.count
  for (const part of partsOf(rows)) {
    kernels.quantize(work.x + part.at, work.quantized, part.groups, WIDTH)
    multiply(kernels, work.quantized, layer.projection, work.projected + 3 * part.at, work, part.groups)
    yield
  }
  for (let head = 0; head < HEADS; head++) {
    const column = head * HEAD_WIDTH * FLOAT_BYTES
    // In this order: rows after a text are those of the next one.
    for (const { start, count } of sequences) {
      kernels.attend(work.projected + 3 * start * ROW_BYTES + column, work.y + start * ROW_BYTES + column, work.attention, count)
    }
    yield
  }
  for (const { at, count, groups } of partsOf(rows)) {
    const [x, y] = [work.x + at, work.y + at]
    kernels.quantize(y, work.quantized, groups, WIDTH)
    multiply(kernels, work.quantized, layer.attention, y, work, groups)
    kernels.addNormalized(x, y, layer.attentionNorm.gain, layer.attentionNorm.bias, count, WIDTH)
    kernels.quantize(x, work.quantized, groups, WIDTH)
    multiply(kernels, work.quantized, layer.inner, work.inner, work, groups)
    kernels.gelu(work.inner, groups * TILE_ROWS * INNER)
    kernels.quantize(work.inner, work.quantizedInner, groups, INNER)
    multiply(kernels, work.quantizedInner, layer.outer, y, work, groups)
    kernels.addNormalized(x, y, layer.outerNorm.gain, layer.outerNorm.bias, count, WIDTH)
    yield
  }
}

/** The rows in parts of `ROWS_AT_ONCE`, with the bytes from the first row to each. */
const partsOf = (rows: number) =>
  Array.from({ length: Math.ceil(rows / ROWS_AT_ONCE) }, (_, index) => {
    const count = Math.min(ROWS_AT_ONCE, rows - index * ROWS_AT_ONCE)
    return { at: index * ROWS_AT_ONCE * ROW_BYTES, count, groups: Math.ceil(count / TILE_ROWS) }
  })

function multiply(
  kernels: Kernels,
  x: number,
  { weights, bias, outs, columns }: Matrix,
  y: number,
  work: Workspace,
  groups: number,
) {
  const blocks = columns / BLOCK_NUMBERS
  kernels.multiply(x, weights, bias, y, work.unpacked, groups, PASS_TILES / blocks, outs, blocks)
}

/** Puts parameters one after the other into the memory. */
function placer(memory: WebAssembly.Memory) {
  let end = 0
  const reserve = (bytes: number): number => {
    const at = end
    end = Math.ceil((at + bytes) / 64) * 64
    if (end > MEMORY_BYTES) throw new Error('the memory of the encoder is too small')
    return at
  }
  const floats = (values: Float32Array): number => {
    const at = reserve(values.byteLength)
    new Float32Array(memory.buffer, at, values.length).set(values)
    return at
  }
  /** Reads matrices that are used as one, each with its bias. */
  const matrix = (reader: ParameterReader, parts: number, partOuts: number, columns: number): Matrix => {
    const outs = parts * partOuts
    const bytes = (partOuts / TILE_OUTS) * ((columns / BLOCK_NUMBERS) * WEIGHTS_BLOCK_BYTES + WEIGHTS_SCALES_BYTES)
    const weights = reserve(parts * bytes)
    const bias = reserve(outs * FLOAT_BYTES)
    for (let part = 0; part < parts; part++) {
      arrange(
        reader.blocks(partOuts, columns),
        columns / BLOCK_NUMBERS,
        new Uint32Array(memory.buffer, weights + part * bytes, bytes / 4),
      )
      new Float32Array(memory.buffer, bias + part * partOuts * FLOAT_BYTES, partOuts).set(reader.floats(partOuts))
    }
    return { weights, bias, outs, columns }
  }
  return { reserve, floats, matrix }
}

/** Puts the blocks of eight rows at a time side by side, after the scales of the rows. */
function arrange(rows: Uint8Array, blocks: number, to: Uint32Array): void {
  const from = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  const rowScales = new Float32Array(to.buffer, to.byteOffset, to.length)
  const rowBytes = blocks * BLOCK_BYTES
  let at = 0
  for (let start = 0; start < rows.length; start += TILE_OUTS * rowBytes, at += TILE_OUTS + blocks * WEIGHTS_BLOCK_WORDS) {
    for (let row = 0; row < TILE_OUTS; row++) {
      const rowStart = start + row * rowBytes
      const scale = scaleOf(from, rowStart, blocks)
      rowScales[at + row] = scale
      for (let block = 0; block < blocks; block++) {
        const place = rowStart + block * BLOCK_BYTES
        const target = at + TILE_OUTS + block * WEIGHTS_BLOCK_WORDS + row
        for (let step = 0; step < STEP_PAIRS; step++)
          to[target + step * TILE_OUTS] = from.getUint32(place + SCALE_BYTES + step * 4, true)
        const factor = Math.round(toFloat(from.getUint16(place, true)) / scale) & 65_535
        to[target + STEP_PAIRS * TILE_OUTS] = factor | (factor << 16)
      }
    }
  }
}

const WEIGHTS_BLOCK_WORDS = WEIGHTS_BLOCK_BYTES / 4
const STEP_PAIRS = (BLOCK_BYTES - SCALE_BYTES) / 4

/** The unit in which the scales of a row are integers. */
function scaleOf(from: DataView, start: number, blocks: number): number {
  let largest = 1e-20
  for (let block = 0; block < blocks; block++)
    largest = Math.max(largest, Math.abs(toFloat(from.getUint16(start + block * BLOCK_BYTES, true))))
  return largest / SCALE_MAX
}
