import type { Database } from 'bun:sqlite'
import { type Pause, timeSlices } from '@collabry/runtime/time-slices'
import type { UserKey } from '@collabry/storage/owner-key'
import type { SessionRow, SessionRows } from './session-rows'

const SESSIONS_PER_PAGE = 500
const MESSAGES_PER_PAGE = 500
/**
 * Length of the folded text that one statement looks through. `instr` compares the whole query at each place of a text that
 * nearly matches everywhere: that is some milliseconds for the longest query.
 */
const SEARCHED_CHARS_MAX = 32_000

interface Matches {
  rows: SessionRow[]
  total: number
}

/** A message, and how much of its folded text there may be. */
interface Extent {
  ordinal: number
  foldedMax: number
}

/**
 * Searches the titles and messages of an owner for a folded text, message by message, and lets streams run in between. `instr`
 * compares the text literally: no character is a wildcard.
 */
export function sqliteSearch(db: Database, sessions: SessionRows, slices = timeSlices) {
  const inMessages = messageSearch(db)
  const inTitle = db.query<unknown, [number, string]>('select 1 from session where key = ? and instr(title_folded, ?) > 0')

  /** The first `limit` matches after `before`, and the number of all. */
  return async (owner: UserKey, notebookId: string, text: string, before: number, limit: number, signal: AbortSignal) => {
    const found: Matches = { rows: [], total: 0 }
    const pause = slices(signal)
    let position = Number.MAX_SAFE_INTEGER
    for (;;) {
      await pause()
      const page = sessions.page(owner, notebookId, position, SESSIONS_PER_PAGE)
      for (const row of page) {
        await pause()
        if (inTitle.get(row.key, text) === null && !(await inMessages(row.key, text, pause))) continue
        found.total++
        if (row.activity < before && found.rows.length < limit) found.rows.push(row)
      }
      const last = page.at(-1)
      if (!last || page.length < SESSIONS_PER_PAGE) return found
      position = last.activity
    }
  }
}

/** Whether a message of a session holds a text. */
function messageSearch(db: Database) {
  const extents = db.query<Extent, [number, number, number]>(
    `select ordinal, 2 * chars + 256 as foldedMax from message where session = ? and ordinal > ? order by ordinal limit ?`,
  )
  const inRange = db.query<unknown, [number, number, number, string]>(
    'select 1 from message where session = ? and ordinal between ? and ? and instr(folded, ?) > 0 limit 1',
  )
  const inPart = db.query<{ found: number }, [number, number, string, number, number]>(
    'select instr(substr(folded, ?, ?), ?) as found from message where session = ? and ordinal = ?',
  )

  return async (session: number, text: string, pause: Pause): Promise<boolean> => {
    let position = 0
    for (;;) {
      const page = extents.all(session, position, MESSAGES_PER_PAGE)
      for (const { from, to, foldedMax } of together(page)) {
        if (foldedMax <= SEARCHED_CHARS_MAX) {
          await pause()
          if (inRange.get(session, from, to, text) !== null) return true
          continue
        }
        for (let start = 1; start <= foldedMax; start += SEARCHED_CHARS_MAX) {
          await pause()
          // Parts overlap, so that no border hides a match.
          if (inPart.get(start, SEARCHED_CHARS_MAX + text.length, text, session, from)?.found) return true
        }
      }
      const last = page.at(-1)
      if (!last || page.length < MESSAGES_PER_PAGE) return false
      position = last.ordinal
      await pause()
    }
  }
}

/** Neighbours whose texts one statement looks through; a long one is by itself. */
function together(messages: Extent[]): { from: number; to: number; foldedMax: number }[] {
  const ranges: { from: number; to: number; foldedMax: number }[] = []
  for (const { ordinal, foldedMax } of messages) {
    const range = ranges.at(-1)
    if (range && range.foldedMax + foldedMax <= SEARCHED_CHARS_MAX) {
      range.to = ordinal
      range.foldedMax += foldedMax
    } else ranges.push({ from: ordinal, to: ordinal, foldedMax })
  }
  return ranges
}
