import type { Registry } from 'prom-client'
import { AppError } from './errors'

interface AdminOptions {
  host: string
  /** 0: a free one. */
  port: number
  registry: Registry
  /** Whether the service takes calls now. It must not ask another service. */
  ready: () => boolean
}

interface Admin extends AsyncDisposable {
  port: number
}

/** Serves /livez, /readyz and /metrics on a port of their own, never on the public one. */
export function startAdmin({ host, port, registry, ready }: AdminOptions): Admin {
  const server = listen(host, port, async ({ url }) => {
    switch (new URL(url).pathname) {
      case '/livez':
        return new Response('ok\n')
      case '/readyz':
        return ready() ? new Response('ok\n') : new Response('not ready\n', { status: 503 })
      case '/metrics':
        return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
      default:
        return new Response('not found\n', { status: 404 })
    }
  })
  return { port: server.port ?? port, [Symbol.asyncDispose]: () => server.stop(true) }
}

function listen(hostname: string, port: number, fetch: (request: Request) => Promise<Response>) {
  try {
    return Bun.serve({ hostname, port, fetch })
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    const sentence = isTaken
      ? `The admin port ${port} is taken; choose another with ADMIN_PORT.`
      : `ADMIN_HOST: ${hostname} can't be bound; name an address of this machine.`
    throw new AppError('unavailable', sentence, { cause })
  }
}
