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

/** An origin as browsers send it: no path, no default port, small letters. Other schemes (`capacitor://localhost`) stay as they are. */
const asSent = (origin: string): string => (/^https?:/i.test(origin) && URL.canParse(origin) ? new URL(origin).origin : origin)

/** Tells whether pages of an origin may call. A setting without a scheme stands for http and https; `*`: for any. */
export function originChecker(settings: string[]): (origin: string) => boolean {
  const allowed = new Set(settings.map(asSent))
  return (origin) => allowed.has('*') || allowed.has(origin) || allowed.has(origin.replace(/^https?:\/\//, ''))
}

/** Pages of these origins may call; empty: only pages of the same origin. Credentials are allowed for named origins alone. */
export const cors = (origins: string[]) => {
  const anyone = origins.includes('*')
  const isAllowed = originChecker(origins)
  const plugin = corsPlugin({
    origin: anyone ? '*' : origins.length > 0 ? ({ headers }) => isAllowed(headers.get('origin') ?? '') : false,
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
