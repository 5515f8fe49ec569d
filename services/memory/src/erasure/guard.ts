import { ownerKey } from '@collabry/storage/owner-key'
import type { Stores } from '../stores'
import type { Amounts, UsageDay } from '../usage/store'
import { eraseOwner } from './erase'
import { userErased } from './errors'
import type { Erasure } from './store'

/** Runs a write that makes something new of a user, unless it belongs to a time before the user was erased. */
export type Guard = <T>(userId: string, acceptedAtMs: number, write: () => Promise<T>) => Promise<T>

/**
 * Looked at before the write and after it, because the stores have no step that spans both: an erasure that began in
 * between may have passed already, so what was written is removed again. `acceptedAtMs`: when the request that writes was
 * accepted; 0: not said, then only an erasure that still runs refuses it.
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

/** Adds to what a user took today. Work that began before the user was erased counts too, until the day is over. */
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
