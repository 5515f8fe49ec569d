import { type Pause, timeSlices } from '@collabry/runtime/time-slices'
import { translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey } from '@collabry/storage/owner-key'
import { countFitting, pathTo } from '../history'
import { type FoldedTurn, foldCase, RECALL_REACH, recall, withinReach } from '../recall'
import { messageNotFound, type SessionAnnotations, sessionNotFound } from '../store'
import { titleOf } from '../title'
import { type Collections, linksOf, type SessionDocument, type TurnDocument, textOf, turnsOf } from './collections'
import { sessionRef, summaryOf } from './session-documents'

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

    recall: (userId, sessionId, wanted, signal) =>
      translateErrors(async () => {
        const pause = timeSlices(signal)
        const session = await found(userId, sessionId)
        const best = await recall(foldedTurns(turns, session, pause), wanted, pause)
        const texts = await turns.find({ ...turnsOf(session), _id: { $in: best } }).toArray()
        const byId = new Map(texts.map((turn) => [turn._id, turn]))
        return best.flatMap((answerId) => {
          const turn = byId.get(answerId)
          return turn ? [{ questionId: turn.questionId, answerId, question: turn.question, answer: textOf(turn) }] : []
        })
      }),
  }
}

/** Length of the texts that are read at once, so that no reply is long to decode. */
const READ_CHARS_MAX = 50_000

/** The newest ended turns of the branch, newest first, in the form in which they are searched. */
async function* foldedTurns(turns: Collections['turns'], session: SessionDocument, pause: Pause): AsyncGenerator<FoldedTurn> {
  const path = session.branched ? pathTo(await linksOf(turns, session), undefined) : undefined
  const ended = { ...turnsOf(session), chars: { $gt: 0 }, status: { $in: ['complete', 'interrupted'] } } as const
  const heads = await turns
    .find(ended)
    .sort({ turn: -1 })
    .limit(RECALL_REACH.turns)
    .project<Pick<TurnDocument, '_id' | 'turn' | 'chars' | 'questionChars'>>({ turn: 1, chars: 1, questionChars: 1 })
    .toArray()
  const onPath = path ? heads.filter(({ turn }) => path.has(2 * turn)) : heads
  const reached = withinReach(
    onPath.map(({ _id: answerId, chars, questionChars }) => ({ answerId, chars: chars + questionChars })),
  )
  while (reached.length > 0) {
    await pause()
    const some = reached.splice(
      0,
      Math.max(
        1,
        countFitting(reached, ({ chars }) => chars, READ_CHARS_MAX),
      ),
    )
    const found = await turns
      .find({ ...turnsOf(session), _id: { $in: some.map(({ answerId }) => answerId) } })
      .project<Pick<TurnDocument, '_id' | 'folded'>>({ folded: 1 })
      .toArray()
    const foldedOf = new Map(found.map(({ _id, folded }) => [_id, folded]))
    for (const turn of some) yield { ...turn, texts: foldedOf.get(turn.answerId) ?? [] }
  }
}
