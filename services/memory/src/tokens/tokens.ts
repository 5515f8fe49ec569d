import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { REPEAT_MS } from './store'

/** What a token is filed under. A user id holds no control character, so that no two pairs meet. */
export const tokenId = (userId: string, jti: string): string =>
  createHash('sha256').update(`${userId}\0${jti}`).digest('base64url')

/** A used token. */
interface Use {
  successorJti: string
  usedAtMs: number
}

/** Whether it may be used again, as after a lost answer. */
export const isRepeat = ({ usedAtMs }: Use, now: number): boolean => now - usedAtMs < REPEAT_MS

export const familyOver = () => new AppError('invalid_token', 'This refresh token was used or revoked; log in again.')
