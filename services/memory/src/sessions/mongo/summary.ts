import type { Summary } from '../store'
import { type Collections, type SessionDocument, turnsOf } from './collections'

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
