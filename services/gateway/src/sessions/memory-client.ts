import type { AppendFailure } from '@collabry/proto/gen/collabry/memory/v1/AppendFailure'
import type { AppendTurnRequestInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnRequest'
import type { Message as MessageReply } from '@collabry/proto/gen/collabry/memory/v1/Message'
import type { Session as SessionReply } from '@collabry/proto/gen/collabry/memory/v1/Session'
import { AppError, isCode, toAppError } from '@collabry/runtime/errors'
import { newRequestId } from '@collabry/runtime/request-id'
import { parseArray } from '../core/grpc/stored-json'
import type { MemoryStub } from '../core/grpc/stubs'
import type { Digests, Message, Notes, Session, Sessions, Turns } from './ports'

export const turnsClient = (memory: Pick<MemoryStub, 'beginTurn' | 'appendTurns' | 'endTurn'>): Turns => ({
  async begin(turn, caller) {
    const request = { ...turn, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    const { summary, summaryMessageId, messagesSummarized, history, ...begun } = await memory.beginTurn(request, caller)
    return {
      ...begun,
      history: history.map(({ messageId, role, content }) => ({ messageId, role: toRole(role), content })),
      summary: { text: summary, messageId: summaryMessageId, covers: messagesSummarized },
    }
  },

  settle: sharedSettle(memory),

  append: batchAppend(memory),

  async end({ sources, status, ...end }, caller) {
    const sourcesJson = sources ? JSON.stringify(sources) : ''
    await memory.endTurn({ ...end, status: endings[status], sourcesJson, userId: caller.userId }, caller)
  },
})

const endings = {
  complete: 'MESSAGE_STATUS_COMPLETE',
  interrupted: 'MESSAGE_STATUS_INTERRUPTED',
  failed: 'MESSAGE_STATUS_FAILED',
} as const

type SessionMethods = 'createSession' | 'getSession' | 'listSessions' | 'renameSession' | 'deleteSession' | 'listMessages'

export const sessionsClient = (memory: Pick<MemoryStub, SessionMethods>): Sessions => ({
  async create(session, caller) {
    const request = { ...session, userId: caller.userId, acceptedAtMs: caller.acceptedAtMs ?? 0 }
    // Without an id, a second call makes a second session.
    const reply = await memory.createSession(request, { ...caller, idempotent: Boolean(session.sessionId) })
    return { session: toSession(reply.session), created: reply.created }
  },

  async get(sessionId, caller) {
    return toSession((await memory.getSession({ sessionId, userId: caller.userId }, caller)).session)
  },

  async list(query, caller) {
    const { sessions, total, nextCursor } = await memory.listSessions({ ...query, userId: caller.userId }, caller)
    return { sessions: sessions.map(toSession), total, nextCursor: nextCursor || null }
  },

  async rename(sessionId, title, caller) {
    return toSession((await memory.renameSession({ sessionId, title, userId: caller.userId }, caller)).session)
  },

  delete: (sessionId, caller) => memory.deleteSession({ sessionId, userId: caller.userId }, caller),

  async messages(sessionId, page, caller) {
    const { messages, nextCursor } = await memory.listMessages({ ...page, sessionId, userId: caller.userId }, caller)
    return { messages: messages.map(toMessage), nextCursor: nextCursor || null }
  },
})

export function toSession(reply: SessionReply | null): Session {
  if (!reply) throw new AppError('upstream_error', 'The session could not be read; try again.')
  return { ...reply, notebookId: reply.notebookId || null }
}

export const toMessage = (reply: MessageReply): Message => ({
  messageId: reply.messageId,
  role: toRole(reply.role),
  content: reply.content,
  createdAtMs: reply.createdAtMs,
  status: statuses[reply.status],
  sources: parseArray(reply.sourcesJson),
  parentId: reply.parentId || null,
  rating: reply.rating,
  comment: reply.comment,
  model: reply.model,
})

const toRole = (role: MessageReply['role']) => (role === 'MESSAGE_ROLE_USER' ? 'user' : 'assistant')

const statuses = {
  MESSAGE_STATUS_UNSPECIFIED: 'interrupted',
  MESSAGE_STATUS_STREAMING: 'streaming',
  MESSAGE_STATUS_COMPLETE: 'complete',
  MESSAGE_STATUS_INTERRUPTED: 'interrupted',
  MESSAGE_STATUS_FAILED: 'failed',
} as const

export const digestsClient = (memory: Pick<MemoryStub, 'claimDigests' | 'endDigest'>): Digests => ({
  claim: async (limit, call) => (await memory.claimDigests({ userId: 'gateway', limit }, call)).digests,

  async end({ sessionId, claim }, again, { userId, ...call }) {
    await memory.endDigest({ userId, sessionId, claim, retry: again }, call)
  },
})

type NoteMethods = 'rateMessage' | 'setTitle' | 'saveSummary' | 'recallTurns'

export const notesClient = (memory: Pick<MemoryStub, NoteMethods>): Notes => ({
  async rate(ref, feedback, caller) {
    await memory.rateMessage({ ...ref, ...feedback, userId: caller.userId }, caller)
  },

  async setTitle(sessionId, { from: expectedTitle, to: title }, caller) {
    return (await memory.setTitle({ expectedTitle, title, sessionId, userId: caller.userId }, caller)).changed
  },

  async summarize(sessionId, summary, caller) {
    await memory.saveSummary({ ...summary, sessionId, userId: caller.userId }, caller)
  },

  async recall(sessionId, query, limit, caller) {
    return (await memory.recallTurns({ sessionId, query, limit, userId: caller.userId }, caller)).turns
  },
})

type AppendTurns = Pick<MemoryStub, 'appendTurns'>

/** The bounds of one call; a longer text goes alone. */
const PARTS_MAX = 1_000
const CHARS_MAX = 500_000

interface Waiting {
  part: AppendTurnRequestInit & { text: string }
  resolve(): void
  reject(error: AppError): void
}

/**
 * Saves all parts of one event-loop tick with one call, because a call costs many times as much as a part. An aborted caller
 * stops waiting; its part is still saved.
 */
export function batchAppend(memory: AppendTurns): Turns['append'] {
  let waiting: Waiting[] = []
  const flush = () => {
    const all = waiting
    waiting = []
    for (const some of portions(all)) void send(memory, some)
  }
  return (part, { userId, signal }) =>
    new Promise((resolve, reject) => {
      const leave = () => reject(new AppError('cancelled', 'The caller cancelled.'))
      if (signal.aborted) return leave()
      const settled = () => signal.removeEventListener('abort', leave)
      signal.addEventListener('abort', leave)
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({
        part: { ...part, userId },
        resolve: () => {
          settled()
          resolve()
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      })
    })
}

/** One call for all turns of one event-loop tick, which no caller that leaves ends for the others. */
function sharedSettle(memory: AppendTurns): Turns['settle'] {
  let shared: Promise<void> | undefined
  const settle = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    shared = undefined
    const call = { signal: new AbortController().signal, requestId: newRequestId() }
    await memory.appendTurns({ userId: 'gateway', parts: [] }, call)
  }
  return () => (shared ??= settle())
}

function portions(all: Waiting[]): Waiting[][] {
  const made: Waiting[][] = []
  let chars = Number.POSITIVE_INFINITY
  for (const one of all) {
    chars += one.part.text.length
    const last = made.at(-1)
    if (last && last.length < PARTS_MAX && chars <= CHARS_MAX) last.push(one)
    else {
      made.push([one])
      chars = one.part.text.length
    }
  }
  return made
}

async function send(memory: AppendTurns, some: Waiting[]): Promise<void> {
  const request = { userId: 'gateway', parts: some.map(({ part }) => part) }
  // A caller that leaves does not end the call: the others wait for it too.
  const call = { signal: new AbortController().signal, requestId: newRequestId() }
  try {
    const { failures } = await memory.appendTurns(request, call)
    for (const failure of failures) some[failure.index]?.reject(toError(failure))
    for (const { resolve } of some) resolve()
  } catch (error) {
    for (const { reject } of some) reject(toAppError(error))
  }
}

const toError = ({ code, detail }: AppendFailure): AppError => new AppError(isCode(code) ? code : 'internal_error', detail)
