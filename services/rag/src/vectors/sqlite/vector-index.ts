import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Unit vectors of one model in one piece of memory, for an exact scan. */
export interface VectorIndex {
  readonly bytes: number
  /** Adds or replaces; the vector is as long as the others. */
  put(id: number, vector: Float32Array): void
  remove(id: number): void
  /** A copy of the id's vector. */
  vectorOf(id: number): Float32Array | undefined
  /** The k most similar, best first; `only` and `except` are ids. */
  nearest(query: Float32Array, k: number, scope: { only?: Set<number>; except: Set<number> }): Scored[]
}

/** Removed rows keep their place, with an id that no chunk has. */
const GONE = -1

export function vectorIndex(dimension: number, capacity = 64): VectorIndex {
  const rows = matrix(dimension, capacity)
  let ids = new Float64Array(Math.max(1, capacity))
  let size = 0
  const rowOf = new Map<number, number>()
  return {
    get bytes() {
      return rows.bytes + ids.byteLength
    },
    put(id, vector) {
      const row = rowOf.get(id) ?? size
      if (row === ids.length) ids = doubled(ids)
      rows.put(row, vector)
      ids[row] = id
      rowOf.set(id, row)
      if (row === size) size += 1
    },
    remove(id) {
      const row = rowOf.get(id)
      if (row !== undefined) ids[row] = GONE
      rowOf.delete(id)
    },
    vectorOf(id) {
      const row = rowOf.get(id)
      return row === undefined ? undefined : rows.get(row)
    },
    nearest(query, k, { only, except }) {
      const { items, offer } = topK(k)
      rows.against(query)
      if (only === undefined) for (let row = 0; row < size; row += COMPARED_MAX) visit(row, Math.min(size, row + COMPARED_MAX))
      else for (const id of only) visitOne(rowOf.get(id))
      return items

      function visit(from: number, end: number): void {
        const scores = rows.compare(from, end)
        for (let at = 0; at < scores.length; at += 1) {
          const id = ids[from + at] as number
          if (id !== GONE && !except.has(id)) offer(id, scores[at] as number)
        }
      }

      function visitOne(row: number | undefined): void {
        if (row !== undefined) visit(row, row + 1)
      }
    },
  }
}

function doubled(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length * 2)
  to.set(from)
  return to
}

/** Rows of 32-bit floats in a memory of their own, compared with a vector many numbers at once. */
interface Matrix {
  readonly bytes: number
  put(row: number, vector: Float32Array): void
  /** A copy. */
  get(row: number): Float32Array
  /** Sets the vector that rows are compared with. */
  against(vector: Float32Array): void
  /** Dot products of up to `COMPARED_MAX` rows; they hold until the next call. */
  compare(from: number, end: number): Float32Array
}

const COMPARED_MAX = 1_024

/** The numbers that one step of the inner loop takes: rows are padded to a multiple of it. */
const WIDTH = 16
const FLOAT_BYTES = 4
const PAGE_BYTES = 65_536

/** The memory holds the vector, then results, then the rows. */
function matrix(dimension: number, capacity: number): Matrix {
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

interface Scored {
  id: number
  score: number
}

/** Keeps the k best of the offered items, best first; among equals those that were offered first. */
export function topK(k: number): { items: Scored[]; offer(id: number, score: number): void } {
  const items: Scored[] = []
  return {
    items,
    offer(id, score) {
      if (items.length >= k && (k <= 0 || score <= (items[k - 1]?.score ?? 0))) return
      let low = 0
      for (let high = items.length; low < high; ) {
        const middle = (low + high) >> 1
        if ((items[middle]?.score ?? 0) >= score) low = middle + 1
        else high = middle
      }
      items.splice(low, 0, { id, score })
      if (items.length > k) items.pop()
    },
  }
}
