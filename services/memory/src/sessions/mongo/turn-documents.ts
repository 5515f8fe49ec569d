import type { Collection } from 'mongodb'
import type { Link } from '../history'
import type { Message } from '../store'
import { type SessionDocument, type TurnDocument, turnsOf } from './collections'

export const textOf = ({ parts }: Pick<TurnDocument, 'parts'>): string => parts.join('')

/** A message of a turn without its texts: what is looked at before deciding to read them. */
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
