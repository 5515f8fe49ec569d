import { createAsyncSignal } from '@collabry/runtime/async-signal'
import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'
import type { AnyBulkWriteOperation } from 'mongodb'
import { newEvents } from '../part'
import { PRODUCER_LEASE_MS, type ProducerNews } from '../store'
import type { Appending } from './batches'
import type { PartDocument, StreamCollections, StreamDocument } from './collections'

/** A log that was read within this time keeps its newest parts in memory. */
const WATCHED_MS = 2_000
const RECENT_PARTS_MAX = 64
const RECENT_CHARS_MAX = 65_536

/** A log that this process holds. */
export interface Held {
  stream: StreamDocument
  count: number
  bytes: number
  stopRequested: boolean
  followedAtMs: number
  appendedAtMs: number
  /** The same by the clock of the process, which no test sets. */
  appendedAt: number
  /** The process that it was taken from, which may not know that yet. */
  from: string | undefined
  /** False: another process may have taken, ended or removed the log. */
  isSure: boolean
  /** The document of the log knows another count. */
  isAhead: boolean
  /** The newest parts without a gap, while somebody reads. */
  recent: PartDocument[]
  recentChars: number
  watchedAt: number
  news: ReturnType<typeof createAsyncSignal>
}

/** An append that is prepared. */
export interface Ready {
  held: Held
  part: PartDocument | undefined
  bytes: number
  last: number
}

export const newHeld = (
  stream: StreamDocument,
  { last, bytes }: { last: number; bytes: number },
  from: string | undefined,
  now: number,
): Held => ({
  stream,
  count: last,
  bytes,
  stopRequested: stream.stopRequested,
  // The document may not have the newest mark of a follower.
  followedAtMs: now,
  appendedAtMs: now,
  appendedAt: performance.now(),
  from,
  isSure: true,
  isAhead: last !== stream.count,
  recent: [],
  recentChars: 0,
  watchedAt: Number.NEGATIVE_INFINITY,
  news: createAsyncSignal(),
})

export const interrupted = () =>
  new AppError('unavailable', 'Other callers change this stream at the same time; try again.', { retryAfterMs: 100 })

/** The filter for an open log that nobody else has taken since. */
export const openOf = ({ stream: { _id, key, hold = 0 } }: Pick<Held, 'stream'>) => ({ _id, key, hold, outcome: '' }) as const

export const endOf = (
  { outcome, data }: NonNullable<Appending['part']['end']>,
  { last, bytes }: Pick<Ready, 'last' | 'bytes'>,
) => ({
  outcome,
  endData: data,
  count: last,
  bytes,
})

/** Gives a log its own lease again. */
export function releaseOf({ stream, count, bytes, followedAtMs, appendedAtMs }: Held) {
  const leaseUntilMs = appendedAtMs + PRODUCER_LEASE_MS
  const update = { $set: { holder: '', count, bytes, followedAtMs, leaseUntilMs }, $inc: { hold: 1 } }
  return { updateOne: { filter: openOf({ stream }), update } }
}

/** Ends a log whose producer is lost, with all parts that it has. */
export function lossOf(
  stream: StreamDocument,
  { last, bytes }: Pick<Ready, 'last' | 'bytes'> = { last: stream.count, bytes: stream.bytes },
) {
  const lost = { outcome: 'producer_lost', recovered: false, count: last, bytes } as const
  return { updateOne: { filter: openOf({ stream }), update: { $set: lost } } }
}

type Fresh = ReturnType<typeof newEvents>

export function newEventsOf(part: Appending['part'], { count, bytes }: Held): Fresh | undefined {
  try {
    return newEvents(part, count, bytes)
  } catch {
    return undefined // the error is reported by the append that is done alone
  }
}

export const partOf = ({ stream: { key, expiresAtMs } }: Held, owner: UserKey, { part, bytes }: Fresh): PartDocument => ({
  _id: `${key}:${part.first}`,
  ...part,
  owner,
  stream: key,
  expiresAtMs,
  bytes,
})

export function remember(held: Held, part: PartDocument): void {
  if (performance.now() - held.watchedAt > WATCHED_MS) {
    held.recent = []
    held.recentChars = 0
    return
  }
  held.recent.push(part)
  held.recentChars += part.events.length
  while (held.recent.length > RECENT_PARTS_MAX || held.recentChars > RECENT_CHARS_MAX) {
    held.recentChars -= held.recent.shift()?.events.length ?? 0
  }
}

export const newsOf = ({ stopRequested, followedAtMs }: StreamDocument, now: number): ProducerNews => ({
  stopRequested,
  unfollowedMs: Math.max(now - followedAtMs, 0),
})

/** Removes parts that an append has left in a log that was removed, ended or opened anew in the meantime. */
export async function removeUncounted(
  { parts }: StreamCollections,
  owner: UserKey,
  key: string,
  stream: StreamDocument | undefined,
): Promise<void> {
  const beyond = stream?.key === key ? { first: { $gt: stream.count } } : {}
  await parts.deleteMany({ stream: key, owner, ...beyond })
}

/** Updates in one command. A renewal of the lease may have to wait until it is done. */
export const UPDATED_MAX = 100

/** False: some document did not match its filter. */
export async function updateAll(
  { streams }: StreamCollections,
  writes: AnyBulkWriteOperation<StreamDocument>[],
): Promise<boolean> {
  let matched = 0
  for (let at = 0; at < writes.length; at += UPDATED_MAX) {
    const some = writes.slice(at, at + UPDATED_MAX)
    matched += (await streams.bulkWrite(some, { ordered: false })).matchedCount
  }
  return matched === writes.length
}
