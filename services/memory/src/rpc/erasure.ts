import type { BeginErasureRequest } from '@collabry/proto/gen/collabry/memory/v1/BeginErasureRequest'
import type { BeginErasureResponseInit } from '@collabry/proto/gen/collabry/memory/v1/BeginErasureResponse'
import type { ClaimErasuresRequest } from '@collabry/proto/gen/collabry/memory/v1/ClaimErasuresRequest'
import type { ClaimErasuresResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ClaimErasuresResponse'
import type { EndErasureRequest } from '@collabry/proto/gen/collabry/memory/v1/EndErasureRequest'
import type { EndErasureResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EndErasureResponse'
import type { EraseUserRequest } from '@collabry/proto/gen/collabry/memory/v1/EraseUserRequest'
import type { EraseUserResponseInit } from '@collabry/proto/gen/collabry/memory/v1/EraseUserResponse'
import type { ExportUserRequest } from '@collabry/proto/gen/collabry/memory/v1/ExportUserRequest'
import type { ExportUserResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ExportUserResponse'
import { serverStream, unary } from '@collabry/runtime/grpc/server'
import { ownerKey } from '@collabry/storage/owner-key'
import { type Erased, eraseOwner } from '../erasure/erase'
import { erasureNotFound } from '../erasure/store'
import type { Message, Session } from '../sessions/store'
import type { Stores } from '../stores'
import type { UsageDay } from '../usage/store'
import { atMost, toMessage, userId } from './fields'
import { toUsageDay } from './usage'

const CLAIMED_MAX = 100
const CLAIMED_USUAL = 10

export const erasureHandlers = (stores: Stores) => ({
  BeginErasure: unary(async (request: BeginErasureRequest): Promise<BeginErasureResponseInit> => {
    const { epochMs } = await stores.erasures.beginErasure(userId(request.userId))
    return { epochMs }
  }),

  EraseUser: unary(async (request: EraseUserRequest): Promise<EraseUserResponseInit> => {
    const owner = ownerKey(userId(request.userId))
    const running = await stores.erasures.findErasure(owner)
    if (running?.epochMs !== request.epochMs || running.endedAtMs !== 0) throw erasureNotFound()
    return { counts: toCounts(await eraseOwner(stores, owner)) }
  }),

  EndErasure: unary(async (request: EndErasureRequest): Promise<EndErasureResponseInit> => {
    const owner = ownerKey(userId(request.userId))
    const running = await stores.erasures.findErasure(owner)
    // A second pass, for writes that reached the store during the first one.
    if (running?.epochMs === request.epochMs && running.endedAtMs === 0) await eraseOwner(stores, owner)
    await stores.erasures.endErasure(request.userId, request.epochMs)
    return {}
  }),

  ClaimErasures: unary(async (request: ClaimErasuresRequest): Promise<ClaimErasuresResponseInit> => {
    return { erasures: await stores.erasures.claimErasures(atMost('limit', request.limit, CLAIMED_MAX) || CLAIMED_USUAL) }
  }),

  ExportUser: serverStream(async function* (request: ExportUserRequest, { signal }): AsyncGenerator<ExportUserResponseInit> {
    for await (const piece of exportUser(stores, userId(request.userId), signal)) yield toPiece(piece)
  }),
})

const toCounts = ({ sessions, messages, streams, requests, tokens, keys, usageDays, usageDaysKept }: Erased) =>
  Object.entries({
    sessions,
    messages,
    streams,
    requests,
    tokens,
    keys,
    usage_days: usageDays,
    usage_days_kept: usageDaysKept,
  }).map(([kind, count]) => ({
    kind,
    count,
  }))

function toPiece(piece: Exported): ExportUserResponseInit {
  switch (piece.kind) {
    case 'session':
      return { session: piece.session }
    case 'messages':
      return { messages: piece.messages.map(toMessage) }
    case 'usage':
      return { usage: piece.days.map(toUsageDay) }
  }
}

/** A part of an export. Messages belong to the last session before them. */
type Exported =
  | { kind: 'session'; session: Session }
  | { kind: 'messages'; messages: Message[] }
  | { kind: 'usage'; days: UsageDay[] }

const SESSIONS_PER_PAGE = 100
const MESSAGES_PER_PAGE = 100

/** All data of a user, page by page. The next page is read when the consumer asks for it. */
async function* exportUser({ conversations, usage }: Stores, userId: string, signal: AbortSignal): AsyncGenerator<Exported> {
  for (let before: number | undefined, more = true; more; ) {
    const wanted = { limit: SESSIONS_PER_PAGE, before, query: '', notebookId: '' }
    const page = await conversations.list(userId, wanted, signal)
    for (const session of page.sessions) {
      yield { kind: 'session', session }
      yield* exportMessages(conversations, userId, session.sessionId, signal)
    }
    before = page.next
    more = before !== undefined
  }
  yield { kind: 'usage', days: await usage.readUsage(userId, '0000-01-01', '9999-12-31') }
}

async function* exportMessages(
  conversations: Stores['conversations'],
  userId: string,
  sessionId: string,
  signal: AbortSignal,
): AsyncGenerator<Exported> {
  for (let after: number | undefined, more = true; more; ) {
    signal.throwIfAborted()
    const page = await conversations.messages(userId, sessionId, { limit: MESSAGES_PER_PAGE, after, everything: true })
    if (page.messages.length > 0) yield { kind: 'messages', messages: page.messages }
    after = page.next
    more = after !== undefined
  }
}
