import { Database } from 'bun:sqlite'
import type { Collection } from './collection'

const TOP = 100

/** What SQLite finds by itself: whole documents, Porter's stems, the words of the query joined by OR, its own bm25. */
export function sqliteFts5({ documents, queries }: Collection): Map<string, string[]> {
  using db = new Database(':memory:')
  db.run("create virtual table document using fts5 (id unindexed, text, tokenize='porter unicode61')")
  const insert = db.query('insert into document (id, text) values (?, ?)')
  for (const { id, text } of documents) insert.run(id, text)
  const find = db.query<{ id: string }, [string]>(
    `select id from document where document match ? order by bm25(document) limit ${TOP}`,
  )
  return new Map(
    queries.map(({ id, text }) => {
      const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
      return [id, words.length === 0 ? [] : find.all(words.map((word) => `"${word}"`).join(' OR ')).map((row) => row.id)]
    }),
  )
}
