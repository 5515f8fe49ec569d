/** Ids of the chunks that hold a word, in rising order. */
export interface PostingList {
  readonly length: number
  /** The highest; 0: there are none. */
  readonly last: number
  readonly bytes: number
  each(visit: (id: number) => void): void
}

const BITS = 32

/** A bit for each chunk for a common word, ids for a rare one: whichever is smaller. */
export function postings(ids: number[]): PostingList {
  const last = ids.at(-1) ?? 0
  return ids.length * BITS > last ? marked(ids, last) : listed(Uint32Array.from(ids), last)
}

const listed = (ids: Uint32Array, last: number): PostingList => ({
  length: ids.length,
  last,
  bytes: ids.byteLength,
  each(visit) {
    for (let at = 0; at < ids.length; at += 1) visit(ids[at] as number)
  },
})

function marked(ids: number[], last: number): PostingList {
  const marks = new Uint32Array(Math.floor(last / BITS) + 1)
  for (const id of ids) {
    const at = Math.floor(id / BITS)
    marks[at] = (marks[at] as number) | (1 << (id % BITS))
  }
  return {
    length: ids.length,
    last,
    bytes: marks.byteLength,
    each(visit) {
      for (let at = 0; at < marks.length; at += 1) {
        for (let left = marks[at] as number; left !== 0; left &= left - 1) visit(at * BITS + 31 - Math.clz32(left & -left))
      }
    },
  }
}
