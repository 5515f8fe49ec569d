import { coalesce } from '@collabry/storage/coalesce'
import { isDuplicate } from '@collabry/storage/mongo-client'
import type { UserKey } from '@collabry/storage/owner-key'
import { LRUCache } from 'lru-cache'
import { type AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb'
import type { OwnerLimits } from '../../owner-limits'
import { eventsOf, isLookedAt, newEvents } from '../part'
import { PRODUCER_LEASE_MS, type ProducerNews, type StreamPage, type StreamPart, streamNotFound } from '../store'
import type { PartDocument, StreamCollections, StreamDocument } from './collections'
import type { HeldStreams } from './held-streams'

/** For logs with leases of their own: 40 group commits a second, each one insert and one update of all. */
const COMMIT_MS = 25
const COMMIT_ITEMS_MAX = 5_000
/** All followers of logs that other processes hold read together. */
const READ_MS = 100
const READ_ITEMS_MAX = 1_000
/** A reader that lags by more events reads alone: its page may be large. */
const NEAR_EVENTS_MAX = 64
const FOLLOW_MS = 1_000
/** The state of a stream that this process writes is reread after this time: a stop by another process may take effect this much later. */
const STATE_MS_MAX = 150
const STATES_MAX = 10_000
/** A lease is renewed before it is this near to its end. */
const RENEW_MS = 1_500

export interface Appending {
  id: string
  owner: UserKey
  part: StreamPart
}

interface Reading {
  id: string
  after: number
}

interface Parts {
  collections: StreamCollections
  now: () => number
  limits: OwnerLimits
  /** One append by itself, which also settles what a batch could not. */
  appendAlone(appending: Appending): Promise<ProducerNews>
  readAlone(stream: StreamDocument, after: number): Promise<StreamPage>
  held: Pick<HeldStreams, 'has' | 'followed' | 'lease' | 'aliveUntil'>
}

/** Work on logs of streams that many callers share, so that the number of operations does not grow with the number of streams. */
export function streamBatches(parts: Parts) {
  const states = new LRUCache<string, { stream: StreamDocument; readAt: number }>({ max: STATES_MAX })
  const append = coalesce<Appending, ProducerNews>({
    gapMs: COMMIT_MS,
    itemsMax: COMMIT_ITEMS_MAX,
    run: (items) => appendAll(parts, states, items),
  })
  const read = coalesce<Reading, StreamPage>({
    gapMs: READ_MS,
    itemsMax: READ_ITEMS_MAX,
    run: (items) => readAll(parts, items),
  })
  const follow = coalesce<string, void>({
    gapMs: FOLLOW_MS,
    itemsMax: COMMIT_ITEMS_MAX,
    run: (ids) => followAll(parts, ids, forget),
  })
  const forget = (id: string) => void states.delete(id)
  /** Drops the states of an owner whose streams were removed. */
  const forgetOwner = (owner: UserKey) => {
    for (const [id, { stream }] of [...states.entries()]) if (stream.owner === owner) states.delete(id)
  }
  return { append, has: (id: string) => states.has(id), read, follow, forget, forgetOwner }
}

/**
 * The holder of a log knows in memory that it is followed; the processes that hold others get a message about theirs. Logs with a
 * lease of their own are marked by one update.
 */
async function followAll(parts: Parts, ids: string[], forget: (id: string) => void): Promise<PromiseSettledResult<void>[]> {
  const { collections, now, held } = parts
  const at = now()
  const strange = ids.filter((id) => !held.has(id))
  const filter = { _id: { $in: strange }, expiresAtMs: { $gt: at } }
  const found = strange.length > 0 ? await collections.streams.find(filter, { projection: { holder: 1 } }).toArray() : []
  const known = new Set([...ids.filter((id) => held.has(id)), ...found.map(({ _id }) => _id)])
  for (const id of known) {
    held.followed(id)
    forget(id)
  }
  const unheld = found.filter(({ holder }) => !holder).map(({ _id }) => _id)
  if (unheld.length > 0) await collections.streams.updateMany({ _id: { $in: unheld } }, { $set: { followedAtMs: at } })
  await held.lease.post(found.map(({ _id, holder = '' }) => ({ holder, notice: { id: _id, kind: 'followed' } })))
  return Promise.allSettled(ids.map(async (id) => (known.has(id) ? undefined : Promise.reject(streamNotFound()))))
}

type States = LRUCache<string, { stream: StreamDocument; readAt: number }>

/** An append that is prepared: what is to be written. */
interface Prepared {
  stream: StreamDocument
  part: PartDocument | undefined
  change: Partial<StreamDocument> | undefined
}

async function appendAll(parts: Parts, states: States, items: Appending[]): Promise<PromiseSettledResult<ProducerNews>[]> {
  const { collections, now, appendAlone } = parts
  await load(collections, states, items, now())
  const seen = new Set<string>()
  const prepared = items.map((item): Prepared | undefined => {
    const state = seen.has(item.id) ? undefined : states.get(item.id)?.stream
    seen.add(item.id)
    return state && prepare(state, item.part, parts)
  })
  const isWritten = await write(collections, prepared)
  return Promise.allSettled(
    items.map(async (item, index) => {
      const ready = prepared[index]
      if (!ready || (!isWritten && ready.change)) {
        states.delete(item.id)
        return appendAlone(item)
      }
      const { stream, change } = ready
      const known = states.get(item.id)
      if (change?.outcome) states.delete(item.id)
      else if (known && change) known.stream = { ...stream, ...change }
      return { stopRequested: stream.stopRequested, unfollowedMs: Math.max(now() - stream.followedAtMs, 0) }
    }),
  )
}

/** One read of all states that are not known, or not any more. */
async function load({ streams }: StreamCollections, states: States, items: Appending[], nowMs: number): Promise<void> {
  const at = performance.now()
  const old = items.filter(({ id }) => at - (states.get(id)?.readAt ?? Number.NEGATIVE_INFINITY) > STATE_MS_MAX)
  if (old.length === 0) return
  const ids = [...new Set(old.map(({ id }) => id))]
  for (const id of ids) states.delete(id)
  const found = await streams.find({ _id: { $in: ids }, expiresAtMs: { $gt: nowMs } }).toArray()
  for (const stream of found) if (!stream.holder) states.set(stream._id, { stream, readAt: at })
}

/** Undefined: this append is a special case, to be done alone. */
function prepare(stream: StreamDocument, part: StreamPart, { now, limits }: Parts): Prepared | undefined {
  const { key, owner, expiresAtMs, outcome } = stream
  if (key !== part.leaseId || outcome !== '' || expiresAtMs <= now()) return undefined
  if (part.first > stream.count + 1) return undefined
  const fresh = tryNewEvents(part, stream)
  if (!fresh || isLookedAt(stream.bytes, fresh.bytes, limits)) return undefined
  const leaseUntilMs = now() + PRODUCER_LEASE_MS
  const isDue = stream.leaseUntilMs - now() < PRODUCER_LEASE_MS - RENEW_MS
  if (fresh.isEmpty && !part.end && !isDue) return { stream, part: undefined, change: undefined }
  return {
    stream,
    part: fresh.isEmpty ? undefined : { _id: `${key}:${fresh.part.first}`, ...fresh.part, owner, stream: key, expiresAtMs },
    change: {
      count: fresh.part.last,
      bytes: fresh.bytes,
      leaseUntilMs,
      ...(part.end && { outcome: part.end.outcome, endData: part.end.data }),
    },
  }
}

function tryNewEvents(part: StreamPart, { count, bytes }: StreamDocument) {
  try {
    return newEvents(part, count, bytes)
  } catch {
    return undefined // the error is reported by the append that is done alone
  }
}

/** Parts first, and then the counts that make them valid. False: some may not be written, and each has to be looked at. */
async function write({ streams, parts }: StreamCollections, prepared: (Prepared | undefined)[]): Promise<boolean> {
  const documents = prepared.flatMap((one) => one?.part ?? [])
  const updates = prepared.flatMap((one): AnyBulkWriteOperation<StreamDocument>[] => {
    if (!one?.change) return []
    const { _id, key, count } = one.stream
    return [{ updateOne: { filter: { _id, key, outcome: '', count }, update: { $set: one.change } } }]
  })
  try {
    if (documents.length > 0) await parts.insertMany(documents, { ordered: false })
  } catch (error) {
    // An earlier attempt has left a part that was not counted: it is replaced alone.
    if (error instanceof MongoBulkWriteError && isDuplicate(error)) return false
    throw error
  }
  if (updates.length === 0) return true
  const { matchedCount } = await streams.bulkWrite(updates, { ordered: false })
  return matchedCount === updates.length
}

async function readAll(parts: Parts, items: Reading[]): Promise<PromiseSettledResult<StreamPage>[]> {
  const { collections, now, readAlone, held } = parts
  const ids = [...new Set(items.map(({ id }) => id))]
  const found = await collections.streams.find({ _id: { $in: ids }, expiresAtMs: { $gt: now() } }).toArray()
  const until = await held.aliveUntil(found)
  const byId = new Map(found.map((stream, index) => [stream._id, { ...stream, leaseUntilMs: until[index] ?? 0 }]))
  const isFar = ({ count }: StreamDocument, after: number) => count - after > NEAR_EVENTS_MAX
  const wanted = items.flatMap(({ id, after }) => {
    const stream = byId.get(id)
    if (!stream || isFar(stream, after) || !mayHaveMore(stream, after)) return []
    return [{ stream: stream.key, last: { $gt: Math.min(after, stream.count) } }]
  })
  const stored = wanted.length > 0 ? await collections.parts.find({ $or: wanted }).sort({ stream: 1, first: 1 }).toArray() : []
  const byStream = Map.groupBy(stored, ({ stream }) => stream)
  return Promise.allSettled(
    items.map(async ({ id, after }) => {
      const stream = byId.get(id)
      if (!stream) throw streamNotFound()
      return isFar(stream, after) ? readAlone(stream, after) : pageOf(stream, byStream.get(stream.key) ?? [], after)
    }),
  )
}

const isHeld = ({ holder, outcome }: StreamDocument) => outcome === '' && holder !== undefined && holder !== ''

const mayHaveMore = (stream: StreamDocument, after: number) => after < stream.count || isHeld(stream)

/** Parts of a log that is held count even if its document does not know them. */
export function pageOf(stream: StreamDocument, stored: PartDocument[], after: number): StreamPage {
  const { sessionId, messageId, outcome, endData: data, leaseUntilMs } = stream
  const count = isHeld(stream) ? Math.max(stream.count, stored.at(-1)?.last ?? 0) : stream.count
  const end = outcome === '' ? undefined : { outcome, data }
  return { sessionId, messageId, count, end, leaseUntilMs, events: eventsOf(stored, after, count) }
}
