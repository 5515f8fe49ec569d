import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../core/body/body'
import { callerOf, identityOf, requestContext, withUser } from '../core/request-context'
import { body, knownId, optional, text, whole } from '../core/schemas'
import type { ApiKey, ApiKeys } from './api-keys'
import { keyOperations } from './schemas'

interface KeyRoutes {
  apiKeys: ApiKeys
  /** Takes less than that of other routes. */
  authJson: JsonBody
}

const SCOPES_MAX = 20
const SCOPE_RULE = 'must be a word of 1 to 64 printable characters without blanks'

const KeyBody = body(
  {
    name: text(1, 100, { description: 'What the key is for, as its list will show it' }),
    scopes: t.Array(t.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}$', error: SCOPE_RULE }), {
      default: [],
      maxItems: SCOPES_MAX,
      uniqueItems: true,
      description: 'Scopes of your token that the key has too; none: it does what every user may',
      error: `must be a list of at most ${SCOPES_MAX} different scopes`,
    }),
    expires_in_days: optional(whole(1, 3_650, { description: 'Left out: it does not expire' })),
  },
  'NewKey',
)

/** Keys for programs. They are made by users, never by keys. */
export const keyRoutes = ({ apiKeys, authJson }: KeyRoutes) =>
  new Elysia()
    .post(
      '/auth/keys',
      async ({ request, body: { name, scopes, expires_in_days: days = 0 } }) => {
        const { keyed } = requestContext(request)
        // The answer holds the key, which is kept nowhere: a repeated request makes the same key again.
        if (keyed) keyed.isSecret = true
        const wanted = { name, scopes, days, seed: keyed?.seed }
        const { key, ...made } = await apiKeys.create(wanted, identityOf(request), callerOf(request))
        return withUser(request, { ...toEntry(made), key })
      },
      {
        parse: authJson(KeyBody),
        body: KeyBody,
        detail: keyOperations.createKey,
      },
    )
    .get('/auth/keys', async ({ request }) => withUser(request, { keys: (await apiKeys.list(callerOf(request))).map(toEntry) }), {
      detail: keyOperations.listKeys,
    })
    .delete(
      '/auth/keys/:key_id',
      async ({ request, params: { key_id } }) => {
        const keyId = knownId(key_id, 'API key')
        await apiKeys.delete(keyId, callerOf(request))
        return withUser(request, { key_id: keyId, message: 'API key deleted' })
      },
      { parse: noBody, detail: keyOperations.deleteKey },
    )

const toEntry = ({ keyId, name, scopes, createdAtMs, expiresAtMs }: ApiKey) => ({
  key_id: keyId,
  name,
  scopes,
  created_at: new Date(createdAtMs).toISOString(),
  expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
})
