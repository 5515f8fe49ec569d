import { AppError } from '@collabry/runtime/errors'
import { coalesce } from '@collabry/storage/coalesce'
import { retryDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { SessionCounts } from '../../owner-limits'
import { fitHistory, pathTo } from '../history'
import { foldCase } from '../recall'
import {
  MESSAGE_CHARS_MAX,
  messageNotFound,
  type NewTurn,
  offsetBeyond,
  type StoreSettings,
  sessionNotFound,
  type TurnPart,
  type TurnRef,
  type TurnStore,
  textTooLong,
  turnEnded,
} from '../store'
import { titleOf } from '../title'
import {
  type Collections,
  headFields,
  linksOf,
  messageHeads,
  type SessionDocument,
  type TurnDocument,
  type TurnHead,
  textOf,
  toMessage,
  turnsOf,
} from './collections'
import type { ErasePending } from './erase'
import { checkSessions, messagesIn, newSession, nextActivity, sessionRef, summaryOf } from './session-documents'

const TRIES_MAX = 20
const MARKED_MAX = 100
/** The text of all running answers is saved in at most seven writes a second. */
const CHECKPOINT_MS = 150
const CHECKPOINT_ITEMS_MAX = 5_000

interface Parts extends StoreSettings {
  collections: Collections
  erasePending: ErasePending
  counts: SessionCounts
}

export function mongoTurns({ collections, erasePending, now, leaseMs, counts }: Parts): TurnStore {
  const { turns, sessions } = collections
  const checkpoint = coalesce<Checkpoint, void>({
    gapMs: CHECKPOINT_MS,
    itemsMax: CHECKPOINT_ITEMS_MAX,
    run: (items) => saveAll(turns, items, now() + leaseMs),
  })
  return {
    begin: (userId, turn) => translateErrors(() => begin(collections, ownerKey(userId), turn, { now: now(), leaseMs, counts })),

    settle: async () => undefined,

    append: (userId, part) => translateErrors(() => checkpoint({ owner: ownerKey(userId), part })),

    end: (userId, end) =>
      translateErrors(async () => {
        const { status, sourcesJson, model } = end
        const isFirst = await change(turns, ownerKey(userId), end, (turn) => {
          if (turn.ended) return undefined
          checkRoom(turn, end)
          const text = textOf(turn).slice(0, end.offset) + end.text
          return { status, ended: true, sourcesJson, sourcesChars: sourcesJson.length, model, ...wholeText(turn, text) }
        })
        if (!isFirst) return
        const owner = ownerKey(userId)
        const activity = await nextActivity(collections, owner)
        await sessions.updateOne({ _id: sessionRef(owner, end.sessionId) }, { $max: { activity, lastActivityMs: now() } })
      }),

    markAbandoned: () =>
      translateErrors(async () => {
        await erasePending()
        let marked = 0
        for (;;) {
          const silent = await turns
            .find({ status: 'streaming', leaseUntilMs: { $lte: now() - leaseMs } })
            .limit(MARKED_MAX)
            .toArray()
          for (const turn of silent) marked += await markOne(collections, turn)
          if (silent.length < MARKED_MAX) return marked
        }
      }),

    recover: (owner, ref, { text, sourcesJson }) =>
      translateErrors(async () => {
        await change(turns, owner, ref, (turn) => {
          if (turn.ended) return undefined
          const saved = textOf(turn)
          const whole = wholeText(turn, text.length > saved.length ? text : saved)
          return { status: 'interrupted', sourcesJson, sourcesChars: sourcesJson.length, ...whole }
        }).catch((error) => {
          if (!(error instanceof AppError && error.code === 'not_found')) throw error // it was deleted
        })
      }),
  }
}

interface Checkpoint {
  owner: UserKey
  part: TurnRef & TurnPart
}

/** One write of all parts. Usually each follows the saved text; where one did not, each part is looked at. */
async function saveAll(turns: Collections['turns'], items: Checkpoint[], leaseUntilMs: number) {
  const isUsual = ({ part: { offset, text } }: Checkpoint) => offset + text.length <= MESSAGE_CHARS_MAX
  const usual = items.filter(isUsual)
  const writes = usual.map(({ owner, part: { sessionId, messageId, offset, text } }) => ({
    updateOne: {
      filter: { _id: messageId, owner, sessionRef: sessionRef(owner, sessionId), status: 'streaming', chars: offset } as const,
      update:
        text === ''
          ? { $set: { leaseUntilMs } }
          : { $push: { parts: text }, $inc: { chars: text.length, revision: 1 }, $set: { leaseUntilMs } },
    },
  }))
  const { matchedCount } = writes.length > 0 ? await turns.bulkWrite(writes, { ordered: false }) : { matchedCount: 0 }
  const saved = matchedCount === writes.length ? new Set(usual) : await savedOf(turns, usual)
  return Promise.allSettled(items.map((item) => (saved.has(item) ? undefined : saveOne(turns, item, leaseUntilMs))))
}

/** The parts that are now the end of their texts. */
async function savedOf(turns: Collections['turns'], items: Checkpoint[]): Promise<Set<Checkpoint>> {
  const asked = items.map(({ owner, part: { sessionId, messageId } }) => {
    return { _id: messageId, owner, sessionRef: sessionRef(owner, sessionId), status: 'streaming' } as const
  })
  const found = await turns.find({ $or: asked }, { projection: { chars: 1, parts: { $slice: -1 } } }).toArray()
  const byId = new Map(found.map((turn) => [turn._id, turn]))
  return new Set(
    items.filter(({ part: { messageId, offset, text } }) => {
      const turn = byId.get(messageId)
      return turn?.chars === offset + text.length && (text === '' || turn.parts.at(-1) === text)
    }),
  )
}

/** A part that is saved already is left as it is. */
async function saveOne(turns: Collections['turns'], { owner, part }: Checkpoint, leaseUntilMs: number): Promise<void> {
  await change(turns, owner, part, (turn) => {
    if (turn.status !== 'streaming') throw turnEnded()
    return { ...saved(turn, part), leaseUntilMs }
  })
}

/** Changes a turn; tries again if another caller changed it at the same time. */
async function change(
  turns: Collections['turns'],
  owner: UserKey,
  ref: TurnRef,
  to: (turn: TurnDocument) => Partial<TurnDocument> | undefined,
): Promise<boolean> {
  const filter = { _id: ref.messageId, owner, sessionRef: sessionRef(owner, ref.sessionId) }
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const turn = await turns.findOne(filter)
    if (!turn) throw messageNotFound()
    const changed = to(turn)
    if (!changed) return false
    const { matchedCount } = await turns.updateOne(
      { ...filter, revision: turn.revision },
      { $set: changed, $inc: { revision: 1 } },
    )
    if (matchedCount === 1) return true
  }
  throw new AppError('unavailable', 'Other callers change this turn at the same time; try again.', { retryAfterMs: 100 })
}

const wholeText = (turn: TurnDocument, text: string) => ({
  parts: [text],
  chars: text.length,
  folded: [foldCase(turn.question), foldCase(text)],
})

async function markOne({ turns }: Collections, turn: TurnDocument): Promise<number> {
  const abandoned = { status: 'interrupted', ...wholeText(turn, textOf(turn)) } as const
  const { _id, owner, sessionRef, revision, leaseUntilMs } = turn
  const { matchedCount } = await turns.updateOne(
    { _id, owner, sessionRef, revision, leaseUntilMs },
    { $set: abandoned, $inc: { revision: 1 } },
  )
  return matchedCount
}

function checkRoom({ chars }: TurnDocument, { offset, text }: TurnPart): void {
  if (offset > chars) throw offsetBeyond(chars)
  if (offset + text.length > MESSAGE_CHARS_MAX) throw textTooLong(MESSAGE_CHARS_MAX)
}

/** A part that is saved already, as after a repeated call, changes nothing. */
function saved(turn: TurnDocument, part: TurnPart): Partial<TurnDocument> {
  checkRoom(turn, part)
  const text = textOf(turn)
  if (text.startsWith(part.text, part.offset)) return {}
  const parts = [text.slice(0, part.offset) + part.text]
  return { parts, chars: part.offset + part.text.length }
}

interface Beginning {
  now: number
  leaseMs: number
  counts: SessionCounts
}

async function begin(collections: Collections, owner: UserKey, turn: NewTurn, { now, leaseMs, counts }: Beginning) {
  const { sessions, turns } = collections
  const [questionId, answerId] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()]
  const place = turn.instead === undefined ? undefined : await placeOf(collections, owner, turn.sessionId, turn.instead)
  const content = turn.content || (place?.question ?? '')
  const session = await joined(collections, owner, { ...turn, content }, answerId, { now, counts })
  const silent = await turns.find({ ...turnsOf(session), status: 'streaming', leaseUntilMs: { $lte: now } }).toArray()
  for (const abandoned of silent) await markOne(collections, abandoned)
  const path = place?.path ?? (session.branched ? pathTo(await linksOf(turns, session), undefined) : undefined)
  const history = await historyOf(collections, session, turn.historyMax, now, path)
  const parentId = place?.parentId ?? session.lastId
  const document = newTurn(owner, session, { content, parentId }, { questionId, answerId }, now)
  await turns.insertOne({ ...document, leaseUntilMs: now + leaseMs })
  // If the session was deleted in the meantime, its turns were deleted before this one was inserted.
  if (!(await sessions.findOne({ _id: session._id, key: session.key }, { projection: { _id: 1 } }))) {
    await turns.deleteOne({ ...turnsOf(session), _id: answerId })
    throw sessionNotFound()
  }
  const summary = await summaryOf(collections, session, path)
  const messagesBefore = path?.size ?? messagesIn(session)
  const ids = { sessionId: session.sessionId, userMessageId: questionId, assistantMessageId: answerId }
  return { ...ids, history, content, summary, messagesBefore }
}

/** The place of a turn that is made again, named by either of its messages. The session has branches from then on. */
async function placeOf({ sessions, turns }: Collections, owner: UserKey, sessionId: string, messageId: string) {
  const session = await sessions.findOne({ _id: sessionRef(owner, sessionId) })
  if (!session) throw sessionNotFound()
  const turn = await turns.findOne({ ...turnsOf(session), $or: [{ _id: messageId }, { questionId: messageId }] })
  if (!turn) throw messageNotFound()
  await sessions.updateOne({ _id: session._id, key: session.key }, { $set: { branched: true } })
  const path = pathTo(await linksOf(turns, session), turn.parentId)
  return { parentId: turn.parentId, question: turn.question, path }
}

/** The session before this turn. Reserves the place of the turn in it. */
async function joined(
  collections: Collections,
  owner: UserKey,
  turn: NewTurn,
  answerId: string,
  { now, counts }: Pick<Beginning, 'now' | 'counts'>,
): Promise<SessionDocument> {
  const { sessions } = collections
  const activity = await nextActivity(collections, owner)
  const isThere =
    counts.isRoomKnown(owner, activity) || (await sessions.countDocuments({ _id: sessionRef(owner, turn.sessionId) })) > 0
  if (!isThere) await checkSessions(collections, owner, activity, counts)
  const fresh = newSession(owner, { ...turn, title: titleOf(turn.content) }, now, activity)
  const { messageCount, lastId, activity: _, lastActivityMs, ...others } = fresh
  const before = await retryDuplicate(() =>
    sessions.findOneAndUpdate(
      { _id: fresh._id },
      { $setOnInsert: others, $inc: { messageCount: 2 }, $set: { lastId: answerId }, $max: { activity, lastActivityMs } },
      { upsert: true, returnDocument: 'before' },
    ),
  )
  if (before?.title === '') {
    const { title, titleFolded } = fresh
    await sessions.updateOne({ _id: fresh._id, key: before.key, title: '' }, { $set: { title, titleFolded } })
  }
  return before ?? fresh
}

const newTurn = (
  owner: UserKey,
  session: SessionDocument,
  { content: question, parentId }: { content: string; parentId: string },
  { questionId, answerId }: { questionId: string; answerId: string },
  now: number,
): Omit<TurnDocument, 'leaseUntilMs'> => ({
  _id: answerId,
  owner,
  session: session.key,
  sessionRef: session._id,
  turn: session.messageCount / 2 + 1,
  questionId,
  question,
  questionChars: question.length,
  parentId,
  createdAtMs: now,
  status: 'streaming',
  ended: false,
  parts: [],
  chars: 0,
  sourcesJson: '',
  sourcesChars: 0,
  model: '',
  folded: [foldCase(question)],
  revision: 0,
})

async function historyOf(
  { turns }: Collections,
  session: SessionDocument,
  historyMax: number,
  now: number,
  path: Set<number> | undefined,
) {
  if (historyMax === 0) return []
  const filter = { ...turnsOf(session), turn: { $lte: session.messageCount / 2 } }
  const heads = await turns
    .find(filter)
    .sort({ turn: -1 })
    .limit(path ? 0 : historyMax)
    .project<TurnHead>(headFields)
    .toArray()
  const usable = heads
    .flatMap((head) => messageHeads(head).toReversed())
    .filter(({ chars, status }) => chars > 0 && (status === 'complete' || status === 'interrupted'))
    .filter(({ ordinal }) => !path || path.has(ordinal))
  const wanted = fitHistory(usable.slice(0, historyMax))
  const found = await turns.find({ ...turnsOf(session), _id: { $in: wanted.map(({ turnId }) => turnId) } }).toArray()
  const byId = new Map(found.map((turn) => [turn._id, turn]))
  return wanted.flatMap((head) => {
    const turn = byId.get(head.turnId)
    return turn ? [toMessage(turn, head, now)] : []
  })
}
