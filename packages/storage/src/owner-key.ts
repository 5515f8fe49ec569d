import { createHash } from 'node:crypto'

/** What the rows of a user are filed under: made of the exact bytes of the id, so that no key ever holds client text. */
export type OwnerKey = `u.${string}`

export const ownerKey = (userId: string): OwnerKey => `u.${createHash('sha256').update(userId).digest('base64url')}`
