import { type Example, examples } from '../core/openapi/examples'

const { user_id, timestamp } = examples.qa.answer
const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl'

/** Examples of the token routes for the OpenAPI document. */
export const loginExamples = {
  refresh: {
    request: { refresh_token: token },
    answer: { access_token: token, refresh_token: token, expires_in: 900, user_id, timestamp },
  },
  logout: { request: { refresh_token: token }, answer: { message: 'Logged out', user_id, timestamp } },
} satisfies Record<string, Example>
