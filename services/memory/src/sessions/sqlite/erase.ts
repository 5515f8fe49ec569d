import type { Database } from 'bun:sqlite'
import { storeError, type Write } from '../../sqlite/group-commit'
import type { SessionRow } from './session-rows'

/** What is erased in one step, so that a long session holds up nobody. */
const messagesAStep = 50
const charsAStep = 200_000

export interface Eraser {
  /** Erases the session that is found. */
  erase(find: () => SessionRow): Promise<{ messagesDeleted: number }>
  /** Goes on with what a crash left. */
  resume(): Promise<void>
}

/**
 * Erases a session for good. The first step takes it out of sight and notes it, the next ones overwrite its messages,
 * and the last one empties the write-ahead log, which holds older pages until then.
 */
export function eraser(db: Database, write: Write): Eraser {
  const noteDoomed = db.query<null, [number]>('insert into doomed (session) values (?)')
  const dropSession = db.query<null, [number]>('delete from session where key = ?')
  const some = db.query<{ key: number; chars: number }, [number, number]>(
    'select key, chars from message where session = ? limit ?',
  )
  const dropParts = db.query<null, [number]>('delete from part where message = ?')
  const dropMessage = db.query<null, [number]>('delete from message where key = ?')
  const forgetDoomed = db.query<null, [number]>('delete from doomed where session = ?')

  const allDoomed = db.query<{ session: number }, []>('select session from doomed')

  const erase: Eraser['erase'] = async (find) => {
    const session = await write(() => {
      const row = find()
      noteDoomed.run(row.key)
      dropSession.run(row.key)
      return row
    })
    await eraseMessages(session.key)
    emptyLog()
    return { messagesDeleted: session.message_count }
  }

  const resume: Eraser['resume'] = async () => {
    const doomed = allDoomed.all()
    for (const { session } of doomed) await eraseMessages(session)
    if (doomed.length > 0) emptyLog()
  }

  return { erase, resume }

  function emptyLog(): void {
    try {
      db.run('pragma wal_checkpoint(truncate)')
    } catch (error) {
      throw storeError(error)
    }
  }

  async function eraseMessages(session: number): Promise<void> {
    for (let left = true; left; ) {
      left = await write(() => {
        const messages = some.all(session, messagesAStep)
        let chars = 0
        for (const message of messages) {
          dropParts.run(message.key)
          dropMessage.run(message.key)
          chars += message.chars
          if (chars > charsAStep) break
        }
        if (messages.length === 0) forgetDoomed.run(session)
        return messages.length > 0
      })
    }
  }
}
