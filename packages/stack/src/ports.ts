import { AppError } from '@collabry/runtime/errors'

// Below the ranges that Linux (32768) and macOS (49152) use for outgoing connections, so that the port of a child stays free
// while the child is being restarted.
const FIRST = 20_000
const LAST = 32_000
const ATTEMPTS_MAX = 2_000

/**
 * Each process goes round the range from a place of its own, so that it gives no port twice in a round, and two processes that
 * start at once seldom choose the same: their ports lie together, not scattered over the range.
 */
let next = FIRST + Math.floor(Math.random() * (LAST - FIRST))

/** Ports on 127.0.0.1 that nothing listens on, all different, also from those of earlier calls. */
export function freePorts(count: number): number[] {
  const ports: number[] = []
  for (let attempt = 0; attempt < ATTEMPTS_MAX && ports.length < count; attempt++) {
    const port = next
    next = port + 1 < LAST ? port + 1 : FIRST
    if (tryListen('127.0.0.1', port) === undefined) ports.push(port)
  }
  if (ports.length < count) throw new AppError('unavailable', 'No free ports on 127.0.0.1: stop something that listens.')
  return ports
}

/** The public port: the wanted one, or a free one for 0. Throws with a sentence that says what to set. */
export function publicPort(host: string, port: number): number {
  if (port === 0) return freePorts(1)[0] ?? 0
  const code = tryListen(host, port)
  if (code === undefined) return port
  if (code === 'EADDRINUSE') {
    throw new AppError(
      'unavailable',
      `PORT: ${port} on ${host} is taken; stop what uses it, or choose another, as in PORT=${port + 1}.`,
    )
  }
  if (code === 'EACCES') {
    throw new AppError('unavailable', `PORT: ${port} needs more rights than this user has; choose one above 1023.`)
  }
  throw new AppError('unavailable', `HOST: ${host} can't be bound (${code}); name an address of this machine.`)
}

const GRPC_PORTS = 3

/** The given base, if its ports are free on 127.0.0.1. Throws with a sentence that says what to set. */
export function grpcPorts(base: number | undefined): number | undefined {
  if (base === undefined) return undefined
  for (let port = base; port < base + GRPC_PORTS; port++) {
    if (tryListen('127.0.0.1', port) === undefined) continue
    throw new AppError('unavailable', `GRPC_PORT_BASE: port ${port} of 127.0.0.1 can't be used; choose another base.`)
  }
  return base
}

/** Undefined if the port can be used, else the error code. */
function tryListen(hostname: string, port: number): string | undefined {
  try {
    Bun.listen({ hostname, port, exclusive: true, socket: { data: () => undefined } }).stop(true)
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}
