import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import { ownerKey, type UserKey } from '@collabry/storage/owner-key'

/**
 * API keys of users. The store holds a hash of each key, and its user encrypted with it: a reader of the store learns neither.
 * The id of another user's key is `not_found`, like an unknown one.
 */
export interface KeyStore {
  /** Registers a key; an existing one stays unchanged. `conflict`: the owner has the maximum number of keys. */
  createKey(key: StoredKey): Promise<ApiKey>
  /** Keys that have not expired, the oldest first. */
  listKeys(owner: UserKey): Promise<ApiKey[]>
  deleteKey(owner: UserKey, keyId: string): Promise<void>
  /** The key with this hash, unless it has expired. */
  findKey(hash: string): Promise<StoredKey | undefined>
  /** Deletes all keys of an owner. Returns their number. */
  eraseKeys(owner: UserKey): Promise<number>
  /** Deletes expired keys. Returns their number. */
  sweepKeys(): Promise<number>
}

interface ApiKey {
  keyId: string
  name: string
  scopes: string[]
  createdAtMs: number
  /** 0: it does not expire. */
  expiresAtMs: number
}

export interface StoredKey extends ApiKey {
  hash: string
  owner: UserKey
  /** The user, encrypted with the key. */
  sealed: string
}

type NewKey = Omit<ApiKey, 'createdAtMs' | 'expiresAtMs'> & { key: string; expiresInMs: number }

/** Registers a key that its caller has made. */
export const registerKey = (
  keys: KeyStore,
  userId: string,
  { key, expiresInMs, ...named }: NewKey,
  now: number,
): Promise<ApiKey> =>
  keys.createKey({
    ...named,
    hash: hashOf(key),
    owner: ownerKey(userId),
    sealed: seal(key, userId),
    createdAtMs: now,
    expiresAtMs: expiresInMs > 0 ? now + expiresInMs : 0,
  })

/** The user of a key. */
export async function openKey(keys: KeyStore, key: string): Promise<{ userId: string; key: ApiKey }> {
  const found = await keys.findKey(hashOf(key))
  if (!found) throw keyNotFound()
  return { userId: open(key, found.sealed), key: found }
}

/** The fields that may be shown. */
export const toApiKey = ({ keyId, name, scopes, createdAtMs, expiresAtMs }: ApiKey): ApiKey => ({
  keyId,
  name,
  scopes,
  createdAtMs,
  expiresAtMs,
})

/** Whether a key that is registered again is the same. */
export const isSameKey = (before: StoredKey, again: StoredKey): boolean =>
  before.owner === again.owner &&
  before.name === again.name &&
  before.scopes.join(' ') === again.scopes.join(' ') &&
  lifetimeOf(before) === lifetimeOf(again)

const lifetimeOf = ({ createdAtMs, expiresAtMs }: ApiKey) => (expiresAtMs === 0 ? 0 : expiresAtMs - createdAtMs)

export const keyNotFound = () => new AppError('not_found', 'There is no API key with this id.')

export const tooManyKeys = (max: number) =>
  new AppError('conflict', `You have ${max} API keys, which is the most that a user may have; delete one first.`)

export const keyTaken = () => new AppError('conflict', 'This API key was made with another name, scope or lifetime.')

const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url')

/** A key has at least 192 random bits, so its hash is a secret. Each is used once, so the nonce may be constant. */
const cipherKeyOf = (key: string) => createHash('sha256').update('user:').update(key).digest()
const NONCE = Buffer.alloc(12)
const TAG_BYTES = 16

function seal(key: string, userId: string): string {
  const cipher = createCipheriv('aes-256-gcm', cipherKeyOf(key), NONCE)
  return Buffer.concat([cipher.update(userId, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function open(key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', cipherKeyOf(key), NONCE).setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString()
}
