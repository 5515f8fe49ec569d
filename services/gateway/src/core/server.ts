import { type Clock, SYSTEM_CLOCK } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { runInSpan, startSpan, TRACEPARENT } from '@collabry/runtime/trace'

interface ServerOptions {
  host: string
  /** 0: a free port. */
  port: number
  /** A client that sends nothing for this long, in the middle of its request or between two, is closed. */
  idleSeconds?: number
  handle: (request: Request) => Response | Promise<Response>
  clock?: Clock
}

interface HttpServer {
  port: number
  /** Lets the connection of a request be silent for this long; 0: for ever. */
  silence(request: Request, seconds: number): void
  /** Address of the client of a request; undefined: its connection is closed. */
  peerOf(request: Request): string | undefined
  /** Keeps serving; resolves when nothing has run for this long. */
  quiet(ms: number): Promise<void>
  /** Takes no new connections and closes those that are idle; resolves when all requests have been answered. */
  stop(): Promise<void>
  /** Closes the remaining connections. */
  close(): Promise<void>
}

/** Balancers close unused connections after 60 s. They must close first, or they send a request while we close. */
const IDLE_SECONDS = 75
const LOOK_EVERY_MS = 20
/** Above our own limits, which answer with an error body; this one only guards against a mistake in them. */
const BODY_BYTES_MAX = 512 * 1_048_576

/** Bun's server without its router: tests that hand a request to the app go through the same code as sockets. */
export function listen({ host, port, handle, idleSeconds = IDLE_SECONDS, clock = SYSTEM_CLOCK }: ServerOptions): HttpServer {
  let askedAtMs = 0
  const received = new WeakMap<Request, Request>()
  const server = bind(
    host,
    port,
    (request) => {
      askedAtMs = clock.now()
      const complete = withHost(request)
      if (complete !== request) received.set(complete, request)
      return handle(complete)
    },
    idleSeconds,
  )
  return {
    port: server.port ?? port,
    silence: (request, seconds) => server.timeout(received.get(request) ?? request, seconds),
    peerOf: (request) => server.requestIP(received.get(request) ?? request)?.address,
    async quiet(ms) {
      const { signal } = new AbortController()
      for (let sinceMs = clock.now(); clock.now() - Math.max(sinceMs, askedAtMs) < ms; ) {
        await clock.sleep(LOOK_EVERY_MS, signal)
        if (server.pendingRequests > 0) sinceMs = clock.now()
      }
    },
    stop: () => server.stop(false),
    close: () => server.stop(true),
  }
}

/**
 * With an invalid Host header the address of a request is its path alone, or not a URL, and Bun gives no body of such a
 * request. Every address that is passed on has a host before its path.
 */
function withHost(request: Request): Request {
  const { url } = request
  if (URL.canParse(url)) return request
  return new Request(`http://localhost${url.startsWith('/') ? url : url.slice(url.indexOf('/', 7))}`, request)
}

function bind(hostname: string, port: number, fetch: ServerOptions['handle'], idleTimeout: number) {
  try {
    return Bun.serve({
      hostname,
      port,
      fetch,
      idleTimeout,
      reusePort: false,
      maxRequestBodySize: BODY_BYTES_MAX,
      development: false,
    })
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The port ${port} is taken, or the address can't be bound; choose others with PORT and HOST.`,
      { cause },
    )
  }
}

type Handle = (request: Request) => Response | Promise<Response>

/** Every request is a span, a part of the trace that it names; the access log ends it. */
export const traceRequests =
  (handle: Handle): Handle =>
  (request) =>
    runInSpan(startSpan(request.method, 'server', request.headers.get(TRACEPARENT) ?? ''), () => handle(request))
