import { Elysia } from 'elysia'
import type { JsonBody } from '../core/body/body'
import { type Example, examples } from '../core/openapi/examples'
import { operation } from '../core/openapi/operation'
import { callerOf, identityOf, requestContext, withUser } from '../core/request-context'
import { body, text } from '../core/schemas'
import type { Logins } from './refresh'

interface AuthRoutes {
  logins: Logins
  /** Accepts smaller bodies than other routes. */
  authJson: JsonBody
}

const RefreshBody = body({ refresh_token: text(1, 8_192) })

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
        detail: operation('refreshTokens', 'Service', 'a new pair of tokens for a refresh token, once', authExamples.refresh),
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
        detail: operation('logout', 'Service', 'ends a login: none of its refresh tokens is good any more', authExamples.logout),
      },
    )

const { user_id, timestamp } = examples.qa.answer
const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'

/** Examples of the token routes for the OpenAPI document. */
const authExamples = {
  refresh: {
    request: { refresh_token: token },
    answer: { access_token: token, refresh_token: token, expires_in: 900, user_id, timestamp },
  },
  logout: { request: { refresh_token: token }, answer: { message: 'Logged out', user_id, timestamp } },
} satisfies Record<string, Example>
