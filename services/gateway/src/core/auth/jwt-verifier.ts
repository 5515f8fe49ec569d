import { createHash, createHmac } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'

export interface TokenRules {
  /** The first secret signs; all of them verify. */
  secrets: string[]
  algorithm: 'HS256' | 'HS384' | 'HS512'
  issuer: string | undefined
  audience: string | undefined
  /** Public keys of other issuers. */
  keySet?: KeySet | undefined
  now?: () => number
}

/** Claims of a token with a valid signature and valid times. */
interface Claims {
  userId: string
  scope: string
  expiresAtMs: number
  /** 0: it has none. */
  issuedAtMs: number
  /** Empty: it has none. */
  jti: string
  /** The login that it belongs to; empty: it names none. */
  sid: string
  /** Time until which the result may be cached: public keys may be withdrawn. */
  validUntilMs: number
  /** True: it is a refresh token, valid only for a new pair of tokens. */
  isRefresh: boolean
}

/** Clocks of the signer and of this machine may differ by this much, for `nbf` and `iat`; an expired token has no leeway. */
const LEEWAY_SECONDS = 30
const TOKEN_CHARS_MAX = 8_192

const KEY_SET_TRUST_MS = 300_000

/** Verifies access and refresh tokens by the same rules; the caller checks which kind it needs. */
export function claimsVerifier({ secrets, algorithm, issuer, audience, keySet, now = Date.now }: TokenRules) {
  const keys = Promise.all(secrets.map(async (secret) => ({ id: keyId(secret), key: await importKey(secret, algorithm) })))
  keys.catch(() => {}) // an empty secret is the config's to refuse; here it fails each request instead of the process

  return async (token: string): Promise<Claims> => {
    if (token.length > TOKEN_CHARS_MAX || !isCanonical(token)) throw invalid('It is not a well-formed JWT.')
    const options = {
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
      ...(issuer ? { issuer } : {}),
      ...(audience ? { audience } : {}),
    }
    const { alg, kid } = headerOf(token)
    // The algorithm decides the kind of key: a public key is never used as a secret, nor a secret as a public key.
    const others = keySet?.algorithms.includes(alg) ? keySet : undefined
    const { payload, protectedHeader } = others
      ? await verifyBySet(token, others, options)
      : await firstThatVerifies(token, namedBy(kid, await keys), { ...options, algorithms: [algorithm] })
    const claims = toClaims(payload, now())
    return {
      ...claims,
      validUntilMs: others ? Math.min(claims.expiresAtMs, now() + KEY_SET_TRUST_MS) : claims.expiresAtMs,
      isRefresh: payload.typ === 'refresh' || protectedHeader.typ?.toLowerCase() === 'refresh',
    }
  }
}

/** Unverified: only to find the key. */
function headerOf(token: string): { alg: string; kid: string | undefined } {
  try {
    const { alg = '', kid } = decodeProtectedHeader(token)
    return { alg, kid }
  } catch (error) {
    throw invalid('It is not a well-formed JWT.', error)
  }
}

interface Secret {
  id: string
  key: CryptoKey
}

/** The secret that the token's `kid` names. If it names none of ours, as in tokens that apps sign, all secrets are tried. */
function namedBy(kid: string | undefined, keys: Secret[]): Secret[] {
  const named = keys.filter(({ id }) => id === kid)
  return named.length > 0 ? named : keys
}

async function verifyBySet(token: string, { algorithms, keyOf }: KeySet, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, keyOf, { ...options, algorithms: [...algorithms] })
  } catch (error) {
    throw error instanceof AppError ? error : explain(error)
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

async function firstThatVerifies(token: string, keys: Secret[], options: JWTVerifyOptions) {
  for (const [index, { key }] of keys.entries()) {
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
  if (error instanceof errors.JWKSNoMatchingKey) return invalid('Its key is unknown.', error)
  if (error instanceof errors.JWKSMultipleMatchingKeys) return invalid('Its header must name its key: kid.', error)
  return invalid('It is not a well-formed JWT of a configured algorithm.', error)
}

function toClaims({ sub, exp, iat, scope, jti, sid }: JWTPayload, nowMs: number): Omit<Claims, 'isRefresh' | 'validUntilMs'> {
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
    sid: typeof sid === 'string' ? sid : '',
  }
}

export const invalid = (why: string, cause?: unknown) =>
  new AppError('invalid_token', `The token is not accepted. ${why}`, { cause })
const expired = (cause?: unknown) => new AppError('token_expired', 'The token has expired; get a new one.', { cause })

/** Public keys of other issuers of tokens. */
export interface KeySet {
  /** Algorithms of its tokens; none of them uses a secret. */
  algorithms: readonly string[]
  /** The key that a header names by `kid` and algorithm. `unavailable`: the set can't be read. */
  keyOf: JWTVerifyGetKey
}

/** The `kid` of a secret. It reveals no more about the secret than the signature does. */
export const keyId = (secret: string): string => createHmac('sha256', secret).update('kid').digest('base64url').slice(0, 11)

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
  /** It is an API key, which can do less than its user. */
  isApiKey?: true
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
