import type { Summary } from '../store'
import type { MessageRows } from './message-rows'
import type { SessionRow } from './session-rows'

interface Covering extends Summary {
  /** Number of messages of the branch that it covers; 0: there is no summary. */
  covers: number
  /** Position of the last message that it covers. */
  after: number | undefined
}

/** The summary, if it belongs to this branch. Without a path the session has no branches. */
export function summaryOf(messages: MessageRows, session: SessionRow, path: Set<number> | undefined): Covering {
  const covered = messages.find(session.key, session.summary_message_id)
  if (!covered || (path && !path.has(covered.ordinal))) return { text: '', messageId: '', covers: 0, after: undefined }
  const { ordinal, message_id: messageId } = covered
  const covers = path ? [...path].filter((other) => other <= ordinal).length : ordinal - session.expired_to
  return { text: session.summary, messageId, covers, after: ordinal }
}
