import { AppError } from '@collabry/runtime/errors'
import { errors, type JWTPayload, jwtVerify } from 'jose'

export interface TokenRules {
  /** The first signs; all of them verify. */
  secrets: string[]
  algorithm: 'HS256' | 'HS384' | 'HS512'
  issuer: string | undefined
  audience: string | undefined
  now?: () => number
}

/** What a token says whose signature and times hold. */
export interface Claims {
  userId: string
  scope: string
  expiresAtMs: number
  /** 0: it does not say. */
  issuedAtMs: number
  /** Empty: it has none. */
  jti: string
  /** Whether it is good for a new pair of tokens, and for nothing else. */
  isRefresh: boolean
}

/** Clocks of the signer and of this machine may differ by this much, for `nbf` and `iat`; an expired token has no leeway. */
const LEEWAY_SECONDS = 30
const TOKEN_CHARS_MAX = 8_192

/** Judges tokens of both kinds by the same rules; which kind is wanted is the caller's to say. */
export function claimsJudge({ secrets, algorithm, issuer, audience, now = Date.now }: TokenRules) {
  const keys = Promise.all(secrets.map((secret) => importKey(secret, algorithm)))
  keys.catch(() => {}) // an empty secret is the config's to refuse; here it fails each request instead of the process

  return async (token: string): Promise<Claims> => {
    if (token.length > TOKEN_CHARS_MAX || !isCanonical(token)) throw invalid('It is not a well-formed JWT.')
    const { payload, protectedHeader } = await firstThatVerifies(token, await keys, {
      algorithms: [algorithm],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
      ...(issuer ? { issuer } : {}),
      ...(audience ? { audience } : {}),
    })
    return {
      ...toClaims(payload, now()),
      isRefresh: payload.typ === 'refresh' || protectedHeader.typ?.toLowerCase() === 'refresh',
    }
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
      return await jwtVerify(token, key, options)
    } catch (error) {
      const isLast = index === keys.length - 1
      if (error instanceof errors.JWSSignatureVerificationFailed && !isLast) continue
      throw explain(error)
    }
  }
  throw invalid('Its signature does not match.')
}

function explain(error: unknown): AppError {
  if (error instanceof errors.JWTExpired) return expired(error)
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(`Its claim "${error.claim}" does not hold.`, error)
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('Its signature does not match.', error)
  return invalid('It is not a well-formed JWT of the configured algorithm.', error)
}

function toClaims({ sub, exp, iat, scope, jti }: JWTPayload, nowMs: number): Omit<Claims, 'isRefresh'> {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw invalid('Its claim "exp" must be a number.')
  if (exp * 1_000 <= nowMs) throw expired()
  if (iat !== undefined && !(typeof iat === 'number' && iat <= nowMs / 1_000 + LEEWAY_SECONDS)) {
    throw invalid('Its claim "iat" must be a time that has come.')
  }
  if (typeof sub !== 'string' || sub.length < 1 || sub.length > 256 || !sub.isWellFormed() || /\p{Cc}/u.test(sub)) {
    throw invalid('Its claim "sub" must be a string of 1 to 256 characters without control characters.')
  }
  return {
    userId: sub,
    scope: typeof scope === 'string' ? scope : '',
    expiresAtMs: exp * 1_000,
    issuedAtMs: (iat ?? 0) * 1_000,
    jti: typeof jti === 'string' ? jti : '',
  }
}

export const invalid = (why: string, cause?: unknown) =>
  new AppError('invalid_token', `The token is not accepted. ${why}`, { cause })
const expired = (cause?: unknown) => new AppError('token_expired', 'The token has expired; get a new one.', { cause })
