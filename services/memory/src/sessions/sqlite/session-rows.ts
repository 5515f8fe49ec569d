import type { Database } from 'bun:sqlite'
import type { UserKey } from '@collabry/storage/owner-key'
import { OWNER_LIMITS, type OwnerLimits, sessionCounts } from '../../owner-limits'
import { foldCase } from '../recall'
import { type NewSession, type Session, type Summary, tooManySessions } from '../store'
import type { MessageRows } from './message-rows'

export interface SessionRow {
  key: number
  session_id: string
  title: string
  notebook_id: string
  created_at_ms: number
  last_activity_ms: number
  activity: number
  /** With those that have expired: the ordinal of the last one. */
  message_count: number
  /** Ordinal of the last message that has expired. */
  expired_to: number
  /** Whether it has turns that are not on the branch of the newest one. */
  branched: number
  summary: string
  summary_message_id: string
}

const columns =
  'key, session_id, title, notebook_id, created_at_ms, last_activity_ms, activity, message_count, expired_to, branched, summary, summary_message_id'

/** The statements on the session table; none of them opens a transaction. */
export function sessionRows(db: Database, limits: OwnerLimits = OWNER_LIMITS) {
  const byId = db.query<SessionRow, [UserKey, string]>(`select ${columns} from session where owner = ? and session_id = ?`)
  const byKey = db.query<SessionRow, [number]>(`select ${columns} from session where key = ?`)
  const newest = db.query<{ newest: number | null }, [UserKey]>('select max(activity) as newest from session where owner = ?')
  const insert = db.query<SessionRow, [UserKey, string, string, string, string, number, number, number, number]>(
    `insert into session (owner, session_id, title, title_folded, notebook_id, created_at_ms, last_activity_ms, activity, message_count)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning ${columns}`,
  )
  const setTitle = db.query<null, [string, string, number]>('update session set title = ?, title_folded = ? where key = ?')
  const setActivity = db.query<null, [number, number, number, number]>(
    'update session set activity = ?, last_activity_ms = ?, message_count = message_count + ? where key = ?',
  )
  const setBranched = db.query<null, [number]>('update session set branched = 1 where key = ?')
  const setSummary = db.query<null, [string, string, number]>(
    'update session set summary = ?, summary_message_id = ? where key = ?',
  )
  const page = db.query<SessionRow, [UserKey, number, number]>(
    `select ${columns} from session where owner = ? and activity < ? order by activity desc limit ?`,
  )
  const pageOfNotebook = db.query<SessionRow, [UserKey, string, number, number]>(
    `select ${columns} from session where owner = ? and notebook_id = ? and activity < ? order by activity desc limit ?`,
  )
  const count = db.query<{ total: number }, [UserKey]>('select count(*) as total from session where owner = ?')
  const countOfNotebook = db.query<{ total: number }, [UserKey, string]>(
    'select count(*) as total from session where owner = ? and notebook_id = ?',
  )

  const dropOldEmpty = db.query<null, [UserKey, number]>(
    `delete from session where key in
       (select key from session where owner = ? and message_count = 0 order by activity desc limit -1 offset ?)`,
  )

  const counts = sessionCounts(limits)
  const newestActivity = (owner: UserKey) => newest.get(owner)?.newest ?? 0
  return {
    find: (owner: UserKey, sessionId: string) => byId.get(owner, sessionId) ?? undefined,
    read: (key: number) => byKey.get(key) ?? undefined,
    newestActivity,
    insert(owner: UserKey, { sessionId, title, notebookId }: NewSession, now: number, messageCount = 0): SessionRow {
      const activity = newestActivity(owner) + 1
      if (!counts.isRoomKnown(owner, activity) && !counts.isRoom(owner, activity, count.get(owner)?.total ?? 0))
        throw tooManySessions(limits.sessions)
      const row = insert.get(owner, sessionId, title, foldCase(title), notebookId, now, now, activity, messageCount)
      if (!row) throw new Error('the inserted session was not returned')
      return row
    },
    /** Only the newest sessions without a message stay. */
    dropOldEmpty: (owner: UserKey) => void dropOldEmpty.run(owner, limits.emptySessions),
    rename: (key: number, title: string) => setTitle.run(title, foldCase(title), key),
    branch: (key: number) => setBranched.run(key),
    summarize: (key: number, { text, messageId }: Summary) => setSummary.run(text, messageId, key),
    /** The session becomes the current one of its owner. */
    touch(owner: UserKey, row: SessionRow, now: number, messagesAdded: number) {
      const newestOne = newestActivity(owner)
      const activity = row.activity === newestOne ? newestOne : newestOne + 1
      setActivity.run(activity, Math.max(now, row.last_activity_ms), messagesAdded, row.key)
    },
    page: (owner: UserKey, notebookId: string, before: number, limit: number) =>
      notebookId === '' ? page.all(owner, before, limit) : pageOfNotebook.all(owner, notebookId, before, limit),
    count: (owner: UserKey, notebookId: string) =>
      (notebookId === '' ? count.get(owner) : countOfNotebook.get(owner, notebookId))?.total ?? 0,
  }
}

export type SessionRows = ReturnType<typeof sessionRows>

export const toSession = (row: SessionRow, newestActivity: number): Session => ({
  sessionId: row.session_id,
  title: row.title,
  notebookId: row.notebook_id,
  createdAtMs: row.created_at_ms,
  lastActivityMs: row.last_activity_ms,
  messageCount: row.message_count - row.expired_to,
  isCurrent: row.activity === newestActivity,
})

interface Covering extends Summary {
  /** Number of messages of the branch that it covers; 0: there is no summary. */
  covers: number
  /** Position of the last message that it covers. */
  after: number | undefined
}

export const NO_SUMMARY: Covering = { text: '', messageId: '', covers: 0, after: undefined }

/** The summary, if it belongs to this branch. Without a path the session has no branches. */
export function summaryOf(messages: MessageRows, session: SessionRow, path: Set<number> | undefined): Covering {
  const covered = messages.find(session.key, session.summary_message_id)
  if (!covered || (path && !path.has(covered.ordinal))) return NO_SUMMARY
  const { ordinal, message_id: messageId } = covered
  const covers = path ? [...path].filter((other) => other <= ordinal).length : ordinal - session.expired_to
  return { text: session.summary, messageId, covers, after: ordinal }
}
