import type { Error as ErrorBody, ErrorCode, FieldError } from './types.js'

/** A refusal of the server, or an error that ended a stream. `message` says what to change. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** A stable word for the kind of failure. */
  readonly code: ErrorCode
  /** Finds the request in the logs of the server. */
  readonly requestId: string
  /** The wrong fields of a `validation_error`. */
  readonly fields: FieldError[]
  /** How long the server asks to wait; undefined: trying again does not help. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, body: ErrorBody, retryAfterMs?: number) {
    super(body.detail)
    this.status = status
    this.code = body.code
    this.requestId = body.request_id
    this.fields = body.errors ?? []
    this.retryAfterMs = retryAfterMs
  }
}

/** No answer came, or it broke off, after all attempts. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

/** The error of an answer, also of one that a proxy has written. */
export async function errorOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id') ?? ''
  const body: unknown = await response.json().catch(() => undefined)
  const isOurs = typeof body === 'object' && body !== null && 'detail' in body && 'code' in body
  const written = isOurs
    ? (body as ErrorBody)
    : {
        error: response.statusText,
        detail: `The server answered with the status ${response.status}.`,
        code: 'upstream_error' as const,
        timestamp: new Date().toISOString(),
        request_id: requestId,
      }
  return new ApiError(response.status, written, retryAfterMs(response))
}

/** Retry-After as seconds, or as a date. */
export function retryAfterMs({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
