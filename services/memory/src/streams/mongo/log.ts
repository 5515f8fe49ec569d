import { AppError } from '@collabry/runtime/errors'
import { isDuplicate, retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { OwnerLimits } from '../../owner-limits'
import { isLookedAt, newEvents, oldestToDrop } from '../part'
import {
  ownerFull,
  PRODUCER_LEASE_MS,
  type StreamLog,
  type StreamPage,
  type StreamPart,
  streamEnded,
  streamNotFound,
  streamTaken,
  tooManyStreams,
} from '../store'
import { type Appending, pageOf, streamBatches } from './batches'
import type { StreamCollections, StreamDocument } from './collections'

const TRIES_MAX = 5

const EMPTY = { stopRequested: false, count: 0, bytes: 0, outcome: '', endData: '', recovered: true } as const

/** A log that believes what it has read for a moment. */
interface CachedStreamLog extends StreamLog {
  /** To be called after streams of an owner were removed. */
  forgetOwner(owner: UserKey): void
}

/** A part is written first and then counted in the stream's document. Readers ignore parts that are not counted. */
export function mongoStreamLog(collections: StreamCollections, now: () => number, limits: OwnerLimits): CachedStreamLog {
  const { streams, parts } = collections
  const batches = streamBatches({
    collections,
    now,
    limits,
    appendAlone: (appending) => appendAlone(collections, appending, now, limits),
    readAlone: (stream, after) => readAlone(collections, stream, after),
  })
  const idOf = (userId: string, streamId: string) => `${ownerKey(userId)}:${streamId}`
  const change = async (userId: string, streamId: string, $set: Partial<StreamDocument>) => {
    const filter = { _id: idOf(userId, streamId), expiresAtMs: { $gt: now() } }
    if ((await streams.updateOne(filter, { $set })).matchedCount === 0) throw streamNotFound()
  }

  return {
    open: (userId, { streamId, keepMs, ...stream }) =>
      translateErrors(async () => {
        const [_id, owner, at, key] = [idOf(userId, streamId), ownerKey(userId), now(), crypto.randomUUID()]
        const before = await streams.findOne({ _id })
        const isOver = before && (before.expiresAtMs <= at || (before.outcome === '' && before.leaseUntilMs <= at))
        if (before && !isOver && before.outcome !== 'producer_lost') throw streamTaken()
        await makeRoom({ streams, parts }, owner, at, limits)
        const opened = { owner, key, ...stream, leaseUntilMs: at + PRODUCER_LEASE_MS, followedAtMs: at, expiresAtMs: at + keepMs }
        const document = { ...opened, ...EMPTY }
        const filter = { _id, key: before?.key ?? key, outcome: before?.outcome ?? '' } as const
        try {
          await streams.replaceOne(filter, document, { upsert: true })
        } catch (error) {
          throw isDuplicate(error) ? streamTaken() : error // another producer was first
        }
        if (before) await parts.deleteMany({ stream: before.key })
        return { leaseId: key }
      }),

    append: (userId, part) =>
      translateErrors(() => batches.append({ id: idOf(userId, part.streamId), owner: ownerKey(userId), part })),

    stop: (userId, streamId) =>
      translateErrors(async () => {
        await change(userId, streamId, { stopRequested: true })
        batches.forget(idOf(userId, streamId))
      }),

    follow: (userId, streamId) => translateErrors(() => batches.follow(idOf(userId, streamId))),

    running: (userId, sessionId) => translateErrors(() => newestOpen(streams, ownerKey(userId), sessionId, now())),

    read: (userId, streamId, after) => translateErrors(() => batches.read({ id: idOf(userId, streamId), after })),

    forgetOwner: batches.forgetOwner,
  }
}

async function newestOpen(
  streams: StreamCollections['streams'],
  owner: UserKey,
  sessionId: string,
  now: number,
): Promise<string | undefined> {
  const filter = { owner, sessionId, outcome: '', leaseUntilMs: { $gt: now }, expiresAtMs: { $gt: now } } as const
  const newest = await streams.findOne(filter, { projection: { _id: 1 }, sort: { expiresAtMs: -1 } })
  return newest?._id.slice(owner.length + 1)
}

/** Events of a log that is far ahead of its reader. */
async function readAlone({ parts }: StreamCollections, stream: StreamDocument, after: number): Promise<StreamPage> {
  const filter = { stream: stream.key, last: { $gt: after } }
  return pageOf(stream, await parts.find(filter).sort({ first: 1 }).limit(64).toArray(), after)
}

/** One append by itself: a part is written first and then counted in the stream's document. */
async function appendAlone(
  collections: StreamCollections,
  { id, owner, part }: Appending,
  now: () => number,
  limits: OwnerLimits,
) {
  const { streams, parts } = collections
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const stream = await streams.findOne({ _id: id, expiresAtMs: { $gt: now() } })
    if (!stream || stream.key !== part.leaseId) {
      await parts.deleteMany({ stream: part.leaseId, owner }) // an earlier attempt may have left a part
      throw stream ? streamEnded() : streamNotFound()
    }
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
