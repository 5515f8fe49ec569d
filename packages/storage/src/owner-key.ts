import { createHash } from 'node:crypto'
import { fieldError } from '@collabry/runtime/validation'

/** The store key of a user. It is a hash of the exact bytes of the id: no key, filter or path holds client text. */
export type UserKey = `u.${string}`

/** The key of a user, or of the documents that everybody may read. No user has the key `public`. */
export type OwnerKey = UserKey | 'public'

/** Refuses an id with a lone surrogate: UTF-8 replaces all of them by one character, and two users would get one key. */
export function ownerKey(userId: string): UserKey {
  if (userId === '' || !userId.isWellFormed()) throw fieldError('user_id', 'must be well-formed text that is not empty')
  return `u.${createHash('sha256').update(userId).digest('base64url')}`
}
