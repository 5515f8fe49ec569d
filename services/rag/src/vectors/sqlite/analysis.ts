import type { Database } from 'bun:sqlite'
import { ANALYSIS_VERSION, indexWords } from '../../lexical/tokenizer'

/**
 * The version of the analysis that made the words of a file. A newer analysis makes them anew, chunk by chunk, while the file is
 * searched: forms that both versions know are found all the time.
 */
export const ANALYSIS_SCHEMA = `
  create table analysis (version integer not null);
  insert into analysis (version) values (1);
  alter table chunk add column analysis integer not null default 1;
`

/** Chunks that are looked up at once. */
const BATCH_CHUNKS = 32
/** The headings and the name of the file are the last words of a chunk, and are kept nowhere else. */
const CONTEXT_WORDS_MAX = 48

export interface OutdatedChunk {
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

/** Inside the caller's transaction. A chunk that was removed meanwhile stays away. */
export function renewWords(db: Database, { id, content, words: before }: OutdatedChunk): void {
  const made = indexWords(content)
  const known = new Set(made)
  const context = before.split(' ').slice(-CONTEXT_WORDS_MAX).filter((word) => word !== '' && !known.has(word)) // biome-ignore format: one line reads best
  const words = [...made, ...context]
  const changed = db
    .query('update chunk set words = ?, word_count = ?, analysis = ? where id = ? and words = ?')
    .run(words.join(' '), words.length, ANALYSIS_VERSION, id, before)
  if (changed.changes === 0) return
  db.query('delete from word where rowid = ?').run(id)
  db.query('insert into word (rowid, words) values (?, ?)').run(id, words.join(' '))
}
