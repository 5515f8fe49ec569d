import type { Collection, Db } from 'mongodb'
import type { Feedback, Status, Summary } from '../store'

/**
 * A session. Its `_id` is made of the owner's key and the checked session id; `key` is new with each making, so that
 * what belonged to a deleted one can never be seen in the next of that id.
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
  /** With those that have expired. */
  messageCount: number
  /** Position of the last message that has expired. */
  expiredTo?: number
  /** The answer of the newest turn; empty: none yet. */
  lastId: string
  /** Whether it has turns that are not on the branch of the newest one. */
  branched?: boolean
  summary?: Summary
}

/** What finds the turns of a session. Owner and `sessionRef` are the shard key: with them a query goes to one shard. */
export const turnsOf = ({ owner, _id, key }: Pick<SessionDocument, 'owner' | '_id' | 'key'>) => ({
  owner,
  sessionRef: _id,
  session: key,
})

/**
 * A question and its answer in one document, because a single document is what the store writes in one step.
 * `_id` is the answer's message id; the messages of turn n are the 2n-1st and the 2nth of the session.
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
  /** Grows with every change, so that a change based on an older reading is not applied. */
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

/** The names begin with the service's: the database may hold other stores too. */
export async function openCollections(db: Db): Promise<Collections> {
  const collections: Collections = {
    sessions: db.collection('memory_sessions'),
    turns: db.collection('memory_turns'),
    owners: db.collection('memory_owners'),
    pendingDeletions: db.collection('memory_pending_deletions'),
  }
  await collections.sessions.createIndexes([
    { key: { owner: 1, activity: -1 } },
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
