import { openDatabase } from './sqlite/database'
import { eraser } from './sqlite/erase'
import { groupCommit, storeError } from './sqlite/group-commit'
import { messageRows } from './sqlite/message-rows'
import { sessionRows } from './sqlite/session-rows'
import { sqliteSessions } from './sqlite/sessions'
import { sqliteTurns } from './sqlite/turns'
import type { MemoryStore, StoreSettings } from './store'

/** The embedded store: one SQLite file in the folder, open in this process alone. */
export async function sqliteMemoryStore(folder: string, settings: StoreSettings): Promise<MemoryStore> {
  const database = openDatabase(folder)
  const { db } = database
  const write = groupCommit(db)
  const sessions = sessionRows(db)
  const messages = messageRows(db)
  const erasing = eraser(db, write)
  await erasing.resume()
  return {
    name: 'sqlite',
    embedded: true,
    ...sqliteSessions({ db, sessions, messages, write, eraser: erasing, ...settings }),
    ...sqliteTurns({ sessions, messages, write, ...settings }),
    async check() {
      try {
        db.run('select 1 from session limit 1')
      } catch (error) {
        throw storeError(error)
      }
    },
    openTurns: async () => messages.openCount(),
    async [Symbol.asyncDispose]() {
      await write(() => undefined) // everything that was asked for before is on the disk
      database[Symbol.dispose]()
    },
  }
}
