import type { UserKey } from '@collabry/storage/owner-key'
import type { Stores } from '../stores'
import type { ErasedUsage } from '../usage/store'

/** Numbers of removed items. */
export interface Erased extends ErasedUsage {
  sessions: number
  messages: number
  streams: number
  requests: number
  tokens: number
}

/** Removes all data of an owner except the record of the erasure and the usage of today. It may be repeated. */
export async function eraseOwner(
  { conversations, streams, idempotency, tokens, usage, digests }: Stores,
  owner: UserKey,
): Promise<Erased> {
  // Logs go before messages, because recovery of a lost stream writes its log into a message.
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
