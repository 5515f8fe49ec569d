import { openOnMongo } from '@collabry/storage/mongo-client'
import { type MongoMigration, migrateMongo } from '@collabry/storage/mongo-schema'
import type { Db, MongoClient } from 'mongodb'
import { mongoDigestQueue } from '../digests/mongo'
import { mongoErasureStore } from '../erasure/mongo'
import { mongoIdempotencyStore } from '../idempotency/mongo'
import { mongoKeyStore } from '../keys/mongo'
import { OWNER_LIMITS } from '../owner-limits'
import { mongoConversationStore } from '../sessions/mongo/store'
import type { StoreSettings } from '../sessions/store'
import type { Stores } from '../stores'
import { mongoStreamStore } from '../streams/mongo/store'
import { mongoTokenStore } from '../tokens/mongo'
import { mongoUsageStore } from '../usage/mongo'

interface Databases {
  database: string
  /** For logs of streams, which come and go; unset: the same. */
  streamDatabase?: string | undefined
}

/** The first version that is recorded. A migration is added with each change of stored names; none is ever changed. */
const FIRST: MongoMigration = async () => undefined
const MIGRATIONS = [FIRST, renamePendingDeletions]
/** The logs of streams may be in another database, so their version is their own. */
const STREAM_MIGRATIONS = [FIRST, renameRecovered, { additive: indexHolder }]

/** The clock of the server is used unless `now` is given; `hostNow`: the clock of this machine. */
type MongoSettings = Omit<StoreSettings, 'now'> & { now?: (() => number) | undefined; hostNow?: () => number }

/** The stores for many replicas. */
export async function mongoStores(
  uri: string,
  { database, streamDatabase = database }: Databases,
  { leaseMs, hostNow = Date.now, ownerLimits, ...given }: MongoSettings,
  watch?: (client: MongoClient) => void,
): Promise<Stores> {
  const limits = { ...OWNER_LIMITS, ...ownerLimits }
  let streams: Awaited<ReturnType<typeof mongoStreamStore>> | undefined
  const open = async (client: MongoClient) => {
    const now = given.now ?? mongoClock(client, hostNow)
    const db = client.db(database)
    const streamDb = client.db(streamDatabase)
    await migrateMongo(db, 'memory', MIGRATIONS)
    await migrateMongo(streamDb, 'memory_streams', STREAM_MIGRATIONS)
    streams = await mongoStreamStore(streamDb, now, limits)
    return {
      now,
      conversations: await mongoConversationStore(db, { now, leaseMs, limits }),
      tokens: await mongoTokenStore(db, now, limits),
      keys: await mongoKeyStore(db, now, limits),
      usage: await mongoUsageStore(db, now),
      digests: await mongoDigestQueue(db, now),
      erasures: await mongoErasureStore(db, now),
      streams,
      idempotency: await mongoIdempotencyStore(db, now, limits),
    }
  }
  const opened = await openOnMongo(uri, open, watch)
  const dispose = async () => {
    // Without the store, others take the logs when the lease of this process is over.
    await Promise.resolve(streams?.[Symbol.asyncDispose]()).catch(() => undefined)
    await opened[Symbol.asyncDispose]()
  }
  return { ...opened, [Symbol.asyncDispose]: dispose }
}

/**
 * Logs may have a holder. A process that knows none never ends such a log, and reads its events up to a second late; only a
 * producer that knows holders opens one.
 */
async function indexHolder(db: Db): Promise<void> {
  await db.collection('memory_streams').createIndex({ holder: 1, outcome: 1 })
}

async function renamePendingDeletions(db: Db): Promise<void> {
  const before = db.collection<{ _id: string }>('memory_doomed')
  const after = db.collection<{ _id: string }>('memory_pending_deletions')
  for await (const { _id } of before.find()) await after.updateOne({ _id }, { $setOnInsert: { _id } }, { upsert: true })
  await before.drop().catch(() => before.deleteMany({})) // some servers refuse to drop a collection that does not exist
}

async function renameRecovered(db: Db): Promise<void> {
  const streams = db.collection('memory_streams')
  await streams.updateMany({ settled: false }, { $set: { recovered: false }, $unset: { settled: '' } })
  await streams.updateMany({ settled: true }, { $set: { recovered: true }, $unset: { settled: '' } })
  const isOld = ({ key }: { key: object }) => 'settled' in key
  const indexes = await streams.indexes().catch(() => [])
  for (const { name } of indexes.filter((index) => isOld(index as { key: object }))) if (name) await streams.dropIndex(name)
}

/** Heartbeats of the MongoDB driver, whose replies carry the time of the server. */
interface Heartbeats {
  on(event: 'serverHeartbeatSucceeded', listener: (event: { reply: Reply }) => void): unknown
}

interface Reply {
  localTime?: unknown
  isWritablePrimary?: unknown
}

/** Heartbeats that are compared. One that is read late makes the server's clock look slow, so the fastest one is right. */
const HEARTBEATS_MAX = 8

/**
 * The current time by the clock of the server that takes the writes, so that every replica compares leases with the same clock,
 * even if the clock of its own machine is wrong. Between two heartbeats the monotonic clock of the process is added. `hostNow` is
 * used only until the first heartbeat, before which no operation begins.
 */
export function mongoClock(client: Heartbeats, hostNow: () => number, elapsedMs = () => performance.now()): () => number {
  const offsets: number[] = []
  let offsetMs: number | undefined
  client.on('serverHeartbeatSucceeded', ({ reply: { localTime, isWritablePrimary } }) => {
    if (!(localTime instanceof Date) || isWritablePrimary !== true) return
    offsets.push(localTime.getTime() - elapsedMs())
    if (offsets.length > HEARTBEATS_MAX) offsets.shift()
    offsetMs = Math.max(...offsets)
  })
  return () => (offsetMs === undefined ? hostNow() : Math.floor(offsetMs + elapsedMs()))
}
