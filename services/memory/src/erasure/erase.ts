import { ownerKey, type UserKey } from '@collabry/storage/owner-key'
import type { Stores } from '../stores'
import type { Amounts, ErasedUsage, UsageDay } from '../usage/store'
import { type Erasure, userErased } from './store'

/** Numbers of removed items. */
export interface Erased extends ErasedUsage {
  sessions: number
  messages: number
  streams: number
  requests: number
  tokens: number
  keys: number
}

/** Removes all data of an owner except the record of the erasure and the usage of today. It may be repeated. */
export async function eraseOwner(
  { conversations, streams, idempotency, tokens, keys, usage, digests }: Stores,
  owner: UserKey,
): Promise<Erased> {
  // Logs go before messages, because recovery of a lost stream writes its log into a message.
  await digests.eraseDigests(owner)
  const erasedKeys = await keys.eraseKeys(owner) // first of what is counted: a program that goes on is refused from now on
  const erasedStreams = await streams.eraseStreams(owner)
  const erased = {
    streams: erasedStreams,
    requests: await idempotency.eraseRequests(owner),
    keys: erasedKeys,
    tokens: await tokens.eraseTokens(owner),
    ...(await usage.eraseUsage(owner)),
  }
  return { ...(await conversations.eraseSessions(owner)), ...erased }
}

/** Runs a write that creates data of a user, unless the user was erased after the request was accepted. */
export type Guard = <T>(userId: string, acceptedAtMs: number, write: () => Promise<T>) => Promise<T>

/**
 * Reads the record of erasures before and after the write, because no transaction spans both stores. If an erasure began in
 * between, it may have missed the write, so the owner is erased again. `acceptedAtMs` is the time at which the request was
 * accepted; with 0, only an unfinished erasure refuses the write.
 */
export const erasureGuard =
  (stores: Stores): Guard =>
  async (userId, acceptedAtMs, write) => {
    const owner = ownerKey(userId)
    const before = await stores.erasures.findErasure(owner)
    if (isOver(before, acceptedAtMs)) throw userErased()
    const result = await write()
    const after = await stores.erasures.findErasure(owner)
    if (after?.epochMs === before?.epochMs) return result
    await eraseOwner(stores, owner)
    throw userErased()
  }

/** Adds to today's usage of a user. Usage of requests from before the user's erasure counts until the end of the day. */
export type AddUsage = (userId: string, acceptedAtMs: number, amounts: Amounts) => Promise<UsageDay>

export const usageAdder =
  ({ erasures, usage }: Pick<Stores, 'erasures' | 'usage'>): AddUsage =>
  async (userId, acceptedAtMs, amounts) => {
    const owner = ownerKey(userId)
    const before = await erasures.findErasure(owner)
    const today = await usage.addUsage(userId, amounts, isOver(before, acceptedAtMs))
    const after = await erasures.findErasure(owner)
    if (after?.epochMs !== before?.epochMs) await usage.eraseUsage(owner)
    return today
  }

const isOver = (erasure: Erasure | undefined, acceptedAtMs: number): boolean =>
  erasure !== undefined && (erasure.endedAtMs === 0 || (acceptedAtMs > 0 && acceptedAtMs <= erasure.endedAtMs))
