import type { Database } from 'bun:sqlite'

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
