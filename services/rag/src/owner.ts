import { createHash } from 'node:crypto'

/** The store key of an owner. No user can form `public`, and no filter, path or key ever holds client text. */
export type OwnerKey = `u.${string}` | 'public'

export const ownerKey = (userId: string): OwnerKey => `u.${createHash('sha256').update(userId).digest('base64url')}`
