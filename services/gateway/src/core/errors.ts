import { AppError, type Code, codes, type FieldError, toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { Elysia, NotFoundError, ParseError, ValidationError } from 'elysia'
import { rpcErrorOf } from '../mcp/json-rpc'
import { challengeOf } from './auth/auth'
import { limitHeaders } from './limits/limit-requests'
import { OverLimit } from './limits/limits'
import { pathOf, requestContext } from './request-context'

/** Codes of failures that may pass, with the time to wait unless the error names one. */
const RETRY_SECONDS = { unavailable: 1, overloaded: 1, shutting_down: 1, rate_limited: 1, quota_exceeded: 60 } as const
const FIELDS_MAX = 20

interface ErrorsOptions {
  log: Log
  /** Methods a path answers to; empty: there is no such path. */
  methodsOf: (path: string) => string[]
}

/** The only place that turns a failure of any layer into an HTTP answer. */
export const errors = ({ log, methodsOf }: ErrorsOptions) =>
  new Elysia({ name: 'errors' }).onError({ as: 'global' }, ({ error, request, path, set }) => {
    const methods = error instanceof NotFoundError ? methodsOf(path) : []
    const failure = methods.length > 0 ? wrongMethod(request.method, methods) : explain(error, request)
    if (failure.code === 'internal_error')
      log.error({ err: error, requestId: requestContext(request).requestId }, 'request failed')
    set.status = codes[failure.code].http
    if (methods.length > 0) set.headers.allow = methods.join(', ')
    const challenge = challengeOf(failure)
    if (challenge) set.headers['www-authenticate'] = challenge
    const retry = retrySeconds(failure)
    if (retry) set.headers['retry-after'] = String(retry)
    if (failure instanceof OverLimit) Object.assign(set.headers, limitHeaders(failure.limitStatus))
    return errorBody(failure, request)
  })

/** The contract's body of every error; under /v1 and /mcp its `error` is the object that clients of those protocols read. */
export function errorBody(error: AppError, request: Request) {
  const { requestId, identity } = requestContext(request)
  return {
    ...titleOf(error, errorSchemaOf(pathOf(request.url))),
    detail: error.message,
    code: error.code,
    ...(error.fields ? { errors: error.fields } : {}),
    timestamp: new Date().toISOString(),
    request_id: requestId,
    ...(identity ? { user_id: identity.userId } : {}),
  }
}

/** The schema of the errors of a path. */
export function errorSchemaOf(path: string): 'Error' | 'OpenAiError' | 'McpError' {
  if (isOpenAiPath(path)) return 'OpenAiError'
  return path === '/mcp' ? 'McpError' : 'Error'
}

/** The part of an error that differs between the schemas. */
export function titleOf(error: AppError, schema: ReturnType<typeof errorSchemaOf>) {
  if (schema === 'OpenAiError') return { error: openAiError(error) }
  if (schema === 'McpError') return { jsonrpc: '2.0', id: null, error: rpcErrorOf(error) }
  return { error: codes[error.code].title }
}

/** The sentence of such a body, as JSON. */
export const errorTextOf = (body: string): string => (JSON.parse(body) as { detail: string }).detail

/** The error that a caller sees; Elysia's own errors are translated. */
export function explain(error: unknown, request: Request): AppError {
  if (error instanceof ParseError) return explain(error.cause instanceof AppError ? error.cause : malformed(error), request)
  if (error instanceof AppError) return fromComponent(error, request)
  if (error instanceof NotFoundError) return new AppError('not_found', 'There is nothing at this path; see /openapi.json.')
  if (error instanceof ValidationError && error.type !== 'response') return invalidFields(error)
  // A failure after the client disconnected is not a bug.
  if (request.signal.aborted) return new AppError('cancelled', 'The client has left.', { cause: error })
  return toAppError(error)
}

const malformed = (cause: unknown) => new AppError('malformed_json', 'Send a body that is JSON.', { cause })

const TOKEN_CODES: ReadonlySet<string> = new Set(['missing_token', 'invalid_token', 'token_expired'])

/** Two codes of a component mean something else: it cancelled by itself, and it refused the key of this gateway. */
function fromComponent(error: AppError, request: Request): AppError {
  if (error.code === 'cancelled' && !request.signal.aborted) {
    return new AppError('unavailable', 'A component broke off the work; try again.', { cause: error })
  }
  return TOKEN_CODES.has(error.code) && requestContext(request).identity
    ? toAppError(new Error('refused', { cause: error }))
    : error
}

const wrongMethod = (method: string, methods: string[]) =>
  new AppError('method_not_allowed', `${method} is not possible here; use ${methods.join(' or ')}.`)

function invalidFields({ all }: ValidationError): AppError {
  const fields = new Map<string, FieldError>()
  for (const wrong of all) {
    if (!('path' in wrong)) continue
    const schema: Record<string, unknown> = 'schema' in wrong ? wrong.schema : {}
    const field = wrong.path.slice(1).replaceAll('/', '.') || String(schema.field ?? 'body')
    const rule = schema.error
    const message = wrong.value === undefined ? 'is required' : typeof rule === 'string' ? rule : wrong.message.toLowerCase()
    if (!fields.has(field) && fields.size < FIELDS_MAX) fields.set(field, { field, message })
  }
  const list = [...fields.values()]
  const detail = list.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new AppError('validation_error', `${detail || 'The request does not have the expected fields'}.`, { fields: list })
}

function retrySeconds({ code, retryAfterMs }: AppError): number | undefined {
  if (retryAfterMs !== undefined) return Math.max(1, Math.ceil(retryAfterMs / 1_000))
  return Object.hasOwn(RETRY_SECONDS, code) ? RETRY_SECONDS[code as keyof typeof RETRY_SECONDS] : undefined
}

/** Where errors have the shape of OpenAI's API. */
const isOpenAiPath = (path: string): boolean => path === '/v1' || path.startsWith('/v1/')

/** `error` of a failure as OpenAI's clients read it. */
const openAiError = ({ code, message, fields }: AppError) => ({
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
