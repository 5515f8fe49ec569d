import { SignJWT } from 'jose'
import { keyId } from '../core/auth/jwt-verifier'

export interface TokenPair {
  accessToken: string
  refreshToken: string
  /** Lifetime of the access token in seconds. */
  expiresIn: number
}

export type SignPair = (pair: {
  userId: string
  scope: string
  /** Id of the refresh token. */
  jti: string
  issuedAtMs: number
  refreshSeconds: number
  familyId: string
}) => Promise<TokenPair>

interface Signer {
  secret: string
  algorithm: 'HS256' | 'HS384' | 'HS512'
  issuer: string | undefined
  audience: string | undefined
}

export const ACCESS_SECONDS = 900

/** Signing is deterministic: the same input gives the same pair, byte for byte. */
export function tokenIssuer({ secret, algorithm, issuer, audience }: Signer): SignPair {
  const key = new TextEncoder().encode(secret)
  const kid = keyId(secret)
  return async ({ userId, scope, jti, issuedAtMs, refreshSeconds, familyId }) => {
    const issuedAt = Math.floor(issuedAtMs / 1_000)
    const sign = (claims: object, seconds: number) => {
      const jwt = new SignJWT({ ...claims, ...(scope ? { scope } : {}) })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
      if (issuer) jwt.setIssuer(issuer)
      if (audience) jwt.setAudience(audience)
      return jwt.sign(key)
    }
    const accessToken = await sign({ jti: `${jti}.access`, sid: familyId }, ACCESS_SECONDS)
    const refreshToken = await sign({ jti, typ: 'refresh' }, refreshSeconds)
    return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS }
  }
}
