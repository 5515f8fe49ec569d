import { type ApiError, ConnectionError, errorOf } from './errors.js'

export interface ClientOptions {
  /** Where the gateway is, as `http://localhost:8000`. */
  baseUrl: string
  /** A token or an API key, or a function that gives the present one. */
  token: string | (() => string | Promise<string>)
  /** Attempts after the first one, where another may succeed. Default: 3. */
  retriesMax?: number
  /** The longest pause that a Retry-After may ask for; a longer one is given to the caller as an error. Default: 60 s. */
  pauseMsMax?: number
  /** How long an answer may take to begin. Default: 10 minutes. */
  timeoutMs?: number
  /** A stream that is silent for longer is taken as lost; the server sends something every 10 s. Default: 30 s. */
  silenceMsMax?: number
  fetch?: typeof fetch
}

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | undefined>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/** Sends a request until it is answered, refused with an error that will not pass, or out of attempts. */
export type Send = (path: string, call?: Call) => Promise<Response>

export const RETRIES_MAX = 3
const PAUSE_MS_MAX = 60_000
const TIMEOUT_MS = 600_000
/** Pause before the first of the further attempts; it doubles. */
const PAUSE_MS = 250
const RETRIED = new Set([429, 502, 503, 504])

export function createSend(options: ClientOptions): Send {
  const { retriesMax = RETRIES_MAX, pauseMsMax = PAUSE_MS_MAX, timeoutMs = TIMEOUT_MS } = options
  const send = options.fetch ?? fetch
  return async (path, { method = 'GET', query = {}, body, headers = {}, signal } = {}) => {
    const url = urlOf(options.baseUrl, path, query)
    // The same key makes the same request again harmless, so that POSTs are tried again too.
    const fixed = { ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }), ...headers }
    for (let attempt = 0; ; attempt++) {
      const init = {
        method,
        signal: limited(signal, timeoutMs),
        headers: await headersOf(options, body, fixed),
        ...content(body),
      }
      const response = await send(url, init).catch((cause: unknown) => {
        signal?.throwIfAborted()
        if (attempt >= retriesMax) throw new ConnectionError(`No answer from ${url.origin}.`, { cause })
        return undefined
      })
      if (response?.ok) return response
      const failure = response && (await errorOf(response))
      const pauseMs = pauseOf(failure, attempt)
      if (failure && (attempt >= retriesMax || pauseMs === undefined || pauseMs > pauseMsMax)) throw failure
      await pause(pauseMs ?? PAUSE_MS, signal)
    }
  }
}

export function urlOf(baseUrl: string, path: string, query: NonNullable<Call['query']> = {}): URL {
  const url = new URL(`${baseUrl.endsWith('/') ? baseUrl.slice(0, -1) : baseUrl}${path}`)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

export async function headersOf(
  { token }: ClientOptions,
  body: unknown,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const present = typeof token === 'function' ? await token() : token
  const isJson = body !== undefined && !(body instanceof FormData)
  return { authorization: `Bearer ${present}`, ...(isJson && { 'content-type': 'application/json' }), ...more }
}

const content = (body: unknown) => (body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) })

/** The time limit ends the wait for an answer; the signal of the caller ends its reading, too. */
function limited(signal: AbortSignal | undefined, timeoutMs: number): AbortSignal {
  const limit = AbortSignal.timeout(timeoutMs)
  return signal ? AbortSignal.any([signal, limit]) : limit
}

/** undefined: another attempt would not help. */
function pauseOf(failure: ApiError | undefined, attempt: number): number | undefined {
  const backoffMs = PAUSE_MS * 2 ** attempt
  if (!failure) return backoffMs
  if (!RETRIED.has(failure.status) || failure.code === 'quota_exceeded') return undefined
  return failure.retryAfterMs ?? (failure.status === 429 ? undefined : backoffMs)
}

export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
