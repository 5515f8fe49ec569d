import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { UserKey } from '@collabry/storage/owner-key'

/**
 * Families of refresh tokens. Each token is used once and has one successor. A second use ends the family, because one of the
 * two callers must have stolen the token. Tokens are not stored, only hashes of their `jti`.
 */
interface TokenFamilyStore {
  /** Uses a token. A second use within 10 s returns the same successor. `invalid_token`: it was used, or its family has ended. */
  rotate(userId: string, token: Token, lives: Lives): Promise<Rotation>
  /** Ends the family of a token, known or not. Returns its id. */
  endFamily(userId: string, token: Token, accessMs: number): Promise<string>
}

/** Lifetimes of tokens. A family that ended is listed as revoked for the lifetime of its access tokens. */
interface Lives {
  successorMs: number
  accessMs: number
}

/** Revoked access tokens and families, until they would have expired. */
interface RevocationStore {
  revoke(userId: string, token: Token): Promise<void>
  /** Revocations after a position, in chronological order, the same from all replicas. */
  revocations(after: Position, limit: number): Promise<Revocation[]>
}

export interface TokenStore extends TokenFamilyStore, RevocationStore {
  /** Deletes all families of an owner. Revocations stay. Returns the number of tokens. */
  eraseTokens(owner: UserKey): Promise<number>
  /** Deletes everything that has expired. Returns the number. */
  sweepTokens(): Promise<number>
}

/** A second use of a token within this time gets the same successor, because the first answer may have been lost. */
const REPEAT_MS = 10_000

export interface Token {
  jti: string
  expiresAtMs: number
}

/** Enough to sign the same pair of tokens again, so that no token has to be stored. */
interface Rotation {
  successorJti: string
  issuedAtMs: number
  familyId: string
}

interface Position {
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

export const tooManyTokens = () =>
  new AppError('rate_limited', 'Too many refresh tokens were given to this user; refresh less often.', {
    retryAfterMs: 3_600_000,
  })

export const familyOver = () => new AppError('invalid_token', 'This refresh token was used or revoked; log in again.')
