import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Records of erasures, by owner. As soon as a record exists, earlier requests of the user can't write. The user id is stored
 * only until all services have erased, so that another gateway can continue.
 */
export interface ErasureStore {
  /** Begins an erasure, or returns the one that runs. */
  beginErasure(userId: string): Promise<Erasure>
  /** The newest erasure of an owner. */
  findErasure(owner: UserKey): Promise<Erasure | undefined>
  /** Ends an erasure; it may be repeated. `not_found`: there is no erasure with this epoch. */
  endErasure(userId: string, epochMs: number): Promise<void>
  /** Unfinished erasures whose lease has expired, leased to the caller. */
  claimErasures(limit: number): Promise<UnfinishedErasure[]>
  /** Removes records older than TOMBSTONE_MS. Returns their number. */
  sweepErasures(): Promise<number>
}

/** Time in which the caller of beginErasure or claimErasures must end the erasure. */
export const ERASURE_LEASE_MS = 30_000
/** Longer than the lifetime of any token: a token from before the erasure must not start a new family. */
export const TOMBSTONE_MS = 400 * 86_400_000

export interface Erasure {
  /** When it began; greater than that of any erasure before. */
  epochMs: number
  /** 0: it still runs. */
  endedAtMs: number
}

export interface UnfinishedErasure {
  userId: string
  epochMs: number
}

export const erasureNotFound = () => new AppError('not_found', 'There is no erasure of this user with this epoch.')

export const userErased = () =>
  new AppError('failed_precondition', 'Everything of this user is being erased, or was after the request came; ask again.')
