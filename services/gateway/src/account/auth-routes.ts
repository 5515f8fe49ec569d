import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { json, operation } from '../core/openapi/operation'
import { callerOf, identityOf, requestContext, withUser } from '../core/request-context'
import { body, text } from '../core/schemas'
import type { Logins } from './refresh'
import { accountExamples as examples, LoggedOut, TokenPair } from './schemas'

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
