import type { Db } from 'mongodb'
import { onStore } from '../mongo/errors'
import { openCollections } from './mongo/collections'
import { eraser, eraseSessions } from './mongo/erase'
import { expireMessages } from './mongo/expire'
import { mongoNotes } from './mongo/notes'
import { mongoSessions } from './mongo/sessions'
import { mongoTurns } from './mongo/turns'
import type { MemoryStore, StoreSettings } from './store'

/** Sessions and turns in MongoDB. Every step that must hold together is one document, so it needs no transactions. */
export async function mongoMemoryStore(db: Db, settings: StoreSettings): Promise<MemoryStore> {
  const collections = await openCollections(db)
  const eraseDoomed = eraser(collections)
  return {
    name: 'mongodb',
    embedded: false,
    ...mongoSessions({ collections, ...settings }),
    ...mongoNotes(collections),
    ...mongoTurns({ collections, eraseDoomed, ...settings }),
    eraseSessions: (owner) => onStore(() => eraseSessions(collections, { owner })),
    expireSessions: (beforeMs) =>
      onStore(async () => (await eraseSessions(collections, { lastActivityMs: { $lt: beforeMs } })).sessions),
    expireMessages: (beforeMs) => onStore(() => expireMessages(collections, beforeMs)),
    check: () => onStore(async () => void (await db.command({ ping: 1 }, { timeoutMS: 1_500 }))),
    openTurns: () => onStore(() => collections.turns.countDocuments({ status: 'streaming' })),
  }
}
