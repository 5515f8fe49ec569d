import type { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { ChunkCount, WordStatistics } from '../store'
import { openFile } from './file'
import { type PostingList, postings } from './posting-list'
import type { VectorIndex } from './vector-index'

export interface OpenFile {
  db: Database
  /** Vectors that are in memory, or on their way (`read`), by the id of their model. */
  scans: Map<number, { scan: VectorIndex; read: Promise<boolean>; isWhole: boolean }>
  cache: FileCache
  /** Whether words of an older analysis were looked for since the file was opened. */
  isAnalysisChecked: boolean
  /** While not 0, the file stays open and its vectors stay in memory, unless its owner is erased. */
  pins: number
  closed: boolean
}

interface Limits {
  pathOf: (owner: OwnerKey) => string
  openFilesMax: number
  scanBytesMax: number
}

const newly = (db: Database): OpenFile => ({
  db,
  scans: new Map(),
  cache: emptyFileCache(),
  isAnalysisChecked: false,
  pins: 0,
  closed: false,
})

/** The files in use, least recently used first out. */
export function filePool({ pathOf, openFilesMax, scanBytesMax }: Limits) {
  const files = new Map<OwnerKey, OpenFile>()

  /** The file of an owner, if there is one: asking for an unknown owner creates nothing on the disk. */
  function existing(owner: OwnerKey): OpenFile | undefined {
    return files.has(owner) || existsSync(pathOf(owner)) ? opened(owner) : undefined
  }

  function opened(owner: OwnerKey): OpenFile {
    const file = files.get(owner) ?? newly(openFile(pathOf(owner)))
    files.delete(owner)
    files.set(owner, file)
    for (const [other, { pins }] of files) {
      if (files.size <= openFilesMax) break
      if (pins === 0 && other !== owner) close(other)
    }
    return file
  }

  function close(owner: OwnerKey): void {
    const file = files.get(owner)
    if (file === undefined) return
    file.closed = true
    file.db.close(true)
    files.delete(owner)
  }

  /** Releases vectors in memory, those of other owners first. */
  function trim(owner: OwnerKey): void {
    let bytes = 0
    for (const file of files.values()) for (const { scan } of file.scans.values()) bytes += scan.bytes
    for (const [other, file] of files) {
      if (bytes <= scanBytesMax) return
      if (other === owner || file.pins > 0) continue
      for (const { scan } of file.scans.values()) bytes -= scan.bytes
      file.scans.clear()
    }
    const own = files.get(owner)
    if (bytes > scanBytesMax && own?.pins === 0) own.scans.clear()
  }

  const closeAll = () => {
    for (const owner of [...files.keys()]) close(owner)
  }
  return { existing, opened, close, trim, closeAll }
}

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
