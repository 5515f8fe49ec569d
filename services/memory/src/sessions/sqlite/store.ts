import type { Database } from 'bun:sqlite'
import { storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { checkFreeSpace } from '@collabry/storage/sqlite-open'
import type { OwnerLimits } from '../../owner-limits'
import { countFitting, pathTo } from '../history'
import { foldCase } from '../recall'
import {
  type ConversationStore,
  type MessageQuery,
  messageNotFound,
  PAGE_CHARS_MAX,
  type SessionStore,
  type StoreSettings,
  sessionNotFound,
} from '../store'
import { sqliteAnnotations } from './annotations'
import { type Eraser, messageExpirer, sessionEraser } from './erase'
import { type MessageHead, type MessageRows, messageRows } from './message-rows'
import { sqliteSearch } from './search'
import { type SessionRow, type SessionRows, sessionRows, toSession } from './session-rows'
import { sqliteTurns } from './turns'

/** Sessions and turns in the tables of the embedded store. Deletions that a crash cut short are finished first. */
export async function sqliteConversationStore(
  db: Database,
  write: Write,
  settings: StoreSettings & { limits?: OwnerLimits },
): Promise<ConversationStore> {
  const sessions = sessionRows(db, settings.limits)
  const messages = messageRows(db)
  const erasing = sessionEraser(db, write)
  await erasing.resume()
  return {
    name: 'sqlite',
    embedded: true,
    ...sqliteSessions({ db, sessions, messages, write, sessionEraser: erasing, ...settings }),
    ...sqliteAnnotations({ sessions, messages, write, ...settings }),
    ...sqliteTurns({ sessions, messages, write, ...settings }),
    eraseSessions: (owner) => erasing.eraseOwner(owner),
    expireSessions: (beforeMs) => erasing.expire(beforeMs),
    expireMessages: messageExpirer(db, write),
    async check() {
      try {
        db.run('select 1 from session limit 1')
      } catch (error) {
        throw storeError(error)
      }
      await checkFreeSpace(db)
    },
    openTurns: async () => messages.openCount(),
  }
}

interface Parts extends StoreSettings {
  db: Database
  sessions: SessionRows
  messages: MessageRows
  write: Write
  sessionEraser: Eraser
}

function sqliteSessions({ db, sessions, messages, write, sessionEraser, now }: Parts): SessionStore {
  const search = sqliteSearch(db, sessions)
  const found = (owner: UserKey, sessionId: string): SessionRow => {
    const row = sessions.find(owner, sessionId)
    if (!row) throw sessionNotFound()
    return row
  }
  const shown = (owner: UserKey, row: SessionRow) => toSession(row, sessions.newestActivity(owner))
  return {
    create: (userId, session) =>
      write(() => {
        const owner = ownerKey(userId)
        const there = sessions.find(owner, session.sessionId)
        const row = there ?? sessions.insert(owner, session, now())
        if (!there) sessions.dropOldEmpty(owner)
        return { session: shown(owner, row), created: there === undefined }
      }),

    get: (userId, sessionId) => read(() => shown(ownerKey(userId), found(ownerKey(userId), sessionId))),

    async list(userId, { limit, before = Number.MAX_SAFE_INTEGER, query, notebookId }, signal) {
      const owner = ownerKey(userId)
      const text = foldCase(query.trim())
      const matches = await read(() =>
        text === ''
          ? { rows: sessions.page(owner, notebookId, before, limit + 1), total: sessions.count(owner, notebookId) }
          : search(owner, notebookId, text, before, limit + 1, signal),
      )
      const rows = matches.rows.slice(0, limit)
      const newest = await read(() => sessions.newestActivity(owner))
      const next = matches.rows.length > limit ? rows.at(-1)?.activity : undefined
      return { sessions: rows.map((row) => toSession(row, newest)), total: matches.total, next }
    },

    rename: (userId, sessionId, title) =>
      write(() => {
        const owner = ownerKey(userId)
        const { key } = found(owner, sessionId)
        sessions.rename(key, title)
        return shown(owner, found(owner, sessionId))
      }),

    delete: (userId, sessionId) => sessionEraser.erase(() => found(ownerKey(userId), sessionId)),

    messages: (userId, sessionId, query) =>
      read(() => {
        const { limit } = query
        const heads = headsOf(messages, found(ownerKey(userId), sessionId), { ...query, limit: limit + 1 })
        const page = heads.slice(0, Math.min(limit, fittingPage(heads)))
        const next = page.length < heads.length ? page.at(-1)?.ordinal : undefined
        return { messages: page.flatMap((head) => messages.read(head, now())), next }
      }),
  }
}

/** Messages of a branch after a position, in the order asked for. Only branches need all links to be read. */
function headsOf(
  messages: MessageRows,
  { key, branched }: SessionRow,
  { limit, after, newestFirst = false, branch, everything = false }: MessageQuery,
): MessageHead[] {
  const read = (count: number) =>
    newestFirst ? messages.headsBackwards(key, after ?? Number.MAX_SAFE_INTEGER, count) : messages.heads(key, after ?? 0, count)
  if (everything || (branched === 0 && branch === undefined)) return read(limit)
  if (branch !== undefined && !messages.find(key, branch)) throw messageNotFound()
  const path = pathTo(messages.links(key), branch)
  return read(Number.MAX_SAFE_INTEGER)
    .filter(({ ordinal }) => path.has(ordinal))
    .slice(0, limit)
}

/** Number of messages on a page: at least one, and no more than fit into a reply. */
const fittingPage = (heads: MessageHead[]): number =>
  Math.max(
    1,
    countFitting(heads, (head) => head.chars + head.sources_chars, PAGE_CHARS_MAX),
  )

async function read<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storeError(error)
  }
}
