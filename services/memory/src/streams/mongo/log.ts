import { AppError } from '@collabry/runtime/errors'
import { isDuplicate, retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../../owner-limits'
import { isLookedAt, newEvents, oldestToDrop } from '../part'
import {
  type NewStream,
  ownerFull,
  PRODUCER_LEASE_MS,
  type ProducerNews,
  type StreamLog,
  type StreamPage,
  type StreamPart,
  streamEnded,
  streamNotFound,
  streamTaken,
  tooManyStreams,
  type Wait,
} from '../store'
import { type Appending, pageOf, streamBatches } from './batches'
import { NEVER_MS, type StreamCollections, type StreamDocument } from './collections'
import { HeldStreams } from './held-streams'

const TRIES_MAX = 5

const EMPTY = { stopRequested: false, count: 0, bytes: 0, outcome: '', endData: '', recovered: true } as const

/** Maximum number of open logs of one session that are looked at for the newest whose producer is alive. */
const RUNNING_MAX = 20

/** A log that knows for a while what it has read or written. */
interface CachedStreamLog extends StreamLog {
  /** To be called after documents of logs were removed. When it resolves, no process writes parts of them any more. */
  removed(owner: UserKey, streams: Pick<StreamDocument, '_id' | 'holder'>[]): Promise<void>
  closeLost(): Promise<void>
  release(): Promise<void>
}

/** Logs that this process holds are written by `HeldStreams`, those with a lease of their own by `streamBatches`. */
export function mongoStreamLog(collections: StreamCollections, now: () => number, limits: OwnerLimits): CachedStreamLog {
  const { streams } = collections
  const held: HeldStreams = new HeldStreams({
    collections,
    now,
    limits,
    makeRoom: (owner, added) => makeRoomToGrow(collections, owner, added, now(), limits),
    appendUnheld: (appending) => batches.append(appending),
  })
  const batches = streamBatches({
    collections,
    now,
    limits,
    held,
    appendAlone: (appending) => appendAlone({ collections, held }, appending, now, limits),
    readAlone: (stream, after) => readAlone(collections, stream, after),
  })
  const idOf = (userId: string, streamId: string) => `${ownerKey(userId)}:${streamId}`

  return {
    open: (userId, { streamId, ...stream }) =>
      translateErrors(async () => {
        const opened = await open(
          { collections, held },
          { ...stream, id: idOf(userId, streamId), owner: ownerKey(userId) },
          now,
          limits,
        )
        batches.forget(idOf(userId, streamId))
        return opened
      }),

    append: (userId, part) =>
      translateErrors(() => {
        const item = { id: idOf(userId, part.streamId), owner: ownerKey(userId), part }
        return !held.has(item.id) && batches.has(item.id) ? batches.append(item) : held.append(item)
      }),

    stop: (userId, streamId) =>
      translateErrors(async () => {
        const id = idOf(userId, streamId)
        const projection = { holder: 1 } as const
        const filter = { _id: id, expiresAtMs: { $gt: now() } }
        const found = await streams.findOneAndUpdate(filter, { $set: { stopRequested: true } }, { projection })
        if (!found) throw streamNotFound()
        held.stop(id)
        batches.forget(id)
        await held.lease.post([{ holder: found.holder ?? '', notice: { id, kind: 'stop' } }])
      }),

    follow: (userId, streamId) => translateErrors(() => batches.follow(idOf(userId, streamId))),

    running: (userId, sessionId) => translateErrors(() => newestOpen({ collections, held }, ownerKey(userId), sessionId, now())),

    read: (userId, streamId, after, wait) =>
      translateErrors(() => read({ held, batches }, { id: idOf(userId, streamId), after }, wait)),

    async removed(owner, gone) {
      batches.forgetOwner(owner)
      await held.lease.post(gone.map(({ _id, holder = '' }) => ({ holder, notice: { id: _id, kind: 'gone' } })))
      await held.drop(gone.map(({ _id }) => _id))
      await held.lease.obeyed(gone.map(({ holder = '' }) => holder))
    },

    closeLost: () => held.closeLost(),
    release: () => held.release(),
  }
}

interface Held {
  collections: StreamCollections
  held: HeldStreams
}

type Opening = Omit<NewStream, 'streamId'> & { id: string; owner: UserKey }

async function open(
  { collections, held }: Held,
  { id: _id, owner, keepMs, isAtOneReplica, ...stream }: Opening,
  now: () => number,
  limits: OwnerLimits,
): Promise<{ leaseId: string }> {
  const { streams, parts } = collections
  if (isAtOneReplica) await held.lease.hold()
  const [at, key] = [now(), crypto.randomUUID()]
  const before = await streams.findOne({ _id })
  const [aliveUntil = 0] = before ? await held.aliveUntil([before]) : []
  const isOver = before && (before.expiresAtMs <= at || (before.outcome === '' && aliveUntil <= at))
  if (before && !isOver && before.outcome !== 'producer_lost') throw streamTaken()
  await makeRoom(collections, owner, at, limits)
  const lease = isAtOneReplica
    ? { holder: held.lease.id, hold: 1, leaseUntilMs: NEVER_MS }
    : { leaseUntilMs: at + PRODUCER_LEASE_MS }
  const opened = { owner, key, ...stream, ...lease, followedAtMs: at, expiresAtMs: at + keepMs }
  const document: StreamDocument = { _id, ...opened, ...EMPTY }
  const filter = { _id, key: before?.key ?? key, outcome: before?.outcome ?? '' } as const
  if (isAtOneReplica) held.add(document)
  try {
    await streams.replaceOne(filter, document, { upsert: true })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await held.drop([_id])
    throw streamTaken() // another producer was first
  }
  if (before) await parts.deleteMany({ stream: before.key })
  return { leaseId: key }
}

interface Reading {
  held: HeldStreams
  batches: ReturnType<typeof streamBatches>
}

async function read({ held, batches }: Reading, { id, after }: { id: string; after: number }, wait?: Wait): Promise<StreamPage> {
  const until = performance.now() + (wait?.ms ?? 0)
  for (;;) {
    const page = (await held.read(id, after, wait)) ?? (await batches.read({ id, after }))
    const isNews = page.events.length > 0 || page.end !== undefined
    if (isNews || performance.now() >= until || wait?.signal.aborted) return page
  }
}

async function newestOpen(
  { collections, held }: Held,
  owner: UserKey,
  sessionId: string,
  now: number,
): Promise<string | undefined> {
  const filter = { owner, sessionId, outcome: '', leaseUntilMs: { $gt: now }, expiresAtMs: { $gt: now } } as const
  const found = await collections.streams.find(filter).sort({ expiresAtMs: -1 }).limit(RUNNING_MAX).toArray()
  const until = await held.aliveUntil(found)
  return found.find((_, index) => (until[index] ?? 0) > now)?._id.slice(owner.length + 1)
}

/** Events of a log that is far ahead of its reader. */
async function readAlone({ parts }: StreamCollections, stream: StreamDocument, after: number): Promise<StreamPage> {
  const filter = { stream: stream.key, last: { $gt: after } }
  return pageOf(stream, await parts.find(filter).sort({ first: 1 }).limit(64).toArray(), after)
}

/** One append by itself: a part is written first and then counted in the stream's document. */
async function appendAlone(
  { collections, held }: Held,
  appending: Appending,
  now: () => number,
  limits: OwnerLimits,
): Promise<ProducerNews> {
  const { id, owner, part } = appending
  const { streams, parts } = collections
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const stream = await streams.findOne({ _id: id, expiresAtMs: { $gt: now() } })
    if (!stream || stream.key !== part.leaseId) {
      await parts.deleteMany({ stream: part.leaseId, owner }) // an earlier attempt may have left a part
      throw stream ? streamEnded() : streamNotFound()
    }
    if (stream.holder) return held.append(appending)
    if (stream.outcome === 'producer_lost' || (stream.outcome !== '' && !part.end)) throw streamEnded()
    if (stream.outcome === '' && !(await extend(collections, stream, part, now(), limits))) continue
    return { stopRequested: stream.stopRequested, unfollowedMs: Math.max(now() - stream.followedAtMs, 0) }
  }
  throw new AppError('unavailable', 'Other callers change this stream at the same time; try again.', { retryAfterMs: 100 })
}

/** False: another call changed the stream first. */
async function extend(
  { streams, parts }: StreamCollections,
  stream: StreamDocument,
  { first, events, end }: StreamPart,
  now: number,
  limits: OwnerLimits,
): Promise<boolean> {
  const { part, isEmpty, bytes } = newEvents({ first, events }, stream.count, stream.bytes)
  const { owner, key, expiresAtMs } = stream
  if (isLookedAt(stream.bytes, bytes, limits)) {
    await makeRoomToGrow({ streams, parts }, owner, bytes - stream.bytes, now, limits)
  }
  const _id = `${key}:${part.first}`
  if (!isEmpty) {
    const document = { ...part, owner, stream: key, expiresAtMs }
    await retryDuplicate(() => parts.replaceOne({ _id, stream: key }, document, { upsert: true }))
  }
  const ending = end ? { outcome: end.outcome, endData: end.data } : {}
  const { matchedCount } = await streams.updateOne(
    { _id: stream._id, key, outcome: '', count: stream.count },
    { $set: { count: part.last, bytes, leaseUntilMs: now + PRODUCER_LEASE_MS, ...ending } },
  )
  return matchedCount === 1
}

/**
 * Removes the oldest logs that have ended until there is room for a new one. Several that open at once may each leave one too
 * many.
 */
async function makeRoom(logs: Logs, owner: UserKey, now: number, limits: OwnerLimits): Promise<void> {
  const kept = await keptOf(logs, owner, now)
  if (kept.streams < limits.streams && kept.bytes < limits.streamBytes) return
  const dropped = await dropOldest(logs, owner, kept, now, limits)
  if (kept.streams - dropped.length >= limits.streams) throw tooManyStreams()
}

/** The same for a log that grows; it ends when those that are written take all. */
async function makeRoomToGrow(logs: Logs, owner: UserKey, added: number, now: number, limits: OwnerLimits): Promise<void> {
  const bytes = (await keptOf(logs, owner, now)).bytes + added
  if (bytes < limits.streamBytes) return
  const dropped = await dropOldest(logs, owner, { streams: 0, bytes }, now, limits)
  if (dropped.reduce((left, log) => left - log.bytes, bytes) >= limits.streamBytes) throw ownerFull(limits.streamBytes)
}

type Logs = Pick<StreamCollections, 'streams' | 'parts'>

async function keptOf({ streams }: Logs, owner: UserKey, now: number): Promise<{ streams: number; bytes: number }> {
  const sum = { $group: { _id: null, streams: { $sum: 1 }, bytes: { $sum: '$bytes' } } }
  const [found] = await streams
    .aggregate<{ streams: number; bytes: number }>([{ $match: { owner, expiresAtMs: { $gt: now } } }, sum])
    .toArray()
  return found ?? { streams: 0, bytes: 0 }
}

async function dropOldest(
  { streams, parts }: Logs,
  owner: UserKey,
  kept: { streams: number; bytes: number },
  now: number,
  limits: OwnerLimits,
) {
  const ended = await streams
    .find({ owner, expiresAtMs: { $gt: now }, outcome: { $ne: '' }, recovered: true }, { projection: { key: 1, bytes: 1 } })
    .sort({ expiresAtMs: 1 })
    .toArray()
  const dropped = oldestToDrop(ended, kept, limits)
  for (const { _id, key } of dropped) {
    await streams.deleteOne({ _id, key })
    await parts.deleteMany({ stream: key })
  }
  return dropped
}
