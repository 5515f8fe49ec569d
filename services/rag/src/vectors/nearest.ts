import { keepBest, type Scored } from './best'

/** Unit vectors of one model in one piece of memory, for an exact scan. */
export interface VectorScan {
  readonly bytes: number
  /** Adds or replaces; the vector is as long as the others. */
  put(id: number, vector: Float32Array): void
  remove(id: number): void
  /** The k most similar, best first; `only` and `but` are ids. */
  nearest(query: Float32Array, k: number, scope: { only?: Set<number>; but: Set<number> }): Scored[]
}

/** Removed rows keep their place, with an id that no chunk has. */
const GONE = -1

export function vectorScan(dimension: number, capacity = 64): VectorScan {
  let matrix = new Float32Array(Math.max(1, capacity) * dimension)
  let ids = new Float64Array(Math.max(1, capacity))
  let size = 0
  const rowOf = new Map<number, number>()
  return {
    get bytes() {
      return matrix.byteLength + ids.byteLength
    },
    put(id, vector) {
      const row = rowOf.get(id) ?? size
      if (row === ids.length) {
        matrix = grown(matrix)
        ids = grown(ids)
      }
      matrix.set(vector, row * dimension)
      ids[row] = id
      rowOf.set(id, row)
      if (row === size) size += 1
    },
    remove(id) {
      const row = rowOf.get(id)
      if (row !== undefined) ids[row] = GONE
      rowOf.delete(id)
    },
    nearest(query, k, { only, but }) {
      const { best, show } = keepBest(k)
      const doubles = Float64Array.from(query) // else each of its numbers is converted once a row
      if (only === undefined) for (let row = 0; row < size; row += 1) visit(row)
      else for (const id of only) visit(rowOf.get(id) ?? -1)
      return best

      function visit(row: number): void {
        const id = row < 0 ? GONE : (ids[row] ?? GONE)
        if (id !== GONE && !but.has(id)) show(id, dot(matrix, row * dimension, doubles))
      }
    },
  }
}

function grown<T extends Float32Array | Float64Array>(from: T): T {
  const to = new (from.constructor as new (length: number) => T)(from.length * 2)
  to.set(from)
  return to
}

/** Four sums at once: a single one would make each addition wait for the one before. */
function dot(matrix: Float32Array, from: number, query: Float64Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const whole = query.length & ~3
  for (let at = 0; at < whole; at += 4) {
    a += (matrix[from + at] as number) * (query[at] as number)
    b += (matrix[from + at + 1] as number) * (query[at + 1] as number)
    c += (matrix[from + at + 2] as number) * (query[at + 2] as number)
    d += (matrix[from + at + 3] as number) * (query[at + 3] as number)
  }
  for (let at = whole; at < query.length; at += 1) a += (matrix[from + at] as number) * (query[at] as number)
  return a + b + c + d
}
