import { retryDuplicate } from '@collabry/storage/mongo-client'
import type { UserKey } from '@collabry/storage/owner-key'
import type { SessionCounts } from '../../owner-limits'
import { foldCase } from '../recall'
import { type NewSession, type Session, type Summary, tooManySessions } from '../store'
import { type Collections, type SessionDocument, turnsOf } from './collections'

export const sessionRef = (owner: UserKey, sessionId: string) => `${owner}:${sessionId}`

/** The next number in the order of activity of an owner. */
export async function nextActivity({ owners }: Collections, owner: UserKey): Promise<number> {
  const after = await retryDuplicate(() =>
    owners.findOneAndUpdate({ _id: owner }, { $inc: { activity: 1 } }, { upsert: true, returnDocument: 'after' }),
  )
  return after?.activity ?? 1
}

export async function checkSessions(
  { sessions }: Collections,
  owner: UserKey,
  activity: number,
  counts: SessionCounts,
): Promise<void> {
  if (counts.isRoomKnown(owner, activity)) return
  const total = await sessions.countDocuments({ owner }, { limit: counts.max })
  if (!counts.isRoom(owner, activity, total)) throw tooManySessions(counts.max)
}

export async function newestActivity({ sessions }: Collections, owner: UserKey): Promise<number> {
  const newest = await sessions
    .find({ owner })
    .sort({ activity: -1 })
    .limit(1)
    .project<{ activity: number }>({ activity: 1 })
    .next()
  return newest?.activity ?? 0
}

export const newSession = (
  owner: UserKey,
  { sessionId, title, notebookId }: NewSession,
  now: number,
  activity: number,
): SessionDocument => ({
  _id: sessionRef(owner, sessionId),
  owner,
  key: Bun.randomUUIDv7(),
  sessionId,
  title,
  titleFolded: foldCase(title),
  notebookId,
  createdAtMs: now,
  lastActivityMs: now,
  activity,
  messageCount: 0,
  lastId: '',
})

/** Messages that a session has. */
export const messagesIn = ({ messageCount, expiredTo = 0 }: SessionDocument): number => messageCount - expiredTo

export const toSession = (document: SessionDocument, newest: number): Session => ({
  sessionId: document.sessionId,
  title: document.title,
  notebookId: document.notebookId,
  createdAtMs: document.createdAtMs,
  lastActivityMs: document.lastActivityMs,
  messageCount: messagesIn(document),
  isCurrent: document.activity === newest,
})

interface Covering extends Summary {
  /** Number of messages of the branch that it covers; 0: there is no summary. */
  covers: number
  /** Position of the last message that it covers. */
  after: number | undefined
}

const none: Covering = { text: '', messageId: '', covers: 0, after: undefined }

/** The summary, if it belongs to this branch. Without a path the session has no branches. */
export async function summaryOf(
  { turns }: Pick<Collections, 'turns'>,
  session: SessionDocument,
  path: Set<number> | undefined,
): Promise<Covering> {
  const { summary } = session
  if (!summary) return none
  const { messageId } = summary
  const covered = { ...turnsOf(session), $or: [{ _id: messageId }, { questionId: messageId }] }
  const found = await turns.findOne(covered, { projection: { turn: 1 } })
  if (!found) return none
  const after = found._id === messageId ? 2 * found.turn : 2 * found.turn - 1
  if (path && !path.has(after)) return none
  const covers = path ? [...path].filter((other) => other <= after).length : after - (session.expiredTo ?? 0)
  return { ...summary, covers, after }
}
