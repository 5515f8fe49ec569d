import type { Database } from 'bun:sqlite'
import { contentWords, rank } from '../words-rank'
import { idsWithin, readChunks, toHit } from './sqlite-file'
import type { Matches, Scope, WeightedWord, WordStatistics } from './store'

/** FTS5 ranks with constants of its own and without weights: so many of its best, at least, are ranked anew. */
const CANDIDATES_MIN = 100

export function match(db: Database, words: WeightedWord[], k: number, scope: Scope): Matches {
  const statistics = statisticsOf(db, words)
  const wanted = expression(words.filter(({ word }) => (statistics.holding.get(word) ?? 0) > 0))
  if (k <= 0 || wanted === '') return { hits: [], statistics }
  const { only, but } = idsWithin(db, scope)
  const limit = Math.max(CANDIDATES_MIN, k * 2)
  const ids: number[] = []
  if (only === undefined || only.size > 0) {
    const found = db.query<{ id: number }, [string, number]>(
      'select rowid as id from word where word match ? order by rank limit ?',
    )
    // Scoped rows are picked from the ranking as it is: FTS5 would visit them all anyway.
    for (const { id } of found.all(wanted, only === undefined ? limit + but.size : -1)) {
      if ((only === undefined || only.has(id)) && !but.has(id)) ids.push(id)
      if (ids.length === limit) break
    }
  }
  const hits = readChunks(db, ids).map((chunk) => {
    const hit = toHit(chunk, 0)
    return { ...hit, score: rank(hit.words, words, statistics) }
  })
  return { hits: hits.sort((a, b) => b.score - a.score).slice(0, k), statistics }
}

/** Stop words match everything, so they only rank; they are looked for when there is nothing else. */
function expression(words: WeightedWord[]): string {
  return contentWords(words)
    .map(({ word }) => quoted(word))
    .join(' OR ')
}

/** A string of FTS5 holds anything but NUL; whatever is in it is words, never an operator. */
const quoted = (word: string): string => `"${word.replaceAll('\0', '').replaceAll('"', '""')}"`

function statisticsOf(db: Database, words: WeightedWord[]): WordStatistics {
  const total = db.query<{ chunks: number; words: number | null }, []>(
    'select count(*) as chunks, sum(word_count) as words from chunk indexed by chunk_document',
  )
  const use = db.query<{ doc: number }, [string]>('select doc from word_use where term = ?')
  const { chunks, words: all } = total.get() ?? { chunks: 0, words: 0 }
  return { chunks, words: all ?? 0, holding: new Map(words.map(({ word }) => [word, use.get(word)?.doc ?? 0])) }
}
