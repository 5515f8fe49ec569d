import type { ApiKey, ApiKeys } from '../../src/account/api-keys'

const key: ApiKey = { keyId: 'k1', name: 'script', scopes: [], createdAtMs: 0, expiresAtMs: null }

/** One key, whatever is asked. */
export const apiKeys: ApiKeys = {
  create: async ({ name, scopes }) => ({ ...key, name, scopes, key: `ck_${'x'.repeat(76)}` }),
  list: async () => [key],
  delete: async () => {},
}
