import { AppError } from '@collabry/runtime/errors'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { recentlyUsed } from './recently-used'

/** Who a token speaks for, and what it allows. */
export interface Identity {
  userId: string
  scopes: ReadonlySet<string>
  expiresAtMs: number
  /** How log lines name the user. */
  tag: string
}

export interface TokenRules {
  /** The first signs elsewhere; all of them verify here. */
  secrets: string[]
  algorithm: 'HS256' | 'HS384' | 'HS512'
  issuer: string | undefined
  audience: string | undefined
  tagOf: (userId: string) => string
  now?: () => number
}

export type Verify = (token: string) => Identity | Promise<Identity>

/** Clocks of the signer and of this machine may differ by this much, for `nbf` and `iat`; an expired token has no leeway. */
const LEEWAY_SECONDS = 30
const TOKEN_CHARS_MAX = 8_192
/** 4,096 tokens of at most 2 KiB: the memory of verified tokens stays under 8 MiB. */
const REMEMBERED_MAX = 4_096
const REMEMBERED_CHARS_MAX = 2_048

/** Judges access tokens; a token that passed is remembered until it expires. */
export function tokenVerifier({ secrets, algorithm, issuer, audience, tagOf, now = Date.now }: TokenRules): Verify {
  const keys = Promise.all(secrets.map((secret) => importKey(secret, algorithm)))
  keys.catch(() => {}) // an empty secret is the config's to refuse; here it fails each request instead of the process
  const remembered = recentlyUsed<Identity>(REMEMBERED_MAX)

  const verify = async (token: string): Promise<Identity> => {
    if (token.length > TOKEN_CHARS_MAX || !isCanonical(token)) throw invalid('It is not a well-formed JWT.')
    const payload = await firstThatVerifies(token, await keys, {
      algorithms: [algorithm],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
      ...(issuer ? { issuer } : {}),
      ...(audience ? { audience } : {}),
    })
    const identity = toIdentity(payload, now(), tagOf)
    if (token.length <= REMEMBERED_CHARS_MAX) remembered.set(token, identity)
    return identity
  }

  return (token) => {
    const known = remembered.get(token)
    if (known && known.expiresAtMs > now()) return known
    return verify(token)
  }
}

const importKey = (secret: string, algorithm: TokenRules['algorithm']) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: `SHA-${algorithm.slice(2)}` }, false, [
    'verify',
  ])

/** Three parts, each the one spelling of its bytes: a token can't be written in a second way that also verifies. */
const isCanonical = (token: string): boolean => {
  const parts = token.split('.')
  return parts.length === 3 && parts.every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part)
}

async function firstThatVerifies(token: string, keys: CryptoKey[], options: Parameters<typeof jwtVerify>[2]) {
  for (const [index, key] of keys.entries()) {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key, options)
      if (protectedHeader.typ?.toLowerCase() === 'refresh') throw invalid('It is a refresh token; send an access token.')
      return payload
    } catch (error) {
      const isLast = index === keys.length - 1
      if (error instanceof errors.JWSSignatureVerificationFailed && !isLast) continue
      throw explain(error)
    }
  }
  throw invalid('Its signature does not match.')
}

function explain(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof errors.JWTExpired) return expired(error)
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(`Its claim "${error.claim}" does not hold.`, error)
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('Its signature does not match.', error)
  return invalid('It is not a well-formed JWT of the configured algorithm.', error)
}

function toIdentity(payload: JWTPayload, nowMs: number, tagOf: (userId: string) => string): Identity {
  const { sub, exp, iat, scope } = payload
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw invalid('Its claim "exp" must be a number.')
  if (exp * 1_000 <= nowMs) throw expired()
  if (iat !== undefined && !(typeof iat === 'number' && iat <= nowMs / 1_000 + LEEWAY_SECONDS)) {
    throw invalid('Its claim "iat" must be a time that has come.')
  }
  if (payload.typ === 'refresh') throw invalid('It is a refresh token; send an access token.')
  if (typeof sub !== 'string' || sub.length < 1 || sub.length > 256 || !sub.isWellFormed() || /\p{Cc}/u.test(sub)) {
    throw invalid('Its claim "sub" must be a string of 1 to 256 characters without control characters.')
  }
  const scopes = new Set(typeof scope === 'string' ? scope.split(' ') : [])
  return { userId: sub, scopes, expiresAtMs: exp * 1_000, tag: tagOf(sub) }
}

const invalid = (why: string, cause?: unknown) => new AppError('invalid_token', `The token is not accepted. ${why}`, { cause })
const expired = (cause?: unknown) => new AppError('token_expired', 'The token has expired; get a new one.', { cause })
