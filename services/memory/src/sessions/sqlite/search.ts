import type { Database } from 'bun:sqlite'
import { timeSlices } from '@collabry/storage/in-slices'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { SessionRow, SessionRows } from './session-rows'

/** Longest time a search keeps the event loop before others get their turn. */
const SLICE_MS = 3
const SESSIONS_PER_SLICE = 500

interface Matches {
  rows: SessionRow[]
  total: number
}

/**
 * Looks for a folded text in the titles and messages of an owner, session by session, and never holds up the streams
 * meanwhile. `instr` takes the text as it is: no character of it means anything.
 */
export function sqliteSearch(db: Database, sessions: SessionRows) {
  const inTitle = db.query<unknown, [number, string]>('select 1 from session where key = ? and instr(title_folded, ?) > 0')
  const inMessages = db.query<unknown, [number, string]>(
    'select 1 from message where session = ? and instr(folded, ?) > 0 limit 1',
  )
  const nextSlice = timeSlices()
  const matches = (key: number, text: string) => inTitle.get(key, text) !== null || inMessages.get(key, text) !== null

  /** The first `limit` matches behind `before`, and the number of all. */
  return async (owner: OwnerKey, notebookId: string, text: string, before: number, limit: number, signal: AbortSignal) => {
    const found: Matches = { rows: [], total: 0 }
    await nextSlice()
    let sliceEnd = performance.now() + SLICE_MS
    let position = Number.MAX_SAFE_INTEGER
    for (;;) {
      signal.throwIfAborted()
      const slice = sessions.page(owner, notebookId, position, SESSIONS_PER_SLICE)
      for (const row of slice) {
        if (matches(row.key, text)) {
          found.total += 1
          if (row.activity < before && found.rows.length < limit) found.rows.push(row)
        }
        if (performance.now() < sliceEnd) continue
        await nextSlice()
        signal.throwIfAborted()
        sliceEnd = performance.now() + SLICE_MS
      }
      const last = slice.at(-1)
      if (!last || slice.length < SESSIONS_PER_SLICE) return found
      position = last.activity
    }
  }
}
