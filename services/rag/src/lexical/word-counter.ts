/** Counts certain words in texts of words separated by blanks. */
export interface WordCounter {
  /** Occurrences of each distinct word in the text that was counted last. */
  readonly counts: Uint32Array
  /** Where a word is among the counts. */
  placeOf(word: string): number
  /** Returns the number of all words of the text. */
  count(text: string): number
}

const BLANK = 32
/** Slots of the hash table per word: most words of a text are not looked for, and an empty slot tells so at once. */
const ROOM = 8

/** One pass over a text, whatever the number of words: each of its words is looked up by a hash made on the way. */
export function wordCounter(words: string[]): WordCounter {
  const distinct = [...new Set(words)]
  const places = new Map(distinct.map((word, at) => [word, at]))
  const counts = new Uint32Array(distinct.length)
  const mask = 2 ** Math.ceil(Math.log2(ROOM * (distinct.length + 1))) - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  for (const [at, word] of distinct.entries()) {
    let slot = hashOf(word) & mask
    while (slots[slot] !== -1) slot = (slot + 1) & mask
    slots[slot] = at
  }

  function found(text: string, from: number, end: number, hash: number): void {
    for (let slot = hash & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
      const at = slots[slot] as number
      const word = distinct[at] as string
      if (word.length !== end - from || !text.startsWith(word, from)) continue
      counts[at] = (counts[at] as number) + 1
      return
    }
  }

  return {
    counts,
    placeOf: (word) => places.get(word) ?? -1,
    count(text) {
      counts.fill(0)
      let [length, from, hash] = [text === '' ? 0 : 1, 0, 0]
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at)
        if (code !== BLANK) {
          hash = (Math.imul(hash, 31) + code) | 0
          continue
        }
        found(text, from, at, hash)
        length += 1
        from = at + 1
        hash = 0
      }
      found(text, from, text.length, hash)
      return length
    },
  }
}

function hashOf(word: string): number {
  let hash = 0
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
  return hash
}
