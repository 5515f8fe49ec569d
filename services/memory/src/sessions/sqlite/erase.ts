import type { Database } from 'bun:sqlite'
import { checkpoint, type Write } from '@collabry/storage/group-commit'
import type { UserKey } from '@collabry/storage/owner-key'
import type { SessionRow } from './session-rows'

/** Limits of one step, so that erasing a long session does not block other work. */
const MESSAGES_PER_STEP = 50
const CHARS_PER_STEP = 200_000
const SESSIONS_PER_STEP = 100

interface PendingSession {
  key: number
  message_count: number
  expired_to: number
}

export interface Eraser {
  /** Erases the session that `find` returns. */
  erase(find: () => SessionRow): Promise<{ messagesDeleted: number }>
  /** Erases all sessions of an owner. */
  eraseOwner(owner: UserKey): Promise<{ sessions: number; messages: number }>
  /** Erases sessions without activity since `beforeMs`. */
  expire(beforeMs: number): Promise<number>
  /** Continues deletions that a crash interrupted. */
  resume(): Promise<void>
}

/**
 * Erases sessions. The first step deletes the session and marks it as pending, the next ones overwrite its messages, and the
 * last one empties the write-ahead log, which contains older pages until then.
 */
export function sessionEraser(db: Database, write: Write): Eraser {
  const { notePending, dropSession, some, dropParts, dropMessage, forgetPending, ofOwner, idleSince, allPending } =
    eraseStatements(db)

  const erase: Eraser['erase'] = async (find) => {
    const session = await write(() => {
      const row = find()
      notePending.run(row.key)
      dropSession.run(row.key)
      return row
    })
    await eraseMessages(session.key)
    checkpoint(db)
    return { messagesDeleted: session.message_count - session.expired_to }
  }

  const resume: Eraser['resume'] = async () => {
    const pending = allPending.all()
    for (const { session } of pending) await eraseMessages(session)
    if (pending.length > 0) checkpoint(db)
  }

  /** Deletes the sessions in small steps, then their messages. */
  const eraseFound = async (found: () => PendingSession[]) => {
    const erased = { sessions: 0, messages: 0 }
    for (let sessions = 1; sessions > 0; ) {
      const rows = await write(() => {
        const rows = found()
        for (const { key } of rows) {
          notePending.run(key)
          dropSession.run(key)
        }
        return rows
      })
      sessions = rows.length
      erased.sessions += sessions
      for (const { message_count, expired_to } of rows) erased.messages += message_count - expired_to
    }
    await resume()
    return erased
  }

  return {
    erase,
    resume,
    async eraseOwner(owner) {
      const erased = await eraseFound(() => ofOwner.all(owner, SESSIONS_PER_STEP))
      checkpoint(db) // also of what other stores erased before
      return erased
    },
    expire: async (beforeMs) => (await eraseFound(() => idleSince.all(beforeMs, SESSIONS_PER_STEP))).sessions,
  }

  async function eraseMessages(session: number): Promise<void> {
    for (let left = true; left; ) {
      left = await write(() => {
        const messages = some.all(session, MESSAGES_PER_STEP)
        let chars = 0
        for (const message of messages) {
          dropParts.run(message.key)
          dropMessage.run(message.key)
          chars += message.chars
          if (chars > CHARS_PER_STEP) break
        }
        if (messages.length === 0) forgetPending.run(session)
        return messages.length > 0
      })
    }
  }
}

function eraseStatements(db: Database) {
  const notePending = db.query<null, [number]>('insert into pending_deletion (session) values (?)')
  const dropSession = db.query<null, [number]>('delete from session where key = ?')
  const some = db.query<{ key: number; chars: number }, [number, number]>(
    'select key, chars from message where session = ? limit ?',
  )
  const dropParts = db.query<null, [number]>('delete from part where message = ?')
  const dropMessage = db.query<null, [number]>('delete from message where key = ?')
  const forgetPending = db.query<null, [number]>('delete from pending_deletion where session = ?')

  const ofOwner = db.query<PendingSession, [UserKey, number]>(
    'select key, message_count, expired_to from session where owner = ? limit ?',
  )
  const idleSince = db.query<PendingSession, [number, number]>(
    'select key, message_count, expired_to from session where last_activity_ms < ? limit ?',
  )
  const allPending = db.query<{ session: number }, []>('select session from pending_deletion')
  return { notePending, dropSession, some, dropParts, dropMessage, forgetPending, ofOwner, idleSince, allPending }
}

/** Limit of one step of expiry. */
const TURNS_PER_STEP = 25

/** An answer; its question is the message before. */
interface OldTurn {
  key: number
  session: number
  ordinal: number
  message_id: string
  chars: number
}

export function messageExpirer(db: Database, write: Write): (beforeMs: number) => Promise<number> {
  const old = db.query<OldTurn, [number, number]>(
    `select key, session, ordinal, message_id, chars from message
     where created_at_ms < ? and role = 'assistant' and status <> 'streaming' order by created_at_ms, key limit ?`,
  )
  const drop = db.query<null, [number, number, number]>('delete from message where session = ? and ordinal in (?, ?)')
  const dropParts = db.query<null, [number]>('delete from part where message = ?')
  const note = db.query<{ branched: number }, [number, number]>(
    `update session set expired_to = max(expired_to, ?), summary = '', summary_message_id = '' where key = ? returning branched`,
  )
  /** The message after an expired turn becomes the root of its branch. Sessions without branches need no roots. */
  const lead = db.query<null, [number, string]>(`update message set parent_id = '' where session = ? and parent_id = ?`)

  return async (beforeMs) => {
    let expired = 0
    for (let some = 1; some > 0; expired += some) {
      some = await write(() => {
        let [turns, chars] = [0, 0]
        for (const turn of old.all(beforeMs, TURNS_PER_STEP)) {
          dropParts.run(turn.key)
          drop.run(turn.session, turn.ordinal - 1, turn.ordinal)
          if (note.get(turn.ordinal, turn.session)?.branched === 1) lead.run(turn.session, turn.message_id)
          turns++
          chars += turn.chars
          if (chars > CHARS_PER_STEP) break
        }
        return 2 * turns
      })
    }
    if (expired > 0) checkpoint(db)
    return expired
  }
}
