import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'

/** The store key of an owner. No user can form `public`, and no filter, path or key ever holds client text. */
export type OwnerKey = `u.${string}` | 'public'

/** Refuses what UTF-8 can't tell apart: two lone surrogates would both be hashed as U+FFFD, and two users become one. */
export function ownerKey(userId: string): OwnerKey {
  if (userId === '' || !userId.isWellFormed()) throw new AppError('validation_error', 'The user id must be well-formed text.')
  return `u.${createHash('sha256').update(userId).digest('base64url')}`
}
