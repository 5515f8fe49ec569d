import { ownerKey } from '@collabry/storage/owner-key'
import type { Stores } from '../stores'
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

const isOver = (erasure: Erasure | undefined, acceptedAtMs: number): boolean =>
  erasure !== undefined && (erasure.endedAtMs === 0 || (acceptedAtMs > 0 && acceptedAtMs <= erasure.endedAtMs))
