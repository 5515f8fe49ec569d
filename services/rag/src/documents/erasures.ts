import { AppError } from '@collabry/runtime/errors'

/** The erasure of whole users. Its record stays without a name, under the hash of the user, so that nothing older can come back. */
export interface Erasures {
  /** Number of the user's last erasure; 0: none. What begins now must name it when it is committed. Throws while one is under way. */
  epoch(userId: string): Promise<number>
  /**
   * Holds the erasure for a while: from then on nothing of the user is found, and what was begun before is refused.
   * `done`: it was, before; `held`: someone else is at it.
   */
  begin(userId: string, epoch: number): Promise<'begun' | 'done' | 'held'>
  /** Some of what is left, and whether a worker may still write something of the user; holds the erasure on. */
  left(userId: string, limit: number): Promise<{ documents: LeftDocument[]; isWorkedOn: boolean }>
  /** These are gone from all other stores. */
  forget(userId: string, documentIds: string[]): Promise<void>
  /** Nothing is left: the user may begin again. */
  end(userId: string): Promise<void>
  /** Those that nobody is at, and that are not done. */
  unfinished(): Promise<{ userId: string; epoch: number }[]>
}

export interface LeftDocument {
  documentId: string
  blobIds: string[]
  tasks: number
}

/** After this long without a sign of life another process goes on. */
export const ERASURE_HELD_MS = 30_000
/** Versions begin so far above all older ones after an erasure that none of these is ever handed out again. */
export const VERSIONS_APART = 1_000

/** Throws where an upload was begun before the user was erased, or while that is under way. */
export function checkEpoch(uploaded: number, { epoch, isPending }: { epoch: number; isPending: boolean }): void {
  if (uploaded !== epoch || isPending) throw erasedSince()
}

export const erasedSince = () =>
  new AppError('failed_precondition', 'Everything of this user was erased while the file was uploaded; upload it again.')

export const beingErased = () =>
  new AppError('unavailable', 'Everything of this user is being erased; try again when that is done.', { retryAfterMs: 1_000 })
