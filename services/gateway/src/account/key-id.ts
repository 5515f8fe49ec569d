import { createHmac } from 'node:crypto'

/** Names a secret in the header `kid` of what it signs: says no more of it than the signature does. */
export const keyId = (secret: string): string => createHmac('sha256', secret).update('kid').digest('base64url').slice(0, 11)
