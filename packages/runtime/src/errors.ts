/** One wrong field of a request. */
export interface FieldError {
  field: string
  message: string
}

interface Row {
  /** Name of the gRPC status. Our own code travels beside it, in ErrorInfo.reason. */
  grpc: string
  http: number
  title: string
}

/** The one table: stable code of the REST contract ↔ gRPC status ↔ HTTP status ↔ short title. */
export const codes = {
  malformed_json: { grpc: 'INVALID_ARGUMENT', http: 400, title: 'Malformed JSON' },
  unsupported_parameter: { grpc: 'INVALID_ARGUMENT', http: 400, title: 'Unsupported parameter' },
  context_length_exceeded: { grpc: 'INVALID_ARGUMENT', http: 400, title: 'Context length exceeded' },
  validation_error: { grpc: 'INVALID_ARGUMENT', http: 422, title: 'Validation error' },
  missing_token: { grpc: 'UNAUTHENTICATED', http: 401, title: 'Unauthorized' },
  invalid_token: { grpc: 'UNAUTHENTICATED', http: 401, title: 'Unauthorized' },
  token_expired: { grpc: 'UNAUTHENTICATED', http: 401, title: 'Unauthorized' },
  forbidden: { grpc: 'PERMISSION_DENIED', http: 403, title: 'Forbidden' },
  insufficient_scope: { grpc: 'PERMISSION_DENIED', http: 403, title: 'Forbidden' },
  not_found: { grpc: 'NOT_FOUND', http: 404, title: 'Not found' },
  model_not_found: { grpc: 'NOT_FOUND', http: 404, title: 'Model not found' },
  method_not_allowed: { grpc: 'UNIMPLEMENTED', http: 405, title: 'Method not allowed' },
  conflict: { grpc: 'ALREADY_EXISTS', http: 409, title: 'Conflict' },
  idempotency_conflict: { grpc: 'ABORTED', http: 409, title: 'Conflict' },
  failed_precondition: { grpc: 'FAILED_PRECONDITION', http: 409, title: 'Conflict' },
  payload_too_large: { grpc: 'INVALID_ARGUMENT', http: 413, title: 'Payload too large' },
  unsupported_media_type: { grpc: 'INVALID_ARGUMENT', http: 415, title: 'Unsupported media type' },
  rate_limited: { grpc: 'RESOURCE_EXHAUSTED', http: 429, title: 'Too many requests' },
  quota_exceeded: { grpc: 'RESOURCE_EXHAUSTED', http: 429, title: 'Quota exceeded' },
  cancelled: { grpc: 'CANCELLED', http: 499, title: 'Cancelled' },
  internal_error: { grpc: 'INTERNAL', http: 500, title: 'Internal error' },
  upstream_error: { grpc: 'INTERNAL', http: 502, title: 'Upstream error' },
  unavailable: { grpc: 'UNAVAILABLE', http: 503, title: 'Service unavailable' },
  overloaded: { grpc: 'RESOURCE_EXHAUSTED', http: 503, title: 'Overloaded' },
  shutting_down: { grpc: 'UNAVAILABLE', http: 503, title: 'Shutting down' },
  producer_lost: { grpc: 'UNAVAILABLE', http: 503, title: 'Producer lost' },
  timeout: { grpc: 'DEADLINE_EXCEEDED', http: 504, title: 'Timeout' },
} satisfies Record<string, Row>

export type Code = keyof typeof codes

interface Details {
  cause?: unknown
  fields?: FieldError[]
  retryAfterMs?: number
}

/**
 * The only error class of all layers. `message` is a sentence for the caller: it says what to change and names nothing internal.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly fields: FieldError[] | undefined
  readonly retryAfterMs: number | undefined

  constructor(
    readonly code: Code,
    message: string,
    { cause, fields, retryAfterMs }: Details = {},
  ) {
    super(message, { cause })
    this.fields = fields
    this.retryAfterMs = retryAfterMs
  }
}

/** Any failure as the caller may see it: an AppError as it is, everything else as `internal_error` with a fixed sentence. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal_error', 'Something went wrong on our side; try again, and report the request id if it stays.', {
    cause: error,
  })
}

/**
 * Whether the same call may succeed a little later: a component is unavailable, overloaded or too slow, or has ended the call.
 * A caller must look at its own signal first, since its own cancellation is `cancelled` too.
 */
export const isTransient = (error: unknown): boolean => error instanceof AppError && TRANSIENT.has(error.code)

const TRANSIENT: ReadonlySet<Code> = new Set([
  'unavailable',
  'overloaded',
  'timeout',
  'shutting_down',
  'rate_limited',
  'cancelled',
])

export const isCode = (word: string): word is Code => Object.hasOwn(codes, word)

/** Whether a component did not answer: it is unavailable, or too slow. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'unavailable' || error.code === 'timeout')
