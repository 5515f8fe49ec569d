import { claimsJudge, invalid, type TokenRules } from '../core/auth/jwt-verifier'
import { JTI_CHARS_MAX, type RefreshToken } from './refresh'

/** Judges refresh tokens, as strictly as access tokens are judged. */
export function refreshTokenVerifier(rules: TokenRules): (token: string) => Promise<RefreshToken> {
  const judge = claimsJudge(rules)
  return async (token) => {
    const { userId, scope, jti, isRefresh, expiresAtMs, issuedAtMs } = await judge(token)
    if (!isRefresh) throw invalid('It is an access token; send a refresh token.')
    if (jti === '' || jti.length > JTI_CHARS_MAX || !jti.isWellFormed()) {
      throw invalid(`Its claim "jti" must be a string of 1 to ${JTI_CHARS_MAX} characters.`)
    }
    // Times of the store are whole milliseconds.
    return { userId, scope, jti, expiresAtMs: Math.floor(expiresAtMs), issuedAtMs: Math.max(0, Math.floor(issuedAtMs)) }
  }
}
