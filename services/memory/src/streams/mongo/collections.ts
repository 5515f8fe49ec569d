import type { UserKey } from '@collabry/storage/owner-key'
import type { Collection, Db } from 'mongodb'
import type { StoredPart } from '../part'
import type { Outcome } from '../store'

/** A log. Its `_id` is made of the owner's key and the checked stream id; `key`, new with each opening, is the lease id too. */
export interface StreamDocument {
  _id: string
  owner: UserKey
  key: string
  sessionId: string
  messageId: string
  /** The process that holds the log: the log is alive while the lease of that process is. Empty or unset: a lease of its own. */
  holder?: string
  /** Grows whenever a process takes the log, or settles it after its holder was lost. */
  hold?: number
  /** The lease of a log that has one of its own; NEVER_MS: it has a holder. */
  leaseUntilMs: number
  followedAtMs: number
  expiresAtMs: number
  stopRequested: boolean
  /**
   * Number of valid events. In an open log with a holder it is older than the parts, all of which are valid; in every other log a
   * part beyond it was never acknowledged.
   */
  count: number
  bytes: number
  outcome: Outcome | ''
  endData: string
  /** False while the message may lack what the log holds. */
  recovered: boolean
}

export interface PartDocument extends StoredPart {
  _id: string
  owner: UserKey
  stream: string
  expiresAtMs: number
  /** UTF-8 bytes of all events up to this part, where the log has a holder. */
  bytes?: number
}

/** The lease end of a log that is alive by its holder. Processes that know no holders leave it alone. */
export const NEVER_MS = Number.MAX_SAFE_INTEGER

/** A process of memory that holds logs: its lease, and notices of other processes about logs that it holds. */
export interface HolderDocument {
  _id: string
  leaseUntilMs: number
  notices: Notice[]
  /** Number of times that notices were posted, and how many of these the holder has obeyed. */
  posted: number
  obeyed: number
}

/** News about a log: it shall stop, a follower reads it, or it was removed or taken by another process. */
export interface Notice {
  id: string
  kind: 'stop' | 'followed' | 'gone'
}

interface TicketDocument {
  _id: string
  owner: UserKey
  sealed: string
  expiresAtMs: number
}

export interface StreamCollections {
  streams: Collection<StreamDocument>
  parts: Collection<PartDocument>
  tickets: Collection<TicketDocument>
  holders: Collection<HolderDocument>
}

export async function openStreamCollections(db: Db): Promise<StreamCollections> {
  const collections: StreamCollections = {
    streams: db.collection('memory_streams'),
    parts: db.collection('memory_stream_parts'),
    tickets: db.collection('memory_tickets'),
    holders: db.collection('memory_stream_holders'),
  }
  await collections.streams.createIndexes([
    { key: { owner: 1, sessionId: 1 } },
    { key: { outcome: 1, leaseUntilMs: 1 } },
    { key: { recovered: 1 } },
    { key: { expiresAtMs: 1 } },
  ])
  await collections.parts.createIndexes([{ key: { stream: 1, first: 1 } }, { key: { owner: 1 } }, { key: { expiresAtMs: 1 } }])
  await collections.tickets.createIndexes([{ key: { owner: 1 } }, { key: { expiresAtMs: 1 } }])
  return collections
}
