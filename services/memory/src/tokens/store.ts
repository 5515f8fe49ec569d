import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Refresh tokens, by families: each token is used once and names its successor, and whoever uses one that was used before
 * ends the family, because one of the two is a thief. No token is kept, and its `jti` as a hash only.
 */
export interface TokenFamilyStore {
  /** Uses a token. The same one again within 10 s names the same successor; `invalid_token`: it was used, or its family is over. */
  rotate(userId: string, token: Token, lives: Lives): Promise<Rotation>
  /** Ends the family of a token, known or not. Returns its id. */
  endFamily(userId: string, token: Token, accessMs: number): Promise<string>
}

/** How long tokens are good. A family that ends is listed as revoked while access tokens that name it may be. */
export interface Lives {
  successorMs: number
  accessMs: number
}

/** Access tokens and families that are good no more, until they would have expired. */
export interface RevocationStore {
  revoke(userId: string, token: Token): Promise<void>
  /** Those behind a position, in the order in which they came; all replicas give the same. */
  revocations(after: Position, limit: number): Promise<Revocation[]>
}

export interface TokenStore extends TokenFamilyStore, RevocationStore {
  /** All families of an owner; what was revoked stays so. Returns how many tokens. */
  eraseTokens(owner: UserKey): Promise<number>
  /** Removes what has expired. Returns how many. */
  sweepTokens(): Promise<number>
}

/** Time in which an answer may have been lost: a token used again within it gets the same successor. */
export const REPEAT_MS = 10_000

export interface Token {
  jti: string
  expiresAtMs: number
}

/** From these two facts the same pair of tokens can be signed again, so that none needs to be kept. */
export interface Rotation {
  successorJti: string
  issuedAtMs: number
  familyId: string
}

export interface Position {
  revokedAtMs: number
  id: string
}

export interface Revocation extends Position {
  expiresAtMs: number
}

/** The key under which a token is stored. A user id holds no control character, so that no two pairs have one key. */
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
