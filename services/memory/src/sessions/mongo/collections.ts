import type { Collection, Db } from 'mongodb'
import type { Link } from '../history'
import type { Feedback, Message, Status, Summary } from '../store'

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

export const textOf = ({ parts }: Pick<TurnDocument, 'parts'>): string => parts.join('')

/** A message without its texts, from which is decided whether to read them. */
export interface MessageHead {
  turnId: string
  ordinal: number
  chars: number
  sourcesChars: number
  status: TurnDocument['status']
}

export type TurnHead = Pick<TurnDocument, '_id' | 'turn' | 'questionChars' | 'chars' | 'sourcesChars' | 'status'>

export const headFields = { turn: 1, questionChars: 1, chars: 1, sourcesChars: 1, status: 1 }

/** The question and the answer, in this order. */
export const messageHeads = ({ _id, turn, questionChars, chars, sourcesChars, status }: TurnHead): [MessageHead, MessageHead] => [
  { turnId: _id, ordinal: 2 * turn - 1, chars: questionChars, sourcesChars: 0, status: 'complete' },
  { turnId: _id, ordinal: 2 * turn, chars, sourcesChars, status },
]

export function toMessage(turn: TurnDocument, { ordinal }: MessageHead, now: number): Message {
  const { createdAtMs } = turn
  if (ordinal % 2 === 1) {
    const { questionId: messageId, question: content, parentId } = turn
    return { messageId, role: 'user', content, createdAtMs, status: 'complete', sourcesJson: '', parentId, model: '', ...unrated }
  }
  const { _id: messageId, questionId: parentId, sourcesJson, model } = turn
  const status = turn.status === 'streaming' && turn.leaseUntilMs <= now ? 'interrupted' : turn.status
  const feedback = turn.feedback ?? unrated
  return { messageId, role: 'assistant', content: textOf(turn), createdAtMs, status, sourcesJson, parentId, model, ...feedback }
}

const unrated = { rating: 0, comment: '' }

/** The messages of a session and what each follows. */
export async function linksOf(turns: Collection<TurnDocument>, session: SessionDocument): Promise<Link[]> {
  const found = turns
    .find(turnsOf(session))
    .sort({ turn: 1 })
    .project<Pick<TurnDocument, '_id' | 'questionId' | 'parentId' | 'turn'>>({
      questionId: 1,
      parentId: 1,
      turn: 1,
    })
  return (await found.toArray()).flatMap(({ _id, questionId, parentId, turn }) => [
    { id: questionId, parentId, ordinal: 2 * turn - 1 },
    { id: _id, parentId: questionId, ordinal: 2 * turn },
  ])
}
