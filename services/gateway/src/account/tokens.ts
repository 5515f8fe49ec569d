import type { Caller } from '../core/caller'

/** Families of refresh tokens. Each token is used once. `invalid_token`: it was used, or its family has ended. */
export interface TokenFamilies {
  /** The same token again within 10 s gets the same answer: the same claims signed with the same key are the same pair. */
  rotate(token: TokenRef, lives: Lives, caller: Caller): Promise<Rotation>
  /** Ends the family: all of its tokens become invalid. Returns its id. */
  end(token: TokenRef, accessSeconds: number, caller: Caller): Promise<string>
}

/**
 * Lifetimes of tokens. An ended family stays in the list of revocations for the lifetime of its access tokens, which name it.
 */
export interface Lives {
  successorSeconds: number
  accessSeconds: number
}

/** Access tokens, and families of them, that were revoked before they expired. */
export interface Revocations {
  revoke(token: TokenRef, caller: Caller): Promise<void>
  /** Revocations after a position, in their order; fewer than `limit`: there are no more. */
  list(after: Position, limit: number, request: Omit<Caller, 'userId'>): Promise<Revocation[]>
}

export interface TokenRef {
  jti: string
  expiresAtMs: number
  /** 0: unknown. */
  issuedAtMs: number
}

export interface Rotation {
  successorJti: string
  /** The claim iat of the new pair. */
  issuedAtMs: number
  familyId: string
}

export interface Position {
  revokedAtMs: number
  tokenId: string
}

export interface Revocation extends Position {
  expiresAtMs: number
}
