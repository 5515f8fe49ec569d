import type { Write } from '@collabry/storage/group-commit'
import { storeError } from '@collabry/storage/group-commit'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { pathTo } from '../branches'
import { messageNotFound, sessionNotFound } from '../errors'
import type { SessionAnnotations } from '../store'
import { titleOf } from '../title'
import { pairs } from '../turn-pairs'
import type { MessageRows } from './message-rows'
import type { SessionRow, SessionRows } from './session-rows'
import { summaryOf } from './summary'

interface Parts {
  sessions: SessionRows
  messages: MessageRows
  write: Write
  now: () => number
}

export function sqliteAnnotations({ sessions, messages, write, now }: Parts): SessionAnnotations {
  const found = (owner: OwnerKey, sessionId: string): SessionRow => {
    const row = sessions.find(owner, sessionId)
    if (!row) throw sessionNotFound()
    return row
  }
  /** Nobody gave it its title. */
  const isMade = ({ key, title }: SessionRow): boolean => {
    const [first] = title === '' ? [] : messages.heads(key, 0, 1)
    return title === '' || (first !== undefined && title === titleOf(messages.text(first)))
  }
  return {
    rate: (userId, { sessionId, messageId }, feedback) =>
      write(() => {
        const message = messages.find(found(ownerKey(userId), sessionId).key, messageId)
        if (!message || message.ordinal % 2 === 1) throw messageNotFound()
        messages.rate(message, feedback)
      }),

    setTitle: (userId, sessionId, { from, to }) =>
      write(() => {
        const row = found(ownerKey(userId), sessionId)
        const takes = from === '' ? isMade(row) : row.title === from
        if (takes) sessions.rename(row.key, to)
        return takes
      }),

    summarize: (userId, sessionId, summary) =>
      write(() => {
        const { key } = found(ownerKey(userId), sessionId)
        if (!messages.find(key, summary.messageId)) throw messageNotFound()
        sessions.summarize(key, summary)
      }),

    async digestState(userId, sessionId) {
      try {
        const row = found(ownerKey(userId), sessionId)
        const path = row.branched === 1 ? pathTo(messages.links(row.key), undefined) : undefined
        const { text, messageId, after } = summaryOf(messages, row, path)
        return { wantsTitle: isMade(row), summary: { text, messageId }, after }
      } catch (error) {
        throw storeError(error)
      }
    },

    async turns(userId, sessionId, limit) {
      try {
        const { key, branched } = found(ownerKey(userId), sessionId)
        const heads = messages.newestHeads(key, 2 * limit)
        const path = branched === 1 ? pathTo(messages.links(key), undefined) : undefined
        const onPath = path ? heads.filter(({ ordinal }) => path.has(ordinal)) : heads
        return pairs(onPath.flatMap((head) => messages.read(head, now())))
      } catch (error) {
        throw storeError(error)
      }
    },
  }
}
