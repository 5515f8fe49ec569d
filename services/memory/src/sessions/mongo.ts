import { AppError } from '@collabry/runtime/errors'
import { MongoClient } from 'mongodb'
import { openCollections } from './mongo/collections'
import { eraser } from './mongo/erase'
import { onStore } from './mongo/errors'
import { mongoSessions } from './mongo/sessions'
import { mongoTurns } from './mongo/turns'
import type { MemoryStore, StoreSettings } from './store'

/** The store for many replicas. Every step that must hold together is one document, so it needs no transactions. */
export async function mongoMemoryStore(uri: string, database: string, settings: StoreSettings): Promise<MemoryStore> {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 2_000,
    socketTimeoutMS: 10_000,
    maxPoolSize: 100,
    ignoreUndefined: true,
  })
  try {
    const db = client.db(database)
    const collections = await openCollections(db)
    const eraseDoomed = eraser(collections)
    return {
      name: 'mongodb',
      embedded: false,
      ...mongoSessions({ collections, ...settings }),
      ...mongoTurns({ collections, eraseDoomed, ...settings }),
      check: () => onStore(async () => void (await db.command({ ping: 1 }, { timeoutMS: 1_500 }))),
      openTurns: () => onStore(() => collections.turns.countDocuments({ status: 'streaming' })),
      [Symbol.asyncDispose]: () => client.close(),
    }
  } catch (cause) {
    await client.close()
    throw new AppError('unavailable', 'MongoDB can not be reached; check MONGO_URI.', { cause })
  }
}
