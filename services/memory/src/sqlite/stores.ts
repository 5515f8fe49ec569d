import { groupCommit } from '@collabry/storage/group-commit'
import { sqliteDigestQueue } from '../digests/sqlite'
import { sqliteErasureStore } from '../erasure/sqlite'
import { sqliteIdempotencyStore } from '../idempotency/sqlite'
import { sqliteKeyStore } from '../keys/sqlite'
import { OWNER_LIMITS } from '../owner-limits'
import { sqliteConversationStore } from '../sessions/sqlite/store'
import type { StoreSettings } from '../sessions/store'
import type { Stores } from '../stores'
import { sqliteStreamStore } from '../streams/sqlite/store'
import { sqliteTokenStore } from '../tokens/sqlite'
import { sqliteUsageStore } from '../usage/sqlite'
import { openDatabase } from './database'

/** The embedded stores: one SQLite file in the folder, open in this process alone, whose writes share their commits. */
export async function sqliteStores(folder: string, settings: StoreSettings): Promise<Stores> {
  const database = openDatabase(folder)
  const { db } = database
  const write = groupCommit(db)
  const limits = { ...OWNER_LIMITS, ...settings.ownerLimits }
  return {
    now: settings.now,
    conversations: await sqliteConversationStore(db, write, { ...settings, limits }),
    tokens: sqliteTokenStore(db, write, settings.now, limits),
    keys: sqliteKeyStore(db, write, settings.now, limits),
    usage: sqliteUsageStore(db, write, settings.now),
    digests: sqliteDigestQueue(db, write, settings.now),
    erasures: sqliteErasureStore(db, write, settings.now),
    streams: sqliteStreamStore(db, write, settings.now, limits),
    idempotency: sqliteIdempotencyStore(db, write, settings.now, limits),
    async [Symbol.asyncDispose]() {
      await write(() => undefined) // everything that was asked for before is on the disk
      database[Symbol.dispose]()
    },
  }
}
