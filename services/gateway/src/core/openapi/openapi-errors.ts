import { AppError, type Code, codes } from '@collabry/runtime/errors'
import { Type as t } from '@sinclair/typebox'

import { named, nullable, string, time, word } from '../answer-schemas'
import { isProbe } from '../auth/auth'
import { errorSchemaOf, titleOf } from '../errors'
import type { Components } from './json-schema'

const CODES = Object.keys(codes)

const code = named('ErrorCode', word(CODES, 'A stable word for the kind of failure'))

const errorFields = {
  error: string('A short title'),
  detail: string('What to change'),
  code,
  errors: t.Optional(
    t.Array(named('FieldError', t.Object({ field: string('Name of the field'), message: string('The rule that it breaks') }))),
  ),
  timestamp: time('When the request failed (UTC)'),
  request_id: string('As in the header X-Request-Id'),
  user_id: t.Optional(string('The user of the token, once it is known')),
}

export const ErrorBody = named('Error', t.Object(errorFields))

/** Under /v1 `error` is the object that OpenAI's clients read, and not the title. */
export const OpenAiErrorBody = named(
  'OpenAiError',
  t.Object({
    ...errorFields,
    error: t.Object({
      message: string('What to change'),
      type: word(['invalid_request_error', 'authentication_error', 'permission_error', 'rate_limit_error', 'server_error']),
      param: nullable(t.String(), 'The field that is wrong'),
      code,
    }),
  }),
)

/** Under /mcp the body is one of JSON-RPC too. */
const McpErrorBody = named(
  'McpError',
  t.Object({
    ...errorFields,
    jsonrpc: t.Literal('2.0'),
    id: t.Null(),
    error: t.Object({ code: t.Integer({ description: 'As JSON-RPC defines it' }), message: string('What to change') }),
  }),
)

const BODIES = { Error: ErrorBody, OpenAiError: OpenAiErrorBody, McpError: McpErrorBody }

interface Kind {
  path: string
  /** Answers without a token. */
  open: boolean
  /** Takes an Idempotency-Key. */
  keyed: boolean
  body: boolean
  /** Takes parameters that are checked. */
  checked: boolean
  own: Code[]
}

/** References to the errors that an operation may return, by status. The components are added when they are first referenced. */
export function errorResponses(kind: Kind, responses: Record<string, object>, components: Components) {
  const byStatus = Map.groupBy(new Set(possible(kind)), (code) => codes[code].http)
  const body = errorSchemaOf(kind.path)
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => {
      const name = `${body.replace(/Error$/, '')}${found.map(pascal).join('Or')}`
      responses[name] ??= response(found, body, components)
      return [status, { $ref: `#/components/responses/${name}` }]
    }),
  )
}

function possible({ path, open, keyed, body, checked, own }: Kind): Code[] {
  if (isProbe(path)) return ['payload_too_large', ...own, 'internal_error']
  return [
    ...(open ? [] : (['missing_token', 'invalid_token', 'token_expired'] as const)),
    ...own,
    ...(keyed ? (['idempotency_conflict'] as const) : []),
    'payload_too_large',
    ...(body ? (['malformed_json', 'unsupported_media_type'] as const) : []),
    ...(body || keyed || checked ? (['validation_error'] as const) : []),
    'rate_limited',
    ...(keyed ? (['quota_exceeded'] as const) : []),
    'internal_error',
    ...(open && !body ? [] : (['upstream_error', 'unavailable', 'overloaded', 'shutting_down', 'timeout'] as const)),
  ]
}

const pascal = (code: string) => code.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())

const seconds = { type: 'integer', minimum: 1 }
const list = { type: 'string' }

const RETRY = { 'Retry-After': { description: 'Seconds until it is worth trying again', schema: seconds } }
/** With configured limits, successful answers have the last two headers too. */
const LIMIT_HEADERS = {
  ...RETRY,
  RateLimit: {
    description: 'What is left (r) of which limit, and until when (t, seconds)',
    schema: list,
    example: '"requests";r=0;t=42',
  },
  'RateLimit-Policy': {
    description: 'The limit: how much (q) in how long (w, seconds)',
    schema: list,
    example: '"requests";q=600;w=60',
  },
}
const CHALLENGE = { 'WWW-Authenticate': { description: 'What the token lacks (RFC 6750)', schema: list } }
const HEADERS: Record<number, object> = { 401: CHALLENGE, 429: LIMIT_HEADERS, 503: RETRY }

function response(found: Code[], body: keyof typeof BODIES, { toJsonSchema }: Components) {
  const titles = [...new Set(found.map((code) => codes[code].title))]
  const status = codes[found[0] ?? 'internal_error'].http
  const examples = found.map((code) => [code, { value: exampleOf(code, body) }])
  return {
    description: titles.join(', or: '),
    ...(status in HEADERS && { headers: HEADERS[status] }),
    content: {
      'application/json': {
        schema: toJsonSchema(BODIES[body], 'answer'),
        examples: Object.fromEntries(examples),
      },
    },
  }
}

const exampleOf = (code: Code, body: keyof typeof BODIES) => ({
  ...titleOf(new AppError(code, detailOf(code)), body),
  detail: detailOf(code),
  code,
  timestamp: '2026-03-01T09:30:00.000Z',
  request_id: '6a2f41a3-c54c-4c9b-8f0d-1f2e3d4c5b6a',
})

const detailOf = (code: Code) => DETAILS[code] ?? 'What to change.'

const DETAILS: Partial<Record<Code, string>> = {
  missing_token: 'Send an access token: Authorization: Bearer <token>.',
  invalid_token: 'The token is not signed by a known key; get another one.',
  token_expired: 'The token has expired; get another one.',
  forbidden: 'This upload is not yours.',
  insufficient_scope: 'To set metadata.public, get a token with the scope documents:publish.',
  not_found: 'There is no such thing of yours.',
  model_not_found: 'model is no model that is installed here; see GET /v1/models.',
  idempotency_conflict: 'This Idempotency-Key was used with another body; take a new one.',
  conflict: 'You have 20 keys; delete one first.',
  failed_precondition: 'This is not possible in the present state.',
  malformed_json: 'Send a body that is JSON in UTF-8: in line 3, column 1, a name in double quotes is expected.',
  context_length_exceeded: "The text is longer than the model's context length of 8192 tokens; shorten it.",
  unsupported_parameter: 'n must be 1: there is one answer a request.',
  payload_too_large: 'Send a body of at most 10485760 bytes.',
  unsupported_media_type: 'Send the body as JSON, with Content-Type: application/json.',
  validation_error: 'message must be a string of 1 to 32000 characters.',
  rate_limited: 'More than 600 requests in 60 s; wait until the time is over.',
  quota_exceeded: 'The tokens of today are used up; go on after midnight (UTC).',
  internal_error: 'Something went wrong on our side; try again, and report the request id if it stays.',
  upstream_error: 'A component answered nonsense; try again.',
  unavailable: 'The model does not answer; try again.',
  overloaded: 'Too much is running now; try again.',
  shutting_down: 'This server is being stopped; try again.',
  timeout: 'The model took too long; ask for less.',
}
