import { translateErrors } from '@collabry/storage/mongo-client'
import type { Db } from 'mongodb'
import type { OwnerLimits } from '../../owner-limits'
import type { ConversationStore, StoreSettings } from '../store'
import { mongoAnnotations } from './annotations'
import { openCollections } from './collections'
import { eraseSessions, expireMessages, sessionEraser } from './erase'
import { mongoSessions } from './sessions'
import { mongoTurns } from './turns'

/** Sessions and turns in MongoDB. Every step that must hold together is one document, so it needs no transactions. */
export async function mongoConversationStore(
  db: Db,
  settings: StoreSettings & { limits: OwnerLimits },
): Promise<ConversationStore> {
  const collections = await openCollections(db)
  const erasePending = sessionEraser(collections)
  return {
    name: 'mongodb',
    embedded: false,
    ...mongoSessions({ collections, ...settings }),
    ...mongoAnnotations(collections),
    ...mongoTurns({ collections, erasePending, ...settings }),
    eraseSessions: (owner) => translateErrors(() => eraseSessions(collections, { owner })),
    expireSessions: (beforeMs) =>
      translateErrors(async () => (await eraseSessions(collections, { lastActivityMs: { $lt: beforeMs } })).sessions),
    expireMessages: (beforeMs) => translateErrors(() => expireMessages(collections, beforeMs)),
    check: () => translateErrors(async () => void (await db.command({ ping: 1 }, { timeoutMS: 1_500 }))),
    openTurns: () => translateErrors(() => collections.turns.countDocuments({ status: 'streaming' })),
  }
}
