import { onStore } from '@collabry/storage/mongo-errors'
import type { Db } from 'mongodb'
import type { MemoryStore, StoreSettings } from '../store'
import { openCollections } from './collections'
import { eraser, eraseSessions } from './erase'
import { expireMessages } from './expire'
import { mongoNotes } from './notes'
import { mongoSessions } from './sessions'
import { mongoTurns } from './turns'

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
