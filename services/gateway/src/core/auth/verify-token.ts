import { tokenIdOf } from '../../account/revocation-list'
import { userKey } from '../user-key'
import { claimsJudge, invalid, type TokenRules } from './jwt-verifier'
import { recentlyUsed } from './lru'

/** The user of a token and its scopes. */
export interface Identity {
  userId: string
  scopes: ReadonlySet<string>
  expiresAtMs: number
  /** How log lines name the user. */
  tag: string
  /** Names in the list of what is revoked: of this token with its user, and of its login; none: it can't be revoked. */
  revocableAs: string[]
  jti: string
  /** Names the user in keys: a hash, of one length for all. */
  key: string
}

export type Verify = (token: string) => Identity | Promise<Identity>

/** 4,096 tokens of at most 2 KiB: the memory of verified tokens stays under 8 MiB. */
const REMEMBERED_MAX = 4_096
const REMEMBERED_CHARS_MAX = 2_048

/** Judges access tokens; a token that passed is remembered until it expires, one of others for 5 minutes. */
export function tokenVerifier({ tagOf, ...rules }: TokenRules & { tagOf: (userId: string) => string }): Verify {
  const { now = Date.now } = rules
  const judge = claimsJudge(rules)
  const remembered = recentlyUsed<{ identity: Identity; untilMs: number }>(REMEMBERED_MAX)

  const verify = async (token: string): Promise<Identity> => {
    const { userId, scope, expiresAtMs, jti, sid, isRefresh, judgedUntilMs } = await judge(token)
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
    if (token.length <= REMEMBERED_CHARS_MAX) remembered.set(token, { identity, untilMs: judgedUntilMs })
    return identity
  }

  return (token) => {
    const known = remembered.get(token)
    if (known && known.untilMs > now()) return known.identity
    return verify(token)
  }
}
