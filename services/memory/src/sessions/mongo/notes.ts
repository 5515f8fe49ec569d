import { translateErrors } from '@collabry/storage/mongo-errors'
import { ownerKey } from '@collabry/storage/owner-key'
import { pathTo } from '../branches'
import { messageNotFound, sessionNotFound } from '../errors'
import { foldCase } from '../fold'
import type { SessionAnnotations } from '../store'
import { titleOf } from '../title'
import { type Collections, type SessionDocument, turnsOf } from './collections'
import { sessionRef } from './session-documents'
import { summaryOf } from './summary'
import { linksOf, textOf } from './turn-documents'

export function mongoAnnotations({ sessions, turns }: Collections): SessionAnnotations {
  const found = async (userId: string, sessionId: string): Promise<SessionDocument> => {
    const session = await sessions.findOne({ _id: sessionRef(ownerKey(userId), sessionId) })
    if (!session) throw sessionNotFound()
    return session
  }
  /** Nobody gave it its title. */
  const isMade = async (session: SessionDocument): Promise<boolean> => {
    if (session.title === '') return true
    const first = await turns.findOne({ ...turnsOf(session), turn: 1 }, { projection: { question: 1 } })
    return first !== null && session.title === titleOf(first.question)
  }
  return {
    rate: (userId, { sessionId, messageId }, feedback) =>
      translateErrors(async () => {
        const session = await found(userId, sessionId)
        const { matchedCount } = await turns.updateOne({ ...turnsOf(session), _id: messageId }, { $set: { feedback } })
        if (matchedCount === 0) throw messageNotFound()
      }),

    setTitle: (userId, sessionId, { from, to }) =>
      translateErrors(async () => {
        const session = await found(userId, sessionId)
        if (from === '' && !(await isMade(session))) return false
        const { _id, key } = session
        const $set = { title: to, titleFolded: foldCase(to) }
        return (await sessions.updateOne({ _id, key, title: from || session.title }, { $set })).matchedCount === 1
      }),

    summarize: (userId, sessionId, summary) =>
      translateErrors(async () => {
        const session = await found(userId, sessionId)
        const { _id, key } = session
        const covered = { ...turnsOf(session), $or: [{ _id: summary.messageId }, { questionId: summary.messageId }] }
        if (!(await turns.findOne(covered, { projection: { _id: 1 } }))) throw messageNotFound()
        await sessions.updateOne({ _id, key }, { $set: { summary } })
      }),

    digestState: (userId, sessionId) =>
      translateErrors(async () => {
        const session = await found(userId, sessionId)
        const path = session.branched ? pathTo(await linksOf(turns, session), undefined) : undefined
        const { text, messageId, after } = await summaryOf({ turns }, session, path)
        return { wantsTitle: await isMade(session), summary: { text, messageId }, after }
      }),

    turns: (userId, sessionId, limit) =>
      translateErrors(async () => {
        const session = await found(userId, sessionId)
        const path = session.branched ? pathTo(await linksOf(turns, session), undefined) : undefined
        const ended = { ...turnsOf(session), chars: { $gt: 0 }, status: { $in: ['complete', 'interrupted'] } } as const
        const newest = await turns.find(ended).sort({ turn: -1 }).limit(limit).toArray()
        return newest
          .filter(({ turn }) => !path || path.has(2 * turn))
          .map((turn) => ({ questionId: turn.questionId, answerId: turn._id, question: turn.question, answer: textOf(turn) }))
      }),
  }
}
