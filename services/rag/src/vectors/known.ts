import { type Holders, holders } from './holders'
import type { ChunkCount, WordStatistics } from './store'

/** What one search after the other asks of an owner's file; it holds until the next write. */
export interface Known {
  counted?: ChunkCount
  totals?: Pick<WordStatistics, 'chunks' | 'words'>
  /** Of the words asked for last. */
  holders: { of(word: string, read: (word: string) => number[]): Holders }
}

/** A file. A common word is in most queries, and takes longest to be read. */
const HOLDERS_BYTES_MAX = 1_048_576

export function nothingKnown(): Known {
  const kept = new Map<string, Holders>()
  let bytes = 0
  return {
    holders: {
      of(word, read) {
        const found = kept.get(word) ?? holders(read(word))
        if (kept.delete(word)) bytes -= found.bytes
        kept.set(word, found)
        bytes += found.bytes
        for (const [oldest, other] of kept) {
          if (bytes <= HOLDERS_BYTES_MAX) break
          kept.delete(oldest)
          bytes -= other.bytes
        }
        return found
      },
    },
  }
}
