import type { Write } from '@collabry/storage/group-commit'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import { fitHistory, pathTo } from '../history'
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
import type { MessageHead, MessageRows } from './message-rows'
import { NO_SUMMARY, type SessionRow, type SessionRows, summaryOf } from './session-rows'

interface Parts extends StoreSettings {
  sessions: SessionRows
  messages: MessageRows
  write: Write
}

/** Maximum number of turns in one step, so that it does not block other work. */
const MARKED_MAX = 20

export function sqliteTurns({ sessions, messages, write, now, leaseMs }: Parts): TurnStore {
  const find = (owner: UserKey, { sessionId, messageId }: TurnRef) => {
    const session = sessions.find(owner, sessionId)
    if (!session) throw sessionNotFound()
    const message = messages.find(session.key, messageId)
    if (!message) throw messageNotFound()
    return { session, message }
  }
  return {
    begin: (userId, turn) =>
      write(
        () => begin({ sessions, messages, leaseMs }, ownerKey(userId), turn, now()),
        turn.shownAfterWrite ? 'commit' : 'disk',
      ),

    settle: () => write(() => undefined),

    append: (userId, part) =>
      write(() => {
        const { message } = find(ownerKey(userId), part)
        if (message.status !== 'streaming') throw turnEnded()
        save(messages, message, part, now() + leaseMs)
      }),

    end: (userId, end) =>
      write(() => {
        const owner = ownerKey(userId)
        const { session, message } = find(owner, end)
        if (message.ended === 1) return
        checkRoom(message, end)
        messages.end(message, messages.text(message).slice(0, end.offset) + end.text, end)
        sessions.touch(owner, session, now(), 0)
      }),

    async markAbandoned() {
      let marked = 0
      for (let some = MARKED_MAX; some === MARKED_MAX; marked += some) {
        some = await write(() => {
          const silent = messages.expired(now() - leaseMs, MARKED_MAX)
          for (const message of silent) messages.markAbandoned(message)
          return silent.length
        })
      }
      return marked
    },

    recover: (owner, ref, { text, sourcesJson }) =>
      write(() => {
        const session = sessions.find(owner, ref.sessionId)
        const message = session && messages.find(session.key, ref.messageId)
        if (!message || message.ended === 1) return
        const saved = messages.text(message)
        messages.recover(message, text.length > saved.length ? text : saved, sourcesJson)
      }),
  }
}

function begin({ sessions, messages, leaseMs }: Omit<Parts, 'write' | 'now'>, owner: UserKey, turn: NewTurn, now: number) {
  const session = sessions.find(owner, turn.sessionId)
  if (!session) return beginFirst({ sessions, messages, leaseMs }, owner, turn, now)
  // Messages of a prompt must be final.
  for (const message of messages.expiredOf(session.key, now)) messages.markAbandoned(message)
  const { parentId, question, path } = place(messages, session, turn.instead)
  const content = turn.content || question
  const newest = path
    ? messages.newestHeads(session.key, Number.MAX_SAFE_INTEGER)
    : messages.newestHeads(session.key, turn.historyMax)
  const before = path ? newest.filter(({ ordinal }) => path.has(ordinal)).slice(0, turn.historyMax) : newest
  const history = fitHistory(before).flatMap((head) => messages.read(head, now))
  if (session.title === '') sessions.rename(session.key, titleOf(content))
  const { userMessageId, assistantMessageId } = writeBoth(
    messages,
    session.key,
    { content, parentId, after: session.message_count },
    now,
    now + leaseMs,
  )
  sessions.touch(owner, session, now, 2)
  if (turn.instead !== undefined) sessions.branch(session.key)
  const summary = summaryOf(messages, session, path)
  const messagesBefore = path?.size ?? session.message_count - session.expired_to
  return { sessionId: session.session_id, userMessageId, assistantMessageId, history, content, summary, messagesBefore }
}

/** The first turn of a new session, which has nothing to look up. */
function beginFirst({ sessions, messages, leaseMs }: Omit<Parts, 'write' | 'now'>, owner: UserKey, turn: NewTurn, now: number) {
  if (turn.instead !== undefined) throw messageNotFound()
  const { content } = turn
  const { key, session_id: sessionId } = sessions.insert(owner, { ...turn, title: titleOf(content) }, now, 2)
  const ids = writeBoth(messages, key, { content, parentId: '', after: 0 }, now, now + leaseMs)
  return { sessionId, ...ids, history: [], content, summary: NO_SUMMARY, messagesBefore: 0 }
}

/** The parent of a new turn and, if the session has branches, its ancestors. */
function place(messages: MessageRows, { key, branched }: SessionRow, instead: string | undefined) {
  if (instead === undefined) {
    const path = branched === 1 ? pathTo(messages.links(key), undefined) : undefined
    return { parentId: messages.lastId(key), question: '', path }
  }
  const links = messages.links(key)
  const named = links.find(({ id }) => id === instead)
  const asked = named && named.ordinal % 2 === 0 ? links.find(({ id }) => id === named.parentId) : named
  const question = asked && messages.find(key, asked.id)
  if (!question) throw messageNotFound()
  return { parentId: asked.parentId, question: messages.text(question), path: pathTo(links, asked.parentId) }
}

interface Place {
  content: string
  parentId: string
  /** Number of messages of the session so far. */
  after: number
}

function writeBoth(
  messages: MessageRows,
  session: number,
  { content, parentId, after }: Place,
  createdAtMs: number,
  leaseUntilMs: number,
) {
  const [userMessageId, assistantMessageId] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()]
  const asked = {
    messageId: userMessageId,
    role: 'user',
    status: 'complete',
    leaseUntilMs: 0,
    createdAtMs,
    parentId,
    content,
  } as const
  const answer = { messageId: assistantMessageId, role: 'assistant', status: 'streaming', leaseUntilMs, createdAtMs } as const
  messages.insert(session, after + 1, asked)
  messages.insert(session, after + 2, { ...answer, parentId: userMessageId, content: '' })
  return { userMessageId, assistantMessageId }
}

function checkRoom(message: MessageHead, { offset, text }: TurnPart): void {
  if (offset > message.chars) throw offsetBeyond(message.chars)
  if (offset + text.length > MESSAGE_CHARS_MAX) throw textTooLong(MESSAGE_CHARS_MAX)
}

/** A part that is saved already, as after a repeated call, only renews the lease. The text after it stays. */
function save(messages: MessageRows, message: MessageHead, part: TurnPart, leaseUntilMs: number): void {
  checkRoom(message, part)
  const saved = part.offset === message.chars ? undefined : messages.text(message)
  if (part.text === '' || saved?.startsWith(part.text, part.offset)) messages.renew(message, leaseUntilMs)
  else if (saved === undefined) messages.extend(message, part.text, leaseUntilMs)
  else messages.rewrite(message, saved.slice(0, part.offset) + part.text, leaseUntilMs)
}
