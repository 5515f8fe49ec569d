import { isDuplicate, translateErrors } from '@collabry/storage/mongo-client'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Db } from 'mongodb'
import { type OwnerLimits, type SessionCounts, sessionCounts } from '../../owner-limits'
import { countFitting, pathTo } from '../history'
import { foldCase } from '../recall'
import {
  type ConversationStore,
  type MessagePage,
  type MessageQuery,
  messageNotFound,
  PAGE_CHARS_MAX,
  type SessionQuery,
  type SessionStore,
  type StoreSettings,
  sessionNotFound,
} from '../store'
import { mongoAnnotations } from './annotations'
import {
  type Collections,
  headFields,
  linksOf,
  type MessageHead,
  messageHeads,
  openCollections,
  type SessionDocument,
  type TurnHead,
  toMessage,
  turnsOf,
} from './collections'
import { eraseSessions, expireMessages, sessionEraser } from './erase'
import { checkSessions, messagesIn, newestActivity, newSession, nextActivity, sessionRef, toSession } from './session-documents'
import { mongoTurns } from './turns'

/** Sessions and turns in MongoDB. Every step that must hold together is one document, so it needs no transactions. */
export async function mongoConversationStore(
  db: Db,
  settings: StoreSettings & { limits: OwnerLimits },
): Promise<ConversationStore> {
  const collections = await openCollections(db)
  const erasePending = sessionEraser(collections)
  const counts = sessionCounts(settings.limits)
  return {
    name: 'mongodb',
    embedded: false,
    ...mongoSessions({ collections, counts, ...settings }),
    ...mongoAnnotations(collections),
    ...mongoTurns({ collections, erasePending, counts, ...settings }),
    eraseSessions: (owner) => translateErrors(() => eraseSessions(collections, { owner })),
    expireSessions: (beforeMs) =>
      translateErrors(async () => (await eraseSessions(collections, { lastActivityMs: { $lt: beforeMs } })).sessions),
    expireMessages: (beforeMs) => translateErrors(() => expireMessages(collections, beforeMs)),
    check: () => translateErrors(async () => void (await db.command({ ping: 1 }, { timeoutMS: 1_500 }))),
    openTurns: () => translateErrors(() => collections.turns.countDocuments({ status: 'streaming' })),
  }
}

interface Parts extends StoreSettings {
  collections: Collections
  limits: OwnerLimits
  counts: SessionCounts
}

function mongoSessions({ collections, now, limits, counts }: Parts): SessionStore {
  const { sessions, turns, pendingDeletions } = collections
  const shown = async (owner: UserKey, document: SessionDocument | null) => {
    if (!document) throw sessionNotFound()
    return toSession(document, await newestActivity(collections, owner))
  }
  const byId = (owner: UserKey, sessionId: string) => ({ _id: sessionRef(owner, sessionId) })
  return {
    create: (userId, session) =>
      translateErrors(async () => {
        const owner = ownerKey(userId)
        const there = await sessions.findOne(byId(owner, session.sessionId))
        if (there) return { session: await shown(owner, there), created: false }
        const activity = await nextActivity(collections, owner)
        await checkSessions(collections, owner, activity, counts)
        const document = newSession(owner, session, now(), activity)
        const created = await sessions.insertOne(document).then(
          () => true,
          (error) => {
            if (isDuplicate(error)) return false
            throw error
          },
        )
        if (created) await dropOldEmpty(collections, owner, limits)
        return { session: await shown(owner, await sessions.findOne(byId(owner, session.sessionId))), created }
      }),

    get: (userId, sessionId) =>
      translateErrors(async () => shown(ownerKey(userId), await sessions.findOne(byId(ownerKey(userId), sessionId)))),

    list: (userId, wanted, signal) => translateErrors(() => list(collections, ownerKey(userId), wanted, signal)),

    rename: (userId, sessionId, title) =>
      translateErrors(async () => {
        const owner = ownerKey(userId)
        const changed = { $set: { title, titleFolded: foldCase(title) } }
        return shown(owner, await sessions.findOneAndUpdate(byId(owner, sessionId), changed, { returnDocument: 'after' }))
      }),

    delete: (userId, sessionId) =>
      translateErrors(async () => {
        const filter = byId(ownerKey(userId), sessionId)
        const session = await sessions.findOne(filter)
        if (!session) throw sessionNotFound()
        await pendingDeletions.updateOne({ _id: session.key }, { $setOnInsert: { _id: session.key } }, { upsert: true })
        const { deletedCount } = await sessions.deleteOne({ ...filter, key: session.key })
        await turns.deleteMany(turnsOf(session))
        await pendingDeletions.deleteOne({ _id: session.key })
        if (deletedCount === 0) throw sessionNotFound()
        return { messagesDeleted: messagesIn(session) }
      }),

    messages: (userId, sessionId, query) =>
      translateErrors(async () => {
        const session = await sessions.findOne(byId(ownerKey(userId), sessionId))
        if (!session) throw sessionNotFound()
        return messagesOf(turns, session, query, now())
      }),
  }
}

async function messagesOf(
  turns: Collections['turns'],
  session: SessionDocument,
  { limit, after, newestFirst = false, branch, everything = false }: MessageQuery,
  now: number,
): Promise<MessagePage> {
  const first = after ?? (newestFirst ? Number.MAX_SAFE_INTEGER : 0)
  // Turn n has the ordinals 2n - 1 and 2n.
  const turn = newestFirst ? { $lte: Math.floor(first / 2) } : { $gt: Math.floor(first / 2) }
  const path = everything ? undefined : await pathOf(turns, session, branch)
  const found = await turns
    .find({ ...turnsOf(session), turn })
    .sort({ turn: newestFirst ? -1 : 1 })
    .limit(path ? 0 : limit + 1)
    .project<TurnHead>(headFields)
    .toArray()
  const isBehind = ({ ordinal }: MessageHead) => (newestFirst ? ordinal < first : ordinal > first)
  const headsInOrder = (turn: TurnHead) => (newestFirst ? messageHeads(turn).toReversed() : messageHeads(turn))
  const onPath = found.flatMap(headsInOrder).filter((head) => isBehind(head) && (!path || path.has(head.ordinal)))
  const heads = onPath.slice(0, limit + 1)
  const page = heads.slice(0, Math.min(limit, fittingPage(heads)))
  const texts = await turns.find({ ...turnsOf(session), _id: { $in: [...new Set(page.map(({ turnId }) => turnId))] } }).toArray()
  const byTurn = new Map(texts.map((turn) => [turn._id, turn]))
  const messages = page.flatMap((head) => {
    const turn = byTurn.get(head.turnId)
    return turn ? [toMessage(turn, head, now)] : []
  })
  return { messages, next: page.length < heads.length ? page.at(-1)?.ordinal : undefined }
}

/** Only the newest sessions without a message stay; one that has got a message meanwhile stays too. */
async function dropOldEmpty({ sessions }: Collections, owner: UserKey, { emptySessions }: OwnerLimits): Promise<void> {
  const empty = { owner, messageCount: 0 }
  const old = sessions
    .find(empty, { projection: { _id: 1 } })
    .sort({ activity: -1 })
    .skip(emptySessions)
  const ids = (await old.toArray()).map(({ _id }) => _id)
  if (ids.length > 0) await sessions.deleteMany({ ...empty, _id: { $in: ids } })
}

/** Ordinals of a branch; undefined if the session has no branches. Only branches need all links to be read. */
async function pathOf(turns: Collections['turns'], session: SessionDocument, branch: string | undefined) {
  if (!session.branched && branch === undefined) return undefined
  const links = await linksOf(turns, session)
  if (branch !== undefined && !links.some(({ id }) => id === branch)) throw messageNotFound()
  return pathTo(links, branch)
}

/** Number of messages on a page: at least one, and no more than fit into a reply. */
const fittingPage = (heads: MessageHead[]): number =>
  Math.max(
    1,
    countFitting(heads, (head) => head.chars + head.sourcesChars, PAGE_CHARS_MAX),
  )

async function list(
  collections: Collections,
  owner: UserKey,
  { limit, before, query, notebookId }: SessionQuery,
  signal: AbortSignal,
) {
  const { sessions, turns } = collections
  const filter = {
    owner,
    ...(notebookId === '' ? {} : { notebookId }),
    ...(await matching(turns, owner, foldCase(query.trim()), signal)),
  }
  signal.throwIfAborted()
  const total = await sessions.countDocuments(filter)
  const older = before === undefined ? filter : { ...filter, activity: { $lt: before } }
  const found = await sessions
    .find(older)
    .sort({ activity: -1 })
    .limit(limit + 1)
    .toArray()
  const page = found.slice(0, limit)
  const newest = await newestActivity(collections, owner)
  return {
    sessions: page.map((session) => toSession(session, newest)),
    total,
    next: found.length > limit ? page.at(-1)?.activity : undefined,
  }
}

/** A filter for sessions that contain a text. All characters of the text are literal in the pattern. */
async function matching(turns: Collections['turns'], owner: UserKey, text: string, signal: AbortSignal) {
  if (text === '') return {}
  signal.throwIfAborted()
  // A pattern of MongoDB can't hold a NUL, but can name it.
  const pattern = { $regex: text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replaceAll('\0', '\\x00') }
  const keys: string[] = await turns.distinct('session', { owner, folded: pattern })
  return { $or: [{ titleFolded: pattern }, { key: { $in: keys } }] }
}
