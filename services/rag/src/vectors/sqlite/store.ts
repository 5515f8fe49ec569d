import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { timeSlices } from '@collabry/runtime/time-slices'
import type { OwnerKey } from '@collabry/storage/owner-key'
import { syncLog } from '@collabry/storage/sqlite-open'
import { ANALYSIS_VERSION } from '../../lexical/tokenizer'
import type { ChunkCount, Embedding, Hit, IndexedChunk, Matches, Scope, VectorStore } from '../store'
import { writeQueues } from '../write-queues'
import { match } from './bm25'
import { countChunks, idsWithin, mergeWords, outdatedChunks, readChunks, renewWords, toHit } from './file'
import { emptyFileCache, filePool, type OpenFile } from './file-pool'
import { scanOf, vectorsOf } from './scan'

interface Options {
  directory: string
  /** Owners whose files are kept open. */
  openFilesMax?: number
  /** Memory for the vectors of open files, over all owners. */
  scanBytesMax?: number
}

const NEVER = new AbortController().signal

/** No further chunk goes into a transaction after this long. With the commit that makes 1 ms, 6 at the 99th percentile. */
const TRANSACTION_MS = 0.5

/** One SQLite file for each owner: a search reads no chunks of others, no statistics leak, and erasure deletes a file. */
export function sqliteVectors({ directory, openFilesMax = 64, scanBytesMax = 256 * 1_048_576 }: Options): VectorStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const pathOf = (owner: OwnerKey) => join(directory, `${owner}.sqlite`)
  const files = filePool({ pathOf, openFilesMax, scanBytesMax })
  const queues = writeQueues()

  return {
    upsert: (owner, chunks) =>
      queues.run(owner, async (check) => {
        await inBatches(files, owner, chunks, check, (file, chunk) => storeChunk(file, chunk))
        await syncLog(pathOf(owner))
      }),
    nearest: async (owner, query, k, scope) => (await pinned(files, owner, (file) => nearestIn(file, query, k, scope))) ?? [],
    matching: async (owner, words, k, scope, signal = NEVER): Promise<Matches> => {
      const file = files.existing(owner)
      // A failed renewal begins again when the file is opened next.
      if (file?.isAnalysisChecked === false) renewAll(files, queues, owner, file).catch(() => undefined)
      const found = await pinned(files, owner, (file) => match(file, words, k, scope, timeSlices(signal)))
      return found ?? { hits: [], statistics: { chunks: 0, words: 0, holding: new Map() } }
    },
    vectorsOf: async (owner, model, chunkIds) => {
      const file = files.existing(owner)
      return file ? vectorsOf(file, model, chunkIds) : new Map()
    },
    count: async (owner, of) => {
      const file = files.existing(owner)
      return file ? countKnown(file, of) : { chunks: 0, embedded: new Map() }
    },
    outdated: async () => [], // each file gets its words anew when it is searched
    renewWords: async () => {},
    remove: (owner, documentId, below) =>
      queues.run(owner, async (check) => {
        const file = files.existing(owner)
        if (file === undefined) return 0
        const ids = file.db
          .query<{ id: number }, [string, number]>('select id from chunk where document_id = ? and version < ?')
          .all(documentId, below)
        await inBatches(files, owner, ids, check, (current, { id }) => removeChunk(current, id))
        await syncLog(pathOf(owner))
        return ids.length
      }),
    purge: (owner) =>
      queues.run(owner, async (check) => {
        await purge(files, owner, check)
      }),
    erase: (owner) =>
      queues.runAlone(owner, async () => {
        files.close(owner)
        for (const ending of ['', '-wal', '-shm', '-journal']) await rm(`${pathOf(owner)}${ending}`, { force: true })
      }),
    [Symbol.asyncDispose]: async () => {
      await queues.end()
      files.closeAll()
    },
  }
}

type Files = ReturnType<typeof filePool>
type Queues = ReturnType<typeof writeQueues>

/**
 * Writes in short transactions, with a turn of the event loop for others between them. The file may be closed meanwhile: each
 * transaction asks for it.
 */
async function inBatches<T>(
  files: Files,
  owner: OwnerKey,
  items: T[],
  check: () => void,
  write: (file: OpenFile, item: T) => void,
): Promise<void> {
  for (let at = 0; at < items.length; ) {
    check()
    const file = files.opened(owner)
    file.cache = emptyFileCache()
    const batch = file.db.transaction(() => {
      const endMs = performance.now() + TRANSACTION_MS
      do {
        const item = items[at]
        if (item !== undefined) write(file, item)
        at++
      } while (at < items.length && performance.now() < endMs)
    })
    try {
      batch.immediate()
    } catch (err) {
      file.scans.clear() // they may hold what was rolled back
      throw err
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Renews the words that an older analysis made, between other writes of the owner. */
async function renewAll(files: Files, queues: Queues, owner: OwnerKey, file: OpenFile): Promise<void> {
  file.isAnalysisChecked = true
  const next = async (check: () => void) => {
    const current = files.existing(owner)
    const outdated = current ? outdatedChunks(current.db) : []
    await inBatches(files, owner, outdated, check, ({ db }, chunk) => renewWords(db, chunk))
    return outdated.length > 0
  }
  while (await queues.run(owner, next));
}

async function purge(files: Files, owner: OwnerKey, check: () => void): Promise<void> {
  for (let isFirst = true, more = true; more; isFirst = false) {
    check()
    const file = files.existing(owner)
    more = file !== undefined && mergeWords(file.db, isFirst)
    await new Promise((resolve) => setImmediate(resolve))
  }
  // The log holds older pages, and so does the file until the log is written into it.
  files.existing(owner)?.db.run('pragma wal_checkpoint(truncate)')
}

async function nearestIn(file: OpenFile, query: Embedding, k: number, scope: Scope): Promise<Hit[]> {
  const scan = await scanOf(file, query)
  if (scan === undefined || file.closed) return []
  const found = scan.nearest(query.vector, k, idsWithin(file.db, scope))
  const scores = new Map(found.map(({ id, score }) => [id, score]))
  return readChunks(file.db, [...scores.keys()]).map((chunk) => toHit(chunk, scores.get(chunk.id) ?? 0))
}

/** Works with the file of an owner, which stays open meanwhile unless the owner is erased. Undefined: there is none. */
async function pinned<T>(files: Files, owner: OwnerKey, work: (file: OpenFile) => Promise<T>): Promise<T | undefined> {
  const file = files.existing(owner)
  if (file === undefined) return undefined
  file.pins += 1
  try {
    return await work(file)
  } finally {
    file.pins -= 1
    files.trim(owner)
  }
}

/** The count of the whole file is cached, because every search needs it. */
function countKnown({ db, cache }: OpenFile, of: { documentId: string; version: number } | undefined): ChunkCount {
  if (of !== undefined) return countChunks(db, of)
  cache.counted ??= countChunks(db, undefined)
  return cache.counted
}

/** Inside the caller's transaction. A chunk that is there as it is gets its vector alone, which follows the words. */
function storeChunk(file: OpenFile, chunk: IndexedChunk): void {
  const words = chunk.words.join(' ')
  const place = [
    chunk.documentId,
    chunk.version,
    chunk.ordinal,
    chunk.notebookId,
    chunk.content,
    chunk.start,
    chunk.end,
    chunk.page,
  ]
  const known = file.db
    .query<{ id: number; content: string; isSame: number }, (string | number)[]>(
      `select id, content, document_id = ? and version = ? and ordinal = ? and notebook_id = ? and content = ? and starts = ?
         and ends = ? and page = ? and words = ? and analysis = ? as isSame
       from chunk where chunk_id = ?`,
    )
    .get(...place, words, ANALYSIS_VERSION, chunk.chunkId)
  const id = known?.isSame ? known.id : writeChunk(file, { chunk, words, place }, known)
  if (chunk.embedding !== undefined) storeVector(file, id, chunk.embedding)
}

interface Written {
  chunk: IndexedChunk
  words: string
  place: (string | number)[]
}

function writeChunk(file: OpenFile, { chunk, words, place }: Written, known: { id: number; content: string } | null): number {
  const { db } = file
  if (known !== null) {
    db.query('delete from word where rowid = ?').run(known.id)
    // Vectors of other models stay true only of the same text.
    if (known.content !== chunk.content) removeVectors(file, known.id)
  }
  const row = db
    .query<{ id: number }, (string | number)[]>(
      `insert into chunk (chunk_id, document_id, version, ordinal, notebook_id, content, starts, ends, page, words, word_count, analysis)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (chunk_id) do update set document_id = excluded.document_id, version = excluded.version,
         ordinal = excluded.ordinal, notebook_id = excluded.notebook_id, content = excluded.content, starts = excluded.starts,
         ends = excluded.ends, page = excluded.page, words = excluded.words, word_count = excluded.word_count,
         analysis = excluded.analysis
       returning id`,
    )
    .get(chunk.chunkId, ...place, words, chunk.words.length, ANALYSIS_VERSION)
  if (row === null) throw new Error('the chunk was not stored')
  db.query('insert into word (rowid, words) values (?, ?)').run(row.id, words)
  return row.id
}

function storeVector({ db, scans }: OpenFile, chunk: number, { model, vector }: Embedding): void {
  db.query('insert or ignore into model (name, dimension) values (?, ?)').run(model, vector.length)
  const known = db
    .query<{ id: number }, [string, number]>('select id from model where name = ? and dimension = ?')
    .get(model, vector.length)
  if (known === null) throw new Error('the model was not stored')
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  db.query('insert or replace into vector (model_id, chunk, vector) values (?, ?, ?)').run(known.id, chunk, bytes)
  scans.get(known.id)?.scan.put(chunk, vector)
}

/** Inside the caller's transaction. */
function removeChunk(file: OpenFile, id: number): void {
  removeVectors(file, id)
  file.db.query('delete from word where rowid = ?').run(id)
  file.db.query('delete from chunk where id = ?').run(id)
}

function removeVectors({ db, scans }: OpenFile, chunk: number): void {
  const models = db.query<{ id: number }, []>('select id from model').all()
  for (const { id } of models) db.query('delete from vector where model_id = ? and chunk = ?').run(id, chunk)
  for (const { scan } of scans.values()) scan.remove(chunk)
}
