import type { Collection, Db } from 'mongodb'
import type { Feedback, Status, Summary } from '../store'

/**
 * A session. Its `_id` consists of the owner's key and the validated session id. `key` is unique for each creation, so that a
 * new session never shows turns of a deleted one with the same id.
 */
export interface SessionDocument {
  _id: string
  owner: string
  key: string
  sessionId: string
  title: string
  titleFolded: string
  notebookId: string
  createdAtMs: number
  lastActivityMs: number
  activity: number
  /** Includes messages that have expired. */
  messageCount: number
  /** Position of the last message that has expired. */
  expiredTo?: number
  /** The answer of the newest turn; empty: none yet. */
  lastId: string
  /** Whether it has turns that are not on the branch of the newest one. */
  branched?: boolean
  summary?: Summary
}

/** The filter for turns of a session. It includes the shard key, `owner` and `sessionRef`, so that one shard answers. */
export const turnsOf = ({ owner, _id, key }: Pick<SessionDocument, 'owner' | '_id' | 'key'>) => ({
  owner,
  sessionRef: _id,
  session: key,
})

/**
 * A question and its answer. They share one document, because the store writes a document atomically. `_id` is the message id
 * of the answer. The messages of turn n have the ordinals 2n-1 and 2n.
 */
export interface TurnDocument {
  _id: string
  owner: string
  session: string
  sessionRef: string
  turn: number
  questionId: string
  question: string
  questionChars: number
  parentId: string
  createdAtMs: number
  status: Status
  ended: boolean
  leaseUntilMs: number
  /** The answer, in the pieces it was saved in. */
  parts: string[]
  chars: number
  sourcesJson: string
  sourcesChars: number
  model: string
  folded: string[]
  feedback?: Feedback
  /** Grows with every change. An update that is based on an older revision is not applied. */
  revision: number
}

export interface Collections {
  sessions: Collection<SessionDocument>
  turns: Collection<TurnDocument>
  /** The newest activity of each owner. */
  owners: Collection<{ _id: string; activity: number }>
  /** Keys of sessions whose turns are being erased. */
  pendingDeletions: Collection<{ _id: string }>
}

/** All names begin with that of the service, because the database may contain other stores. */
export async function openCollections(db: Db): Promise<Collections> {
  const collections: Collections = {
    sessions: db.collection('memory_sessions'),
    turns: db.collection('memory_turns'),
    owners: db.collection('memory_owners'),
    pendingDeletions: db.collection('memory_pending_deletions'),
  }
  await collections.sessions.createIndexes([
    { key: { owner: 1, activity: -1 } },
    { key: { owner: 1, messageCount: 1, activity: -1 } },
    { key: { lastActivityMs: 1 } },
    { key: { owner: 1, notebookId: 1, activity: -1 } },
  ])
  await collections.turns.createIndexes([
    { key: { owner: 1, sessionRef: 1, session: 1, turn: 1 } },
    { key: { session: 1 } },
    { key: { createdAtMs: 1 } },
    { key: { status: 1, leaseUntilMs: 1 } },
  ])
  return collections
}
