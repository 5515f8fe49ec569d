import { COMPARED_MAX, matrix } from './matrix'
import { type Scored, topK } from './top-k'

/** Unit vectors of one model in one piece of memory, for an exact scan. */
export interface VectorIndex {
  readonly bytes: number
  /** Adds or replaces; the vector is as long as the others. */
  put(id: number, vector: Float32Array): void
  remove(id: number): void
  /** A copy of the id's vector. */
  vectorOf(id: number): Float32Array | undefined
  /** The k most similar, best first; `only` and `but` are ids. */
  nearest(query: Float32Array, k: number, scope: { only?: Set<number>; but: Set<number> }): Scored[]
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
    nearest(query, k, { only, but }) {
      const { items, offer } = topK(k)
      rows.against(query)
      if (only === undefined) for (let row = 0; row < size; row += COMPARED_MAX) visit(row, Math.min(size, row + COMPARED_MAX))
      else for (const id of only) visitOne(rowOf.get(id))
      return items

      function visit(from: number, end: number): void {
        const scores = rows.compare(from, end)
        for (let at = 0; at < scores.length; at += 1) {
          const id = ids[from + at] as number
          if (id !== GONE && !but.has(id)) offer(id, scores[at] as number)
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
