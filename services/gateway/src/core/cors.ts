import { cors as corsPlugin } from '@elysiajs/cors'

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']
const ALLOWED_HEADERS = ['Authorization', 'Content-Type', 'X-Request-Id', 'Idempotency-Key', 'Last-Event-ID']
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-Stream-Id',
  'Idempotency-Replayed',
  'Retry-After',
  'WWW-Authenticate',
  'RateLimit',
  'RateLimit-Policy',
]
const PREFLIGHT_SECONDS = 600

/** Pages of these origins may call; empty: only pages of the same origin. Credentials are allowed for named origins alone. */
export const cors = (origins: string[]) => {
  const anyone = origins.includes('*')
  return corsPlugin({
    origin: anyone ? '*' : origins.length > 0 ? origins : false,
    credentials: !anyone && origins.length > 0,
    methods: METHODS,
    allowedHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  })
}
