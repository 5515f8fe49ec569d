import type { ChunkCount, WordStatistics } from '../store'
import { type PostingList, postings } from './posting-list'

/** Answers that every search needs of an owner's file, valid until the next write. */
export interface FileCache {
  counted?: ChunkCount
  totals?: Pick<WordStatistics, 'chunks' | 'words'>
  /** Postings of the words that were asked for last. */
  postings: { of(word: string, read: (word: string) => number[]): PostingList }
}

/** A file. A common word is in most queries, and takes longest to be read. */
const POSTING_BYTES_MAX = 1_048_576

export function emptyFileCache(): FileCache {
  const kept = new Map<string, PostingList>()
  let bytes = 0
  return {
    postings: {
      of(word, read) {
        const found = kept.get(word) ?? postings(read(word))
        if (kept.delete(word)) bytes -= found.bytes
        kept.set(word, found)
        bytes += found.bytes
        for (const [oldest, other] of kept) {
          if (bytes <= POSTING_BYTES_MAX) break
          kept.delete(oldest)
          bytes -= other.bytes
        }
        return found
      },
    },
  }
}
