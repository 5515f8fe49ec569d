import type { AppError, Code } from '@collabry/runtime/errors'
import { codes } from '@collabry/runtime/errors'

/** Where errors have the shape of OpenAI's API. */
export const isOpenAiPath = (path: string): boolean => path === '/v1' || path.startsWith('/v1/')

/** `error` of a failure as OpenAI's clients read it. */
export const openAiError = ({ code, message, fields }: AppError) => ({
  message,
  type: typeOf(code),
  param: fields?.[0]?.field ?? null,
  code,
})

function typeOf(code: Code): string {
  const { http } = codes[code]
  if (http === 401) return 'authentication_error'
  if (http === 403) return 'permission_error'
  if (http === 429) return 'rate_limit_error'
  return http >= 500 ? 'server_error' : 'invalid_request_error'
}
