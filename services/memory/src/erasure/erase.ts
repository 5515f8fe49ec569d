import type { UserKey } from '@collabry/storage/owner-key'
import type { Stores } from '../stores'
import type { ErasedUsage } from '../usage/store'

/** What was removed, by kind. */
export interface Erased extends ErasedUsage {
  sessions: number
  messages: number
  streams: number
  requests: number
  tokens: number
}

/** Removes everything of an owner but the mark that it was erased, and the count of today. Harmless when repeated. */
export async function eraseOwner(
  { conversations, streams, idempotency, tokens, usage, digests }: Stores,
  owner: UserKey,
): Promise<Erased> {
  // Logs before messages: a lost producer's log must not be given to a message after it was erased.
  await digests.eraseDigests(owner)
  const erasedStreams = await streams.eraseStreams(owner)
  const erased = {
    streams: erasedStreams,
    requests: await idempotency.eraseRequests(owner),
    tokens: await tokens.eraseTokens(owner),
    ...(await usage.eraseUsage(owner)),
  }
  return { ...(await conversations.eraseSessions(owner)), ...erased }
}
