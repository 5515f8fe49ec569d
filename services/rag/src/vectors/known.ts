import type { ChunkCount, WordStatistics } from './store'

/** What one search after the other asks of an owner's file; it holds until the next write. */
export interface Known {
  counted?: ChunkCount
  totals?: Pick<WordStatistics, 'chunks' | 'words'>
  holders: Holders
}

/** Ids of the chunks that hold a word, of the words asked for last. */
export interface Holders {
  of(word: string, read: (word: string) => Uint32Array): Uint32Array
}

/** 1 MiB a file. A common word is in most chunks, and is in most queries. */
const HOLDER_IDS_MAX = 262_144

export function nothingKnown(): Known {
  const lists = new Map<string, Uint32Array>()
  let ids = 0
  return {
    holders: {
      of(word, read) {
        const list = lists.get(word) ?? read(word)
        if (lists.delete(word)) ids -= list.length
        lists.set(word, list)
        ids += list.length
        for (const [oldest, { length }] of lists) {
          if (ids <= HOLDER_IDS_MAX) break
          lists.delete(oldest)
          ids -= length
        }
        return list
      },
    },
  }
}
