import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../caller'
import { type Identity, userKey } from './jwt-verifier'

const PREFIX = 'ck_'
// Multiples of three bytes: each part is a whole number of base64url characters, and has one spelling.
const ID_BYTES = 15
const SECRET_BYTES = 24
const MAC_BYTES = 18
const ID_CHARS = (ID_BYTES / 3) * 4
const MATERIAL_BYTES = ID_BYTES + SECRET_BYTES
const MATERIAL_CHARS = (MATERIAL_BYTES / 3) * 4
const API_KEY = /^ck_[A-Za-z0-9_-]{76}$/

/** Whether a bearer token is an API key, genuine or not; a JWT has dots. */
export const isApiKey = (token: string): boolean => token.startsWith(PREFIX)

/**
 * Makes API keys, each with an id, a secret and a MAC over both, and knows genuine ones without a store: a forged key costs no
 * look-up. The MAC is made with the first of the secrets that sign tokens; keys made with any of them are genuine.
 */
export function apiKeyMaker(secrets: string[]) {
  const macOf = (material: string, secret: string) =>
    createHmac('sha256', secret).update(`api key\n${material}`).digest().subarray(0, MAC_BYTES)
  const [current = ''] = secrets
  return {
    /** `seed`: the same one gives the same key, so that a repeated request makes no second one. */
    make(seed: string | undefined): { keyId: string; key: string } {
      const bytes =
        seed === undefined
          ? randomBytes(MATERIAL_BYTES)
          : createHmac('sha512', current).update(`api key of a request\n${seed}`).digest().subarray(0, MATERIAL_BYTES)
      const material = bytes.toString('base64url')
      return { keyId: material.slice(0, ID_CHARS), key: `${PREFIX}${material}${macOf(material, current).toString('base64url')}` }
    },

    isGenuine(key: string): boolean {
      if (!API_KEY.test(key)) return false
      const material = key.slice(PREFIX.length, PREFIX.length + MATERIAL_CHARS)
      const mac = Buffer.from(key.slice(PREFIX.length + MATERIAL_CHARS), 'base64url')
      return secrets.some((secret) => timingSafeEqual(macOf(material, secret), mac))
    },
  }
}

/** Finds the user of an API key. `invalid_token`: it is forged, deleted or expired. */
export type VerifyKey = (key: string, call: Omit<Caller, 'userId'>) => Promise<Identity>

interface KeyVerifierParts {
  isGenuine: (key: string) => boolean
  /** `not_found`: there is none. */
  find: (key: string, call: Omit<Caller, 'userId'>) => Promise<{ userId: string; scopes: string[]; expiresAtMs: number | null }>
  tagOf: (userId: string) => string
}

/** Nothing is remembered: a key that is deleted is refused from then on, on every replica. */
export const keyVerifier =
  ({ isGenuine, find, tagOf }: KeyVerifierParts): VerifyKey =>
  async (key, call) => {
    if (!isGenuine(key)) throw badKey()
    const { userId, scopes, expiresAtMs } = await find(key, call).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'not_found' ? badKey(error) : error
    })
    return {
      userId,
      scopes: new Set(scopes),
      expiresAtMs: expiresAtMs ?? Number.POSITIVE_INFINITY,
      tag: tagOf(userId),
      revocableAs: [],
      jti: '',
      key: userKey(userId),
      isApiKey: true,
    }
  }

const badKey = (cause?: unknown) =>
  new AppError('invalid_token', 'The API key is unknown, deleted or expired; make another one.', { cause })

/** A key makes no keys and no tokens, and does not erase its user. */
export const isForUsersOnly = (method: string, path: string): boolean =>
  /^\/auth(\/|$)/.test(path) || (method === 'DELETE' && /^\/ai\/me\/?$/.test(path))

export const forUsersOnly = () =>
  new AppError('insufficient_scope', 'An API key can’t do this; send an access token of the user.')
