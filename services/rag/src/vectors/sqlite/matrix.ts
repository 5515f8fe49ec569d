import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Rows of 32-bit floats in a memory of their own, compared with a vector many numbers at once. */
export interface Matrix {
  readonly bytes: number
  put(row: number, vector: Float32Array): void
  /** A copy. */
  get(row: number): Float32Array
  /** Sets the vector that rows are compared with. */
  against(vector: Float32Array): void
  /** Dot products of up to `COMPARED_MAX` rows; they hold until the next call. */
  compare(from: number, end: number): Float32Array
}

export const COMPARED_MAX = 1_024

/** The numbers that one step of the inner loop takes: rows are padded to a multiple of it. */
const WIDTH = 16
const FLOAT_BYTES = 4
const PAGE_BYTES = 65_536

/** The memory holds the vector, then results, then the rows. */
export function matrix(dimension: number, capacity: number): Matrix {
  const stride = Math.ceil(dimension / WIDTH) * WIDTH
  const [resultsAt, rowsAt] = [stride, stride + COMPARED_MAX]
  const pagesFor = (rows: number) => Math.ceil(((rowsAt + rows * stride) * FLOAT_BYTES) / PAGE_BYTES)
  const memory = new WebAssembly.Memory({ initial: pagesFor(Math.max(1, capacity)) })
  const compare = comparing(memory)
  let floats = new Float32Array(memory.buffer)
  const placeOf = (row: number) => rowsAt + row * stride

  return {
    get bytes() {
      return floats.byteLength
    },
    put(row, vector) {
      if (placeOf(row + 1) > floats.length) {
        memory.grow(pagesFor(2 * row + 1) - floats.byteLength / PAGE_BYTES)
        floats = new Float32Array(memory.buffer)
      }
      floats.set(vector, placeOf(row))
    },
    get: (row) => floats.slice(placeOf(row), placeOf(row) + dimension),
    against: (vector) => floats.set(vector),
    compare(from, end) {
      const [first, last] = [placeOf(from), placeOf(end)]
      compare(0, first * FLOAT_BYTES, last * FLOAT_BYTES, resultsAt * FLOAT_BYTES, stride * FLOAT_BYTES)
      return floats.subarray(resultsAt, resultsAt + end - from)
    },
  }
}

type Compare = (vector: number, row: number, end: number, result: number, stride: number) => void

let compiled: WebAssembly.Module | undefined

function comparing(memory: WebAssembly.Memory): Compare {
  compiled ??= new WebAssembly.Module(readFileSync(join(import.meta.dir, 'compare.wasm')))
  return new WebAssembly.Instance(compiled, { matrix: { memory } }).exports.compare as Compare
}
