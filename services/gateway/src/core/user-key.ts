import { createHash } from 'node:crypto'

/** No two users have one, and it holds nothing that a client wrote. */
export const userKey = (userId: string): string => createHash('sha256').update(userId).digest('base64url')
