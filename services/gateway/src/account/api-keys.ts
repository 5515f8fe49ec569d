import { AppError } from '@collabry/runtime/errors'
import type { Identity } from '../core/auth/jwt-verifier'
import type { Caller } from '../core/caller'

/** Keys for programs of a user, accepted wherever a token is. */
export interface ApiKeys {
  /** The key itself is in this answer alone. `insufficient_scope`: the token of the caller has no such scope. */
  create(wanted: WantedKey, maker: Pick<Identity, 'scopes'>, caller: Caller): Promise<ApiKey & { key: string }>
  list(caller: Caller): Promise<ApiKey[]>
  delete(keyId: string, caller: Caller): Promise<void>
}

interface WantedKey {
  name: string
  scopes: string[]
  /** 0: it does not expire. */
  days: number
  /** The same one gives the same key; undefined: a new one. */
  seed: string | undefined
}

export interface ApiKey {
  keyId: string
  name: string
  scopes: string[]
  createdAtMs: number
  /** null: it does not expire. */
  expiresAtMs: number | null
}

/** Where keys are kept, by a hash. */
export interface KeyRegistry {
  /** `conflict`: the user has as many keys as one may have. */
  create(key: { keyId: string; key: string; name: string; scopes: string[]; days: number }, caller: Caller): Promise<ApiKey>
  list(caller: Caller): Promise<ApiKey[]>
  delete(keyId: string, caller: Caller): Promise<void>
  find(key: string, call: Omit<Caller, 'userId'>): Promise<ApiKey & { userId: string }>
}

interface Ports {
  registry: Omit<KeyRegistry, 'find'>
  make: (seed: string | undefined) => { keyId: string; key: string }
}

export const createApiKeys = ({ registry, make }: Ports): ApiKeys => ({
  async create({ seed, ...wanted }, maker, caller) {
    const missing = wanted.scopes.filter((scope) => !maker.scopes.has(scope))
    if (missing.length > 0)
      throw new AppError(
        'insufficient_scope',
        `Your token does not have the scope ${missing.join(', ')}; a key can’t have more than it.`,
      )
    const made = make(seed)
    return { ...(await registry.create({ ...wanted, ...made }, caller)), key: made.key }
  },
  list: registry.list,
  delete: registry.delete,
})
