import { timeSlices } from '@collabry/runtime/time-slices'
import { storeError, type Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { pathTo } from '../history'
import { RECALL_REACH, recall, withinReach } from '../recall'
import { messageNotFound, type RecalledTurn, type SessionAnnotations, sessionNotFound } from '../store'
import { titleOf } from '../title'
import type { EndedTurn, MessageRows } from './message-rows'
import { type SessionRow, type SessionRows, summaryOf } from './session-rows'

interface Parts {
  sessions: SessionRows
  messages: MessageRows
  write: Write
}

export function sqliteAnnotations({ sessions, messages, write }: Parts): SessionAnnotations {
  const found = (owner: UserKey, sessionId: string): SessionRow => {
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

    async recall(userId, sessionId, wanted, signal) {
      const pause = timeSlices(signal)
      const { key, branched } = await read(() => found(ownerKey(userId), sessionId))
      const ended = await read(() => messages.newestTurns(key, RECALL_REACH.turns))
      const path = branched === 1 ? await read(() => pathTo(messages.links(key), undefined)) : undefined
      const reached = withinReach(path ? ended.filter(({ ordinal }) => path.has(ordinal)) : ended)
      const folded = async function* () {
        for (const { key: answer, question, answerId, chars } of reached) {
          await pause()
          yield { answerId, chars, texts: await read(() => [messages.folded(question), messages.folded(answer)]) }
        }
      }
      const best = await recall(folded(), wanted, pause)
      return read(() => best.flatMap((answerId) => turnOf(messages, key, reached, answerId)))
    },
  }
}

/** The turn with its texts; none when it has expired meanwhile. */
function turnOf(messages: MessageRows, session: number, turns: EndedTurn[], answerId: string): RecalledTurn[] {
  const turn = turns.find((one) => one.answerId === answerId)
  const [question, answer] = [turn?.questionId ?? '', answerId].map((id) => messages.find(session, id))
  if (!turn || !question || !answer) return []
  return [{ questionId: turn.questionId, answerId, question: messages.text(question), answer: messages.text(answer) }]
}

async function read<T>(work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    throw storeError(error)
  }
}
