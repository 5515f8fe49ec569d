import { Database } from 'bun:sqlite'
import { basename } from 'node:path'
import { migrateSqlite, type SqliteMigration } from '@collabry/storage/sqlite-open'
import { ANALYSIS_VERSION, renewedWords } from '../../lexical/tokenizer'
import type { ChunkCount, Hit, Scope } from '../store'

/**
 * Words are made by us, so the index must take them as they are: its `ascii` tokenizer cuts at ASCII blanks and
 * punctuation, which words never hold, and leaves everything else alone.
 */
const SCHEMA = `
  create table chunk (
    id integer primary key, chunk_id text not null unique, document_id text not null, version integer not null,
    ordinal integer not null, notebook_id text not null, content text not null, starts integer not null, ends integer not null,
    page integer not null, words text not null, word_count integer not null);
  create index chunk_document on chunk (document_id, version, word_count);
  create index chunk_notebook on chunk (notebook_id, document_id, version) where notebook_id <> '';
  create table model (id integer primary key, name text not null, dimension integer not null, unique (name, dimension));
  create table vector (
    id integer primary key, model_id integer not null, chunk integer not null, vector blob not null, unique (model_id, chunk));
  create virtual table word using fts5 (words, content='', contentless_delete=1, tokenize='ascii', detail=none);
`

/** Pages between checkpoints: 1 MB, so that no commit waits for long. */
const CHECKPOINT_PAGES = 256
/** Parts of the word index that may stand side by side: merging them less often keeps commits short. */
const WORD_PARTS = 8

interface StoredChunk {
  id: number
  chunkId: string
  documentId: string
  version: number
  ordinal: number
  content: string
  starts: number
  ends: number
  page: number
  words: string
}

/**
 * Opens an owner's file. With an exclusive lock the index of the write-ahead log stays in memory (no `-shm` file), and no
 * second process can change what is cached here. A commit survives the death of the process.
 */
export function openFile(path: string): Database {
  const db = new Database(path, { create: true, strict: true })
  db.run('pragma locking_mode = exclusive')
  db.run('pragma journal_mode = wal')
  db.run('pragma synchronous = normal')
  db.run(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.run('pragma journal_size_limit = 0')
  db.run('pragma secure_delete = on') // what is removed is overwritten, not just unlinked
  db.run('pragma cache_size = -4000')
  try {
    migrateSqlite(db, { file: `vectors/${basename(path)}`, application: 'CVec', migrations: MIGRATIONS })
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/**
 * The version of the analysis that made the words of a file. A newer analysis makes them anew, chunk by chunk, while the file is
 * searched: forms that both versions know are found all the time.
 */
const ANALYSIS_SCHEMA = `
  create table analysis (version integer not null);
  insert into analysis (version) values (1);
  alter table chunk add column analysis integer not null default 1;
`

/** A migration is added with each change of the schema; none is ever changed. */
const MIGRATIONS: SqliteMigration[] = [
  (db) => {
    db.run(SCHEMA)
    db.run("insert into word (word, rank) values ('automerge', ?)", [WORD_PARTS])
  },
  ANALYSIS_SCHEMA,
]

const COLUMNS = 'chunk.id, chunk_id as chunkId, document_id as documentId, version, ordinal, content, starts, ends, page, words'

/** Rows by id, in the order of the ids. */
export function readChunks(db: Database, ids: number[]): StoredChunk[] {
  const select = db.query<StoredChunk, [string]>(`select ${COLUMNS} from json_each(?) join chunk on chunk.id = value`)
  return select.all(JSON.stringify(ids))
}

export const toHit = ({ id: _, starts, ends, ...chunk }: StoredChunk, score: number): Hit => ({
  ...chunk,
  start: starts,
  end: ends,
  score,
})

/** Ids within a scope, or undefined when it leaves nothing out. */
export function idsWithin(db: Database, { documentIds, notebookId, hidden }: Scope): { only?: Set<number>; except: Set<number> } {
  const except = new Set<number>()
  const hiddenChunks = db.query<{ id: number }, [string, number]>('select id from chunk where document_id = ? and version = ?')
  for (const { documentId, version } of hidden) for (const { id } of hiddenChunks.all(documentId, version)) except.add(id)
  if (documentIds === undefined && notebookId === undefined) return { except }
  const only = new Set<number>()
  const place = notebookId === undefined ? '' : "and notebook_id = ? and notebook_id <> ''"
  const rest = notebookId === undefined ? [] : [notebookId]
  if (documentIds === undefined) {
    const ofNotebook = `select id from chunk where true ${place}`
    for (const { id } of db.query<{ id: number }, string[]>(ofNotebook).all(...rest)) only.add(id)
  } else {
    const ofDocument = db.query<{ id: number }, string[]>(`select id from chunk where document_id = ? ${place}`)
    for (const documentId of documentIds) for (const { id } of ofDocument.all(documentId, ...rest)) only.add(id)
  }
  return { only, except }
}

export function countChunks(db: Database, of: { documentId: string; version: number } | undefined): ChunkCount {
  const where = of === undefined ? '' : 'where document_id = ? and version = ?'
  const values = of === undefined ? [] : [of.documentId, of.version]
  const chunks = db.query<{ n: number }, (string | number)[]>(`select count(*) as n from chunk ${where}`).get(...values)?.n ?? 0
  const vectors = of === undefined ? 'vector' : `vector where chunk in (select id from chunk ${where})`
  const counted = db.query<{ name: string; n: number }, (string | number)[]>(
    `select model.name, count.n from (select model_id, count(*) as n from ${vectors} group by model_id) as count
     join model on model.id = count.model_id`,
  )
  const embedded = new Map<string, number>()
  for (const { name, n } of counted.all(...values)) embedded.set(name, (embedded.get(name) ?? 0) + n)
  return { chunks, embedded }
}

/** Pages of one step, so that it stays short. */
const STEP_PAGES = 16

/**
 * One step of writing the word index anew. FTS5 only marks the words of removed chunks, and leaves them in the file until
 * parts are merged; a negative number asks for one merge of all of them. True: there is more to do.
 */
export function mergeWords(db: Database, isFirst: boolean): boolean {
  const changes = db.query<{ n: number }, []>('select total_changes() as n')
  const before = changes.get()?.n ?? 0
  db.query("insert into word (word, rank) values ('merge', ?)").run(isFirst ? -STEP_PAGES : STEP_PAGES)
  return (changes.get()?.n ?? 0) - before >= 2
}

/** Chunks that are looked up at once. */
const BATCH_CHUNKS = 32

interface OutdatedChunk {
  id: number
  content: string
  words: string
}

/** The next chunks whose words another version made; none: the file is up to date, and is marked so. */
export function outdatedChunks(db: Database): OutdatedChunk[] {
  const version = db.query<{ version: number }, []>('select version from analysis').get()?.version
  if (version === ANALYSIS_VERSION) return []
  const outdated = db
    .query<OutdatedChunk, [number, number]>('select id, content, words from chunk where analysis <> ? limit ?')
    .all(ANALYSIS_VERSION, BATCH_CHUNKS)
  if (outdated.length === 0) db.query('update analysis set version = ?').run(ANALYSIS_VERSION)
  return outdated
}

/** Runs inside the caller's transaction. A chunk that was removed meanwhile is not added again. */
export function renewWords(db: Database, { id, content, words: before }: OutdatedChunk): void {
  const words = renewedWords(content, before.split(' '))
  const changed = db
    .query('update chunk set words = ?, word_count = ?, analysis = ? where id = ? and words = ?')
    .run(words.join(' '), words.length, ANALYSIS_VERSION, id, before)
  if (changed.changes === 0) return
  db.query('delete from word where rowid = ?').run(id)
  db.query('insert into word (rowid, words) values (?, ?)').run(id, words.join(' '))
}
