import { cors as corsPlugin } from '@elysiajs/cors'
import { Elysia } from 'elysia'

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']
/** For a preflight that names none. */
const ALLOWED_HEADERS = ['Authorization', 'Content-Type', 'X-Request-Id', 'Idempotency-Key', 'Last-Event-ID']
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-Stream-Id',
  'X-Message-Id',
  'Mcp-Session-Id',
  'Content-Disposition',
  'Idempotency-Replayed',
  'Retry-After',
  'WWW-Authenticate',
  'RateLimit',
  'RateLimit-Policy',
]
const PREFLIGHT_SECONDS = 600

/** Names of headers, as a preflight lists them. */
const HEADER_NAMES = /^[\w!#$%&'*+.^`|~-]+(?: ?, ?[\w!#$%&'*+.^`|~-]+){0,99}$/

/** Pages of these origins may call; empty: only pages of the same origin. Credentials are allowed for named origins alone. */
export const cors = (origins: string[]) => {
  const anyone = origins.includes('*')
  const plugin = corsPlugin({
    origin: anyone ? '*' : origins.length > 0 ? origins : false,
    credentials: !anyone && origins.length > 0,
    methods: METHODS,
    allowedHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  })
  // Any header is allowed, since clients send headers of their own. Browsers obey this only for an allowed origin.
  return new Elysia({ name: 'cors' })
    .onRequest(({ request, set }) => {
      const asked = request.method === 'OPTIONS' ? request.headers.get('access-control-request-headers') : null
      if (asked !== null && HEADER_NAMES.test(asked)) set.headers['access-control-allow-headers'] = asked
    })
    .use(plugin)
}
