import { Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { type JsonBody, noBody } from '../core/body/body'
import { json, operation } from '../core/openapi/operation'
import { callerOf, identityOf, requestContext, withUser } from '../core/request-context'
import { body, knownId, optional, text, whole } from '../core/schemas'
import type { ApiKey, ApiKeys } from './api-keys'
import { accountExamples as examples, keyOperations, LoggedOut, TokenPair } from './schemas'
import type { Logins } from './tokens'

interface AuthRoutes {
  logins: Logins
  /** Accepts smaller bodies than other routes. */
  authJson: JsonBody
}

const RefreshBody = body({ refresh_token: text(1, 8_192) }, 'RefreshToken')

export const authRoutes = ({ logins, authJson }: AuthRoutes) =>
  new Elysia()
    .post(
      '/auth/refresh',
      async ({ request, body: { refresh_token } }) => {
        const { requestId } = requestContext(request)
        const { login, ...pair } = await logins.refresh(refresh_token, { requestId, signal: request.signal })
        return {
          access_token: pair.accessToken,
          refresh_token: pair.refreshToken,
          expires_in: pair.expiresIn,
          timestamp: new Date().toISOString(),
          user_id: login.userId,
        }
      },
      {
        parse: authJson(RefreshBody),
        body: RefreshBody,
        detail: operation({
          id: 'refreshTokens',
          tag: 'Account',
          summary: 'a new pair of tokens for a refresh token, once',
          description:
            'Each refresh token is good once; the same one again within 10 seconds gets the same pair, since an answer may be lost. Later the whole login is revoked.',
          example: examples.refreshToken,
          errors: ['invalid_token', 'token_expired', 'insufficient_scope'],
          answers: { 200: { content: json(TokenPair, examples.pair) } },
        }),
      },
    )
    .post(
      '/auth/logout',
      async ({ request, body: { refresh_token } }) => {
        await logins.logout(refresh_token, identityOf(request), callerOf(request))
        return withUser(request, { message: 'Logged out' })
      },
      {
        parse: authJson(RefreshBody),
        body: RefreshBody,
        detail: operation({
          id: 'logout',
          errors: ['insufficient_scope'],
          tag: 'Account',
          summary: 'ends a login: none of its refresh tokens is good any more',
          description: 'Revokes the login of the refresh token, and the access tokens that came from it.',
          example: examples.refreshToken,
          answers: { 200: { content: json(LoggedOut, examples.loggedOut) } },
        }),
      },
    )

interface KeyRoutes {
  apiKeys: ApiKeys
  /** Takes less than that of other routes. */
  authJson: JsonBody
}

const SCOPES_MAX = 20
const SCOPE_RULE = 'must be a word of 1 to 64 printable characters without blanks'

const KeyBody = body(
  {
    name: text(1, 100, { description: 'Purpose of the key; the list shows it' }),
    scopes: t.Array(t.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}$', error: SCOPE_RULE }), {
      default: [],
      maxItems: SCOPES_MAX,
      uniqueItems: true,
      description: 'Scopes of your token that the key has too; none: it does what every user may',
      error: `must be a list of at most ${SCOPES_MAX} different scopes`,
    }),
    expires_in_days: optional(whole(1, 3_650, { description: 'Left out: it does not expire' })),
  },
  'ApiKeyRequest',
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
        return withUser(request, { ...toKeyEntry(made), key })
      },
      {
        parse: authJson(KeyBody),
        body: KeyBody,
        detail: keyOperations.createKey,
      },
    )
    .get(
      '/auth/keys',
      async ({ request }) => withUser(request, { keys: (await apiKeys.list(callerOf(request))).map(toKeyEntry) }),
      {
        detail: keyOperations.listKeys,
      },
    )
    .delete(
      '/auth/keys/:key_id',
      async ({ request, params: { key_id } }) => {
        const keyId = knownId(key_id, 'API key')
        await apiKeys.delete(keyId, callerOf(request))
        return withUser(request, { key_id: keyId, message: 'API key deleted' })
      },
      { parse: noBody, detail: keyOperations.deleteKey },
    )

/** A key as the contract shows it, without itself. */
export const toKeyEntry = ({ keyId, name, scopes, createdAtMs, expiresAtMs }: ApiKey) => ({
  key_id: keyId,
  name,
  scopes,
  created_at: new Date(createdAtMs).toISOString(),
  expires_at: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
})
