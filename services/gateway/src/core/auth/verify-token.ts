import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { claimsVerifier, invalid, type TokenRules } from './jwt-verifier'

/** The user of a token and its scopes. */
export interface Identity {
  userId: string
  scopes: ReadonlySet<string>
  expiresAtMs: number
  /** How log lines name the user. */
  tag: string
  /** Ids in the revocation list, of this token and of its login; empty: it can't be revoked. */
  revocableAs: string[]
  jti: string
  /** Names the user in keys: a hash, of one length for all. */
  key: string
}

export type Verify = (token: string) => Identity | Promise<Identity>

/** 4,096 tokens of at most 2 KiB: the memory of verified tokens stays under 8 MiB. */
const REMEMBERED_MAX = 4_096
const REMEMBERED_CHARS_MAX = 2_048

/** Verifies access tokens. A valid token is cached until it expires, one that is signed with a public key for 5 minutes. */
export function tokenVerifier({ tagOf, ...rules }: TokenRules & { tagOf: (userId: string) => string }): Verify {
  const { now = Date.now } = rules
  const verifyClaims = claimsVerifier(rules)
  const verified = new LRUCache<string, { identity: Identity; untilMs: number }>({ max: REMEMBERED_MAX })

  const verify = async (token: string): Promise<Identity> => {
    const { userId, scope, expiresAtMs, jti, sid, isRefresh, validUntilMs } = await verifyClaims(token)
    if (isRefresh) throw invalid('It is a refresh token; send an access token.')
    const identity = {
      userId,
      scopes: new Set(scope === '' ? [] : scope.split(' ')),
      expiresAtMs,
      tag: tagOf(userId),
      revocableAs: [jti === '' ? '' : tokenIdOf(userId, jti), sid].filter(Boolean),
      jti,
      key: userKey(userId),
    }
    if (token.length <= REMEMBERED_CHARS_MAX) verified.set(token, { identity, untilMs: validUntilMs })
    return identity
  }

  return (token) => {
    const known = verified.get(token)
    if (known && known.untilMs > now()) return known.identity
    return verify(token)
  }
}

/** A key of one user alone, which holds no text of a client. */
export const userKey = (userId: string): string => createHash('sha256').update(userId).digest('base64url')

/** The id of a token in the memory service. A user id has no control character, so no two pairs have the same id. */
export const tokenIdOf = (userId: string, jti: string): string =>
  createHash('sha256').update(`${userId}\0${jti}`).digest('base64url')
