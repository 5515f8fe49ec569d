import type { Database } from 'bun:sqlite'
import { storeError, type Write } from '@collabry/storage/group-commit'
import type { OwnerLimits } from '../../owner-limits'
import type { ConversationStore, StoreSettings } from '../store'
import { sqliteAnnotations } from './annotations'
import { messageExpirer, sessionEraser } from './erase'
import { messageRows } from './message-rows'
import { sessionRows } from './session-rows'
import { sqliteSessions } from './sessions'
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
    },
    openTurns: async () => messages.openCount(),
  }
}
