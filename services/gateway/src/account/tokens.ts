import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import { SignJWT } from 'jose'
import { claimsVerifier, invalid, keyId, type TokenRules } from '../core/auth/jwt-verifier'
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
interface Lives {
  successorSeconds: number
  accessSeconds: number
}

/** Access tokens, and families of them, that were revoked before they expired. */
export interface Revocations {
  revoke(token: TokenRef, caller: Caller): Promise<void>
  /** Revocations after a position, in their order; fewer than `limit`: there are no more. */
  list(after: Position, limit: number, request: Omit<Caller, 'userId'>): Promise<Revocation[]>
}

interface TokenRef {
  jti: string
  expiresAtMs: number
  /** 0: unknown. */
  issuedAtMs: number
}

interface Rotation {
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

/** A refresh token whose signature and times hold. */
interface RefreshToken extends TokenRef {
  userId: string
  scope: string
}

export interface Logins {
  /** Uses a refresh token and returns a new pair; a second use within 10 s returns the same pair. */
  refresh(token: string, request: Omit<Caller, 'userId'>): Promise<TokenPair & { login: RefreshToken }>
  /** Revokes all tokens of the login, and the access token of the call. The refresh token must belong to the caller. */
  logout(token: string, access: AccessToken, caller: Caller): Promise<void>
}

interface AccessToken {
  /** '': the token has no id and can't be revoked. */
  jti: string
  expiresAtMs: number
}

interface Ports {
  families: TokenFamilies
  /** Revokes an access token everywhere. */
  revoke: (token: TokenRef, caller: Caller) => Promise<void>
  /** Called when a family has ended. This gateway refuses its access tokens at once, others after they have read the list. */
  familyEnded: (familyId: string, expiresAtMs: number) => void
  now?: () => number
  verify: (token: string) => Promise<RefreshToken>
  sign: SignPair
}

/** Longest id that the memory service stores. */
const JTI_CHARS_MAX = 256
const REFRESH_SECONDS = 30 * 86_400

export const createLogins = ({ families, revoke, familyEnded, verify, sign, now = Date.now }: Ports): Logins => ({
  async refresh(token, request) {
    const login = await verify(token)
    const { userId, scope } = login
    const lives = { successorSeconds: REFRESH_SECONDS, accessSeconds: ACCESS_SECONDS }
    const { successorJti: jti, ...rotation } = await families.rotate(toRef(login), lives, { ...request, userId })
    const pair = await sign({ userId, scope, jti, ...rotation, refreshSeconds: REFRESH_SECONDS })
    return { ...pair, login }
  },

  async logout(token, access, caller) {
    const login = await verify(token).catch((cause: unknown) => {
      throw cause instanceof AppError ? unfit(cause) : cause
    })
    if (login.userId !== caller.userId) throw unfit()
    familyEnded(await families.end(toRef(login), ACCESS_SECONDS, caller), now() + ACCESS_SECONDS * 1_000)
    const { jti, expiresAtMs } = access // a token that an app has signed names no family
    const isGood = jti !== '' && jti.length <= JTI_CHARS_MAX && expiresAtMs > now()
    if (isGood) await revoke({ jti, expiresAtMs: Math.floor(expiresAtMs), issuedAtMs: 0 }, caller)
  },
})

const toRef = ({ jti, expiresAtMs, issuedAtMs }: RefreshToken): TokenRef => ({ jti, expiresAtMs, issuedAtMs })

/** The access token of the call is valid, so the body is wrong. The error does not say to whom the token belongs. */
const unfit = (cause?: AppError): AppError =>
  wrongField('refresh_token', 'must be a refresh token of yours that has not expired', { cause })

/** Verifies refresh tokens by the same rules as access tokens. */
export function refreshTokenVerifier(rules: TokenRules): (token: string) => Promise<RefreshToken> {
  const verifyClaims = claimsVerifier(rules)
  return async (token) => {
    const { userId, scope, jti, isRefresh, expiresAtMs, issuedAtMs } = await verifyClaims(token)
    if (!isRefresh) throw invalid('It is an access token; send a refresh token.')
    if (jti === '' || jti.length > JTI_CHARS_MAX || !jti.isWellFormed()) {
      throw invalid(`Its claim "jti" must be a string of 1 to ${JTI_CHARS_MAX} characters.`)
    }
    // Times of the store are whole milliseconds.
    return { userId, scope, jti, expiresAtMs: Math.floor(expiresAtMs), issuedAtMs: Math.max(0, Math.floor(issuedAtMs)) }
  }
}

interface TokenPair {
  accessToken: string
  refreshToken: string
  /** Lifetime of the access token in seconds. */
  expiresIn: number
}

type SignPair = (pair: {
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

const ACCESS_SECONDS = 900

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
