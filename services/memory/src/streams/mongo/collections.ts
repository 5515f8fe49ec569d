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
  leaseUntilMs: number
  followedAtMs: number
  expiresAtMs: number
  stopRequested: boolean
  /** Events that count: a part beyond it was never acknowledged. */
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
}

export interface TicketDocument {
  _id: string
  owner: UserKey
  sealed: string
  expiresAtMs: number
}

export interface StreamCollections {
  streams: Collection<StreamDocument>
  parts: Collection<PartDocument>
  tickets: Collection<TicketDocument>
}

export async function openStreamCollections(db: Db): Promise<StreamCollections> {
  const collections: StreamCollections = {
    streams: db.collection('memory_streams'),
    parts: db.collection('memory_stream_parts'),
    tickets: db.collection('memory_tickets'),
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
