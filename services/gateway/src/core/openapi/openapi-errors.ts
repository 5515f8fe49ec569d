import { AppError, type Code, codes } from '@collabry/runtime/errors'
import { isProbe } from '../auth/auth'
import { isOpenAiPath, openAiError } from '../errors'

const CODES = Object.keys(codes)

export const errorSchema = {
  type: 'object',
  required: ['error', 'detail', 'code', 'timestamp', 'request_id'],
  properties: {
    error: { type: 'string', description: 'A short title' },
    detail: { type: 'string', description: 'What to change' },
    code: { type: 'string', enum: CODES },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    timestamp: { type: 'string', format: 'date-time' },
    request_id: { type: 'string' },
    user_id: { type: 'string' },
  },
}

/** Under /v1 `error` is the object that OpenAI's clients read, and not the title. */
export const openAiErrorSchema = {
  ...errorSchema,
  properties: {
    ...errorSchema.properties,
    error: {
      type: 'object',
      required: ['message', 'type', 'param', 'code'],
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: { type: ['string', 'null'] },
        code: { type: 'string', enum: CODES },
      },
    },
  },
}

/** Routes that take `source_ids`, which must be there. */
const WITH_SOURCES = [
  '/ai/chat',
  '/ai/chat/stream',
  '/ai/qa',
  '/ai/qa/stream',
  '/ai/qa/generate',
  '/ai/search',
  '/ai/mindmap',
  '/ai/quiz',
  '/ai/flashcards',
  '/ai/concepts',
  '/ai/study-plan',
]

/** Errors of single routes. */
const OWN: Record<string, Code[]> = {
  '/auth/refresh': ['invalid_token', 'validation_error', 'unavailable', 'timeout'],
  '/auth/keys': ['insufficient_scope'],
  '/auth/keys/{key_id}': ['insufficient_scope'],
  '/auth/logout': ['insufficient_scope'],
  '/ai/me': ['insufficient_scope'],
  '/ai/upload': ['insufficient_scope'],
  '/ai/upload/file': ['insufficient_scope'],
  '/ai/upload/status/{task_id}': ['forbidden'],
  ...Object.fromEntries(WITH_SOURCES.map((path): [string, Code[]] => [path, ['not_found']])),
  '/v1/chat/completions': ['model_not_found'],
  '/v1/embeddings': ['model_not_found'],
}

/** The errors that an operation may answer with, besides its own. */
export function errorResponses({
  open,
  keyed,
  body,
  id,
  path,
}: {
  open: boolean
  keyed: boolean
  body: boolean
  id: boolean
  path: string
}): Record<string, object> {
  const possible: Code[] = [
    ...(open ? [] : (['missing_token'] as const)),
    ...(OWN[path] ?? []),
    ...(id ? (['not_found'] as const) : []),
    ...(keyed ? (['idempotency_conflict'] as const) : []),
    'payload_too_large',
    ...(body ? (['malformed_json', 'unsupported_media_type'] as const) : []),
    ...(open ? [] : (['validation_error', 'unavailable', 'timeout'] as const)),
    ...(isProbe(path) ? [] : (['rate_limited'] as const)),
  ]
  return Object.fromEntries(possible.map((code) => [codes[code].http, response(code, path)]))
}

const seconds = { type: 'integer', minimum: 1 }
const list = { type: 'string' }

/** With configured limits, successful answers have the last two headers too. */
const LIMIT_HEADERS = {
  'Retry-After': { description: 'Seconds until it is worth trying again', schema: seconds },
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

const response = (code: Code, path: string) => ({
  description: codes[code].title,
  ...(code === 'rate_limited' ? { headers: LIMIT_HEADERS } : {}),
  content: {
    'application/json': {
      schema: { $ref: `#/components/schemas/${isOpenAiPath(path) ? 'OpenAiError' : 'Error'}` },
      example: {
        error: isOpenAiPath(path) ? openAiError(new AppError(code, detailOf(code))) : codes[code].title,
        detail: detailOf(code),
        code,
        timestamp: '2026-03-01T09:30:00.000Z',
        request_id: '6a2f41a3-c54c-4c9b-8f0d-1f2e3d4c5b6a',
      },
    },
  },
})

const detailOf = (code: Code) => DETAILS[code] ?? 'What to change.'

const DETAILS: Partial<Record<Code, string>> = {
  missing_token: 'Send an access token: Authorization: Bearer <token>.',
  forbidden: 'This upload is not yours.',
  insufficient_scope: 'To set metadata.public, get a token with the scope documents:publish.',
  not_found: 'There is no such thing of yours.',
  model_not_found: 'model is no model that is installed here; see GET /v1/models.',
  idempotency_conflict: 'This Idempotency-Key was used with another body; take a new one.',
  malformed_json: 'Send a body that is JSON in UTF-8: in line 3, column 1, a name in double quotes is expected.',
  payload_too_large: 'Send a body of at most 10485760 bytes.',
  unsupported_media_type: 'Send the body as JSON, with Content-Type: application/json.',
  validation_error: 'message must be a string of 1 to 32000 characters.',
  rate_limited: 'More than 600 requests in 60 s; wait until the time is over.',
  unavailable: 'The model does not answer; try again.',
  timeout: 'The model took too long; ask for less.',
}
