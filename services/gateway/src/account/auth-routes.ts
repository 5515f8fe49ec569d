import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { operation } from '../core/openapi/operation'
import { callerOf, exchangeOf, identityOf } from '../core/request-context'
import { body, text } from '../core/schemas'
import { aboutUser } from '../core/with-user'
import { loginExamples } from './auth-examples'
import type { Logins } from './refresh'

interface LoginRoutes {
  logins: Logins
  /** Takes less than that of other routes. */
  authJson: JsonBody
}

const RefreshBody = body({ refresh_token: text(1, 8_192) })

export const loginRoutes = ({ logins, authJson }: LoginRoutes) =>
  new Elysia()
    .post(
      '/auth/refresh',
      async ({ request, body: { refresh_token } }) => {
        const { requestId } = exchangeOf(request)
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
        detail: operation('refreshTokens', 'Service', 'a new pair of tokens for a refresh token, once', loginExamples.refresh),
      },
    )
    .post(
      '/auth/logout',
      async ({ request, body: { refresh_token } }) => {
        await logins.logout(refresh_token, identityOf(request), callerOf(request))
        return aboutUser(request, { message: 'Logged out' })
      },
      {
        parse: authJson(RefreshBody),
        body: RefreshBody,
        detail: operation('logout', 'Service', 'ends a login: none of its refresh tokens is good any more', loginExamples.logout),
      },
    )
